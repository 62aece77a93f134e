"""narrate preview TEXT: hear a sentence at once, and see how it will be read."""

import shutil
import subprocess
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narrator.cli import app
from narrator.cli._options import PaceOption, PitchOption, VoiceOption, settings_for

if TYPE_CHECKING:
    from narrator.model import Utterance
    from narrator.production.frontend import FrontEnd

_PLAYERS = (
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "quiet"),
    ("mpv", "--really-quiet"),
    ("pw-play",),
    ("paplay",),
    ("aplay", "-q"),
    ("afplay",),
)


@app.command("preview")
def preview(  # noqa: PLR0913, PLR0917 (one parameter an option)
    text: Annotated[str | None, typer.Argument(help="What to say.")] = None,
    file: Annotated[str | None, typer.Option(help="Take a sentence from this article.")] = None,
    sentence: Annotated[int, typer.Option(min=1, help="Which one, counted from 1.")] = 1,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Where the WAV goes.")] = None,
    voice: VoiceOption = None,
    pace: PaceOption = None,
    pitch: PitchOption = None,
    play: Annotated[bool, typer.Option(help="Play it if there is a player.")] = True,
) -> None:
    """Say one sentence: written, spoken, phonemes, and a WAV to hear."""
    from narrator import app as pipeline
    from narrator.errors import ArticleError

    settings = settings_for(file or "-", voice=voice, pace=pace, pitch=pitch)
    utterances = _chosen(pipeline.front_end(settings), text, file, sentence)
    if not utterances:
        raise ArticleError("preview: the text holds no word that can be spoken")
    for utterance in utterances:
        _show(utterance)
    path = pipeline.preview(utterances, settings, out)
    typer.echo(str(path))
    if play:
        _play(path)


def _chosen(
    front_end: "FrontEnd", text: str | None, file: str | None, number: int
) -> "list[Utterance]":
    from narrator.errors import ArticleError, ConfigError
    from narrator.read import read

    if (text is None) == (file is None):
        raise ConfigError("preview: name a text or --file ARTICLE, one of the two")
    if file is None:
        return list(front_end.read(text or "").utterances)
    utterances = front_end.utterances(read(file))
    chosen = list(islice(utterances, number - 1, number))
    if not chosen:
        raise ArticleError(f"{file}: has no sentence {number}")
    return chosen


def _show(utterance: "Utterance") -> None:
    typer.echo(f"written   {utterance.sentence.written}")
    typer.echo(f"spoken    {utterance.sentence.spoken}")
    phonemes = " ".join(word.phonemes for word in utterance.words if word.phonemes)
    typer.echo(f"phonemes  {phonemes}")


def player() -> list[str] | None:
    """The command that plays a sound file on this machine, without the file."""
    for name, *options in _PLAYERS:
        if found := shutil.which(name):
            return [found, *options]
    return None


def _play(path: Path) -> None:
    command = player()
    if command is None:
        typer.echo("no audio player found (mpv, ffplay, aplay): open the file yourself", err=True)
    else:
        subprocess.run([*command, str(path)], check=False)  # noqa: S603 (a player we named)
