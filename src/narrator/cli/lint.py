"""narrate lint: what to check in an article before it is published."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from narrator.cli import app
from narrator.cli._options import JsonOption, reading_options, settings_for

if TYPE_CHECKING:
    from narrator.production.doubts import Doubt


@app.command("lint")
def lint(
    article: Annotated[str, typer.Argument(help="A file or web address; '-' is stdin.")],
    as_json: JsonOption = False,
) -> None:
    """List the words worth checking before publication, and how to mend each.

    Ends with status 1 where a word has no reading at all, or one that cannot be understood.
    """
    from narrator.app import front_end
    from narrator.production.doubts import doubts, unspoken
    from narrator.production.frontend import UNREAD
    from narrator.read import read

    reader = front_end(settings_for(article))
    content = read(article, reading_options(article))
    blocks = [block for chapter in content.chapters for block in chapter.blocks]
    readings = [reader.read(block.text) for block in blocks]
    found = doubts(utterance for reading in readings for utterance in reading.utterances)
    for doubt in found:
        typer.echo(json.dumps(doubt.as_entry(), ensure_ascii=False) if as_json else _line(doubt))
    remarks = unspoken(readings)
    for (code, message), times in remarks.most_common():
        row = {"code": code, "message": message, "times": times}
        typer.echo(json.dumps(row, ensure_ascii=False) if as_json else f"? {message} ×{times}")
    if any(not doubt.phonemes for doubt in found) or any(code in UNREAD for code, _ in remarks):
        raise typer.Exit(1)


def _line(doubt: "Doubt") -> str:
    said = doubt.phonemes or "has no reading"
    others = f" (or {', '.join(doubt.alternatives)})" if doubt.alternatives else ""
    better = doubt.alternatives[0] if doubt.alternatives else "READING"
    how = f"{doubt.confidence:.0%} sure, {doubt.source}, ×{doubt.times}"
    return (
        f"{doubt.word}  {said}{others}  {how}\n"
        f"    {doubt.utterance.sentence.written}\n"
        f"    narrate lexicon add '{doubt.word}' '{better}'"
    )
