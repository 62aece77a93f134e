"""narrate batch: many articles in one go, none of which stops the others."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narrator.cli import app
from narrator.cli._options import (
    AddressOption,
    AllowLocalOption,
    ExecutorOption,
    GpusOption,
    JobsOption,
    JsonOption,
    NoRepairOption,
    PaceOption,
    VoiceOption,
    reading_options,
    settings_for,
)
from narrator.cli.make import make_audio

if TYPE_CHECKING:
    from narrator.config import Settings
    from narrator.production.ledger import Entry, Ledger
    from narrator.read import Options

_BAD = 6


@app.command("batch")
def batch(  # noqa: PLR0913, PLR0917 (one parameter an option)
    source: Annotated[
        str, typer.Argument(metavar="DIR|MANIFEST|OPML", help="A folder, a list, or feeds.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the audio.")],
    voice: VoiceOption = None,
    audio_format: Annotated[
        str | None, typer.Option("--format", help="mp3, m4b, opus, flac or wav.")
    ] = None,
    preset: Annotated[
        str | None, typer.Option(help="How loud: podcast, audiobook (ACX) or quiet.")
    ] = None,
    pace: PaceOption = None,
    allow_local: AllowLocalOption = False,
    no_repair: NoRepairOption = False,
    executor: ExecutorOption = None,
    address: AddressOption = None,
    gpus: GpusOption = None,
    jobs: JobsOption = None,
    force: Annotated[bool, typer.Option(help="Make again what has not changed.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Turn many articles into audio; run again to go on where it stopped.

    A manifest names one file or address a line. What became of each article stands in
    narrate-batch.json beside the audio. Exit 6 where not all could be made whole.
    """
    from narrator.production.ledger import FAILED, PARTLY, Ledger
    from narrator.read.listing import listed

    def settings(article: str) -> "Settings":
        return settings_for(
            article,
            voice=voice,
            format=audio_format,
            preset=preset,
            pace=pace,
            executor=executor,
            address=address,
            gpus=gpus,
            jobs=jobs,
        )

    reading = reading_options(source, allow_local=allow_local, no_repair=no_repair)
    articles, ledger = listed(source, reading), Ledger(out)
    entries = []
    for number, article in enumerate(articles, start=1):
        entry = _made(article, settings, reading, ledger, force=force, quiet=quiet)
        ledger.put(entry)
        entries.append(entry)
        if not quiet:
            told = f"{number}/{len(articles)} {article}: {entry.status} {entry.message}"
            typer.echo(told.rstrip(), err=True)
    _report(entries, as_json=as_json)
    raise typer.Exit(_BAD if {FAILED, PARTLY} & {entry.status for entry in entries} else 0)


def _made(  # noqa: PLR0913 (one parameter a choice)
    article: str,
    settings_of: "Callable[[str], Settings]",
    reading: "Options",
    ledger: "Ledger",
    *,
    force: bool,
    quiet: bool,
) -> "Entry":
    from narrator.app import inputs, output_path
    from narrator.errors import ClusterError, NarratorError
    from narrator.master.tracks import size
    from narrator.production.ledger import DONE, FAILED, KEPT, PARTLY, Entry, stamp

    started = time.monotonic()
    try:
        settings = settings_of(article)
        state = stamp(inputs(article, settings), settings)
        if (kept := ledger.kept(article, state)) and not force:
            return replace(kept, status=KEPT, took=0.0)
        path = ledger.place(article, output_path(article, settings, ledger.path.parent))
        result = make_audio(article, reading, settings, path, force=True, quiet=quiet)
    except ClusterError:  # which concerns them all
        raise
    except NarratorError as error:
        return Entry(article=article, status=FAILED, message=str(error))
    except Exception as error:  # noqa: BLE001 (a fault in one article must not cost the others)
        return Entry(article=article, status=FAILED, message=f"a fault of narrator: {error!r}")
    failures = len(result.failures)
    return Entry(
        article=article,
        status=PARTLY if failures else DONE,
        path=str(result.path),
        seconds=round(result.timeline.length / result.timeline.sample_rate, 1),
        took=round(time.monotonic() - started, 1),
        size=size(result.path),
        message=f"{failures} sentences could not be spoken" if failures else "",
        stamp=state,
    )


def _report(entries: "Sequence[Entry]", *, as_json: bool) -> None:
    if as_json:
        rows = [asdict(entry) for entry in entries]
        typer.echo(json.dumps({"articles": rows}, ensure_ascii=False))
        return
    for entry in entries:
        minutes, seconds = divmod(round(entry.seconds), 60)
        result = entry.path or entry.message
        typer.echo(f"{entry.status:<7}{minutes:>5}:{seconds:02}  {entry.article}  {result}")
