"""narrate repair: text damaged by extraction from a PDF, set right."""

import difflib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from narrator.cli import app
from narrator.cli._options import JsonOption

if TYPE_CHECKING:
    from narrator.repair import Repair


@app.command("repair")
def repair_(
    article: Annotated[str, typer.Argument(help="'-' is standard input.")],
    diff: Annotated[bool, typer.Option("--diff", help="Show what changed, and how sure.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Print an article with what text extraction broke in it mended.

    One mended paragraph a line. Text that is sound comes out byte for byte.
    """
    from narrator.read import text
    from narrator.repair import repair

    mended = repair(text(article))
    if as_json:
        typer.echo(json.dumps(_report(mended), ensure_ascii=False))
    elif diff:
        _show(mended)
    else:
        typer.echo(mended.lines, nl=False)
    if not mended.changed:
        typer.echo("no damage found", err=True)


def _report(mended: "Repair") -> dict[str, object]:
    return {
        "changed": mended.changed,
        "gain": round(mended.gain, 3),
        "paragraphs": [asdict(paragraph) for paragraph in mended.paragraphs],
    }


def _show(mended: "Repair") -> None:
    for paragraph in mended.paragraphs:
        before, after = paragraph.before.split(), paragraph.after.split()
        if before == after:
            continue
        typer.echo(f"@@ confidence {paragraph.confidence:.0%} @@")
        matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
        for kind, start, stop, new_start, new_stop in matcher.get_opcodes():
            if kind == "equal":
                typer.echo("  " + " ".join(before[start:stop]))
                continue
            if start < stop:
                typer.echo("- " + " ".join(before[start:stop]))
            if new_start < new_stop:
                typer.echo("+ " + " ".join(after[new_start:new_stop]))
