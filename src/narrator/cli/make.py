"""narrate ARTICLE: the main job."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narrator.cli import app
from narrator.cli._options import (
    AddressOption,
    AllowLocalOption,
    CaptionsOption,
    EnglishOption,
    ExecutorOption,
    GpusOption,
    JobsOption,
    JsonOption,
    NoRepairOption,
    OcrOption,
    PaceOption,
    PitchOption,
    VoiceOption,
    given,
    reading_options,
    settings_for,
)
from narrator.cli._terminal import progress

if TYPE_CHECKING:
    from narrator.config import Settings
    from narrator.production.produce import Result
    from narrator.read import Options


_MOST_UNREAD = 5


@app.command("make")
def make(  # noqa: PLR0913, PLR0917 (one parameter an option)
    articles: Annotated[
        list[str],
        typer.Argument(metavar="ARTICLE...", help="Files or web addresses; '-' is stdin."),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Audio file, or a folder for several.")
    ] = None,
    voice: VoiceOption = None,
    audio_format: Annotated[
        str | None, typer.Option("--format", help="mp3, m4b, opus, flac or wav.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Title instead of the article's own.")] = None,
    author: Annotated[str | None, typer.Option(help="Author instead of the article's own.")] = None,
    pace: PaceOption = None,
    pitch: PitchOption = None,
    preset: Annotated[
        str | None, typer.Option(help="How loud: podcast, audiobook (ACX) or quiet.")
    ] = None,
    cover: Annotated[
        str | None, typer.Option(help="A JPEG or PNG file, 'drawn' or 'none'.")
    ] = None,
    beside: Annotated[
        str | None,
        typer.Option(
            metavar="vtt,srt,words,json,html", help="Captions, chapters, a page to read along."
        ),
    ] = None,
    split: Annotated[
        str | None,
        typer.Option(metavar="none|chapters", help="One file, or a folder with one a chapter."),
    ] = None,
    intro: Annotated[
        str | None, typer.Option(metavar="AUDIO", help="Music before the first word.")
    ] = None,
    outro: Annotated[
        str | None, typer.Option(metavar="AUDIO", help="Music after the last word.")
    ] = None,
    bed: Annotated[
        str | None, typer.Option(metavar="AUDIO", help="Music under the speech, ducked.")
    ] = None,
    english: EnglishOption = None,
    captions: CaptionsOption = False,
    ocr: OcrOption = False,
    allow_local: AllowLocalOption = False,
    no_repair: NoRepairOption = False,
    executor: ExecutorOption = None,
    address: AddressOption = None,
    gpus: GpusOption = None,
    jobs: JobsOption = None,
    force: Annotated[bool, typer.Option(help="Replace the audio file if it exists.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Turn articles into audio; the verb may be left out.

    Settings come from narrator.toml beside the article; options override them.
    Sentences already spoken are kept and never spoken twice.
    """
    from narrator.errors import ConfigError, NarratorError, ProductionError

    if len(articles) > 1 and out and not out.is_dir():
        raise ConfigError(f"-o {out}: several articles need a folder that exists, not one file")

    worst = 0
    for article in articles:
        try:
            settings = settings_for(
                article,
                voice=voice,
                format=audio_format or _suffix(out),
                title=title,
                author=author,
                pace=pace,
                pitch=pitch,
                preset=preset,
                cover=cover,
                beside=beside,
                split=split,
                english=english,
                executor=executor,
                address=address,
                gpus=gpus,
                jobs=jobs,
                music=given(intro=intro, outro=outro, bed=bed),
            )
            reading = reading_options(
                article,
                captions=captions,
                ocr=ocr,
                allow_local=allow_local,
                no_repair=no_repair,
            )
            result = make_audio(article, reading, settings, out, force=force, quiet=quiet)
            _report(result, as_json=as_json)
            worst = max(worst, ProductionError.exit_code if result.failures else 0)
        except NarratorError as error:
            typer.echo(f"narrate: {error}", err=True)
            worst = max(worst, error.exit_code)
    raise typer.Exit(worst)


def make_audio(  # noqa: PLR0913 (one parameter a choice)
    article: str,
    reading: "Options",
    settings: "Settings",
    out: Path | None,
    *,
    force: bool,
    quiet: bool,
) -> "Result":
    """The audio of one article, with progress on standard error."""
    from narrator.app import output_path, producer
    from narrator.read import place, read

    path = output_path(article, settings, out)
    _check_writable(path, force=force, split=settings.split == "chapters")
    content = read(article, reading)
    with progress(place(article).name, quiet=quiet) as report:
        return producer(settings).make(content, path, report)


def _suffix(out: Path | None) -> str | None:
    """The format that ``out`` asks for by its name, if it names a file."""
    return (out.suffix[1:].lower() or None) if out and not out.is_dir() else None


def _check_writable(path: Path, *, force: bool, split: bool) -> None:
    """Say before an hour's work, not after, that its result has no place."""
    from narrator.errors import EncodeError
    from narrator.master.tracks import playlist_path

    made = playlist_path(path) if split else path
    if made.exists() and not force:
        raise EncodeError(f"{made}: already exists; --force replaces it, -o names another")
    if not path.parent.is_dir():
        raise EncodeError(f"{path}: there is no folder {path.parent}")
    if split and made.parent.exists() and not made.parent.is_dir():
        raise EncodeError(f"{made.parent}: is a file, where the folder of the chapters would be")
    home = made.parent if made.parent.exists() else path.parent
    if not os.access(home, os.W_OK):
        raise EncodeError(f"{made}: the folder {home} is not writable")


def _report(result: "Result", *, as_json: bool) -> None:
    timeline = result.timeline
    seconds = timeline.length / timeline.sample_rate
    report_doubts(result)
    if not as_json:
        count = len(result.chapters)
        chapters = f"{count} chapter{'' if count == 1 else 's'}"
        typer.echo(f"{result.path}  {_clock(seconds)}, {chapters}")
        return
    entry = {
        "path": str(result.path),
        "seconds": round(seconds, 3),
        "chapters": [
            {"title": mark.title, "start": round(mark.start / timeline.sample_rate, 3)}
            for mark in result.chapters
        ],
        "sentences": len(
            {clip.number for clip in timeline.clips} | {f.number - 1 for f in result.failures}
        ),
        "synthesised": sum(not clip.cached for clip in timeline.clips),
        "cached": sum(clip.cached for clip in timeline.clips),
        "failures": [
            {"number": failure.number, "text": failure.text, "reason": failure.reason}
            for failure in result.failures
        ],
        "unread": dict(result.unread),
    }
    typer.echo(json.dumps(entry, ensure_ascii=False))


def report_doubts(result: "Result") -> None:
    """What a listener might miss or stumble over, on standard error."""
    for failure in result.failures:
        typer.echo(f"sentence {failure.number}: {failure.reason}: {failure.text}", err=True)
    for suspect in result.suspects:
        typer.echo(f"sentence {suspect.number}: {suspect.reason}, listen: {suspect.text}", err=True)
    for message, times in list(result.unread.items())[:_MOST_UNREAD]:
        typer.echo(f"{message} ×{times}", err=True)
    if (more := len(result.unread) - _MOST_UNREAD) > 0:
        typer.echo(f"and {more} more (narrate lint lists them)", err=True)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
