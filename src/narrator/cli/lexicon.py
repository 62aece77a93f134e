"""narrate lexicon: the user's own readings of words."""

import json
from pathlib import Path
from typing import Annotated

import typer

from narrator.cli import app
from narrator.cli._options import JsonOption, reading_options, settings_for

lexicon = typer.Typer(help="Your own readings of words.", no_args_is_help=True)
app.add_typer(lexicon, name="lexicon")

_Word = Annotated[str, typer.Argument(help="A word or phrase as it is written.")]
_Reading = Annotated[
    str, typer.Argument(help="Persian with vowels (کِرم), IPA, or simple Latin (kerm).")
]
_Context = Annotated[
    str, typer.Option("--context", metavar="WORD", help="Only in sentences with this word.")
]
_File = Annotated[
    Path | None,
    typer.Option("--file", help="Another lexicon than narrator.toml's, or else your own."),
]


@lexicon.command("add")
def add(word: _Word, reading: _Reading, context: _Context = "", file: _File = None) -> None:
    """Read WORD as READING from now on."""
    from narrator.pronounce.lexicon_file import put
    from narrator.pronounce.overrides import entry
    from narrator.pronounce.phonemes import to_ipa

    made = entry(word, reading, context)
    path = file or _chosen()
    put(path, [(word, reading, context)])
    typer.echo(f"{word}\t{' '.join(map(to_ipa, made.phonemes))}\t{path}")


@lexicon.command("remove")
def remove(word: _Word, context: _Context = "", file: _File = None) -> None:
    """Forget your reading of WORD."""
    from narrator.pronounce.lexicon_file import drop

    drop(file or _chosen(), word, context)


@lexicon.command("list")
def list_entries(as_json: JsonOption = False) -> None:
    """List the readings that hold in this folder; later ones win."""
    from narrator.app import own_readings
    from narrator.pronounce.phonemes import to_ipa

    for entry in own_readings(settings_for("-")):
        word, said = " ".join(entry.words), " ".join(map(to_ipa, entry.phonemes))
        if as_json:
            row = {"word": word, "phonemes": said, "context": entry.context}
            typer.echo(json.dumps(row, ensure_ascii=False))
        else:
            typer.echo("\t".join(filter(None, (word, said, entry.context))))


@lexicon.command("check")
def check(
    files: Annotated[list[Path] | None, typer.Argument(help="Lexicons; else those in use.")] = None,
) -> None:
    """Check that every reading can be understood; the first that cannot is shown with its place."""
    from narrator.app import own_readings
    from narrator.pronounce.overrides import load

    found = [e for f in files for e in load(f)] if files else own_readings(settings_for("-"))
    typer.echo(f"{len(found)} readings, all understood")


@lexicon.command("impact")
def impact(
    word: _Word,
    reading: _Reading,
    article: Annotated[str, typer.Argument(help="A file or web address.")],
    context: _Context = "",
) -> None:
    """Which sentences of ARTICLE would change, and how long making them again takes."""
    from narrator.app import changes, time_to_make
    from narrator.pronounce.overrides import entry
    from narrator.read import read

    settings = settings_for(article)
    content = read(article, reading_options(article))
    changed = list(changes(content, settings, entry(word, reading, context)))
    for utterance in changed:
        typer.echo(f"{utterance.sentence.index + 1}\t{utterance.sentence.written}")
    seconds = time_to_make(changed, settings)
    typer.echo(f"{len(changed)} sentences change; about {seconds:.1f} s to make again", err=True)


def _chosen() -> Path:
    from narrator.app import lexicon_in_use

    return lexicon_in_use(settings_for("-"))
