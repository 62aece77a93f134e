"""narrate diff: which sentences an edit costs."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from narrator.cli import app
from narrator.cli._options import JsonOption, reading_options, settings_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.config import Settings
    from narrator.model import Utterance


@app.command("diff")
def diff(
    old: Annotated[str, typer.Argument(help="The article as it was made.")],
    new: Annotated[str, typer.Argument(help="The article as it is now.")],
    as_json: JsonOption = False,
) -> None:
    """List the sentences of NEW that will be spoken anew where OLD has been made.

    A sentence that only moved, or whose spelling changed but not its sound, costs nothing.
    """
    from narrator.app import keys, time_to_make

    before, settings = settings_for(old), settings_for(new)
    made = {key for utterance in _utterances(old, before) for key in keys(utterance, before)}
    total, anew = 0, []
    for utterance in _utterances(new, settings):
        total += 1
        if not keys(utterance, settings) <= made:
            anew.append(utterance)
    seconds = time_to_make(anew, settings)
    if as_json:
        rows = [{"number": u.sentence.index + 1, "text": u.sentence.written} for u in anew]
        entry = {"sentences": total, "anew": rows, "seconds": round(seconds, 1)}
        typer.echo(json.dumps(entry, ensure_ascii=False))
        return
    for utterance in anew:
        typer.echo(f"{utterance.sentence.index + 1}\t{utterance.sentence.written}")
    typer.echo(f"{len(anew)} of {total} sentences anew, about {seconds:.1f} s", err=True)


def _utterances(article: str, settings: "Settings") -> "Iterator[Utterance]":
    from narrator.app import front_end
    from narrator.read import read

    return front_end(settings).utterances(read(article, reading_options(article)))
