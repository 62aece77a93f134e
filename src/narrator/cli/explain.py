"""narrate explain: what is said for every token, by which rule; phonemes of every word."""

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from narrator.cli import app
from narrator.cli._options import (
    AllowLocalOption,
    CaptionsOption,
    JsonOption,
    NoRepairOption,
    OcrOption,
    reading_options,
    settings_for,
)

if TYPE_CHECKING:
    from narrator.production.frontend import Reading
    from narrator.read import Options


@app.command("explain")
def explain(  # noqa: PLR0913, PLR0917 (one parameter an option)
    article: Annotated[str, typer.Argument(help="A file or web address; '-' is stdin.")],
    as_json: JsonOption = False,
    lines: Annotated[
        bool, typer.Option("--lines", help="Every input line is one paragraph.")
    ] = False,
    captions: CaptionsOption = False,
    ocr: OcrOption = False,
    allow_local: AllowLocalOption = False,
    no_repair: NoRepairOption = False,
    losers: Annotated[
        bool, typer.Option("--losers", help="Show the readings that were not chosen, too.")
    ] = False,
) -> None:
    """Show what is said for every token, and why.

    With --json, one object a paragraph and line; with --lines as well, exactly one
    for each line of input.
    """
    from narrator.app import front_end
    from narrator.production.explain import as_entry

    options = reading_options(
        article, captions=captions, ocr=ocr, allow_local=allow_local, no_repair=no_repair
    )
    reader = front_end(settings_for(article))
    for paragraph in _lines(article) if lines else _paragraphs(article, options):
        reading = reader.read(paragraph)
        if as_json:
            typer.echo(json.dumps(as_entry(reading, losers=losers), ensure_ascii=False))
        else:
            _show(reading, losers=losers)


def _lines(article: str) -> Iterator[str]:
    from narrator.read import text

    if article == "-":
        for line in sys.stdin.buffer:
            yield line.decode("utf-8", "replace").rstrip("\r\n")
    else:
        yield from text(article).split("\n")


def _paragraphs(article: str, options: "Options") -> Iterator[str]:
    from narrator.read import read

    for chapter in read(article, options).chapters:
        for block in chapter.blocks:
            yield block.text


def _show(reading: "Reading", *, losers: bool) -> None:
    typer.echo(f"written  {reading.normalized.written}")
    typer.echo(f"spoken   {reading.normalized.spoken}")
    for token in reading.normalized.tokens:
        if token.rule:
            typer.echo(f"  {token.rule:<14} {token.written} → {token.spoken}")
    for token in reading.normalized.lost() if losers else ():
        typer.echo(f"  not {token.rule:<10} {token.written} → {token.spoken}")
    for utterance in reading.utterances:
        for word in utterance.words:
            if word.phonemes:
                ezafe = "ezafe" if word.ezafe else ""
                typer.echo(f"  {word.text}\t{word.phonemes}\t{ezafe}\t{word.source}")
    for doubt in reading.normalized.diagnostics:
        typer.echo(f"  ? {doubt.message}")
    typer.echo()
