"""narrate publish: episodes into a podcast feed."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from narrator.cli import app
from narrator.cli._options import (
    AllowLocalOption,
    DryRunOption,
    JsonOption,
    NoRepairOption,
    PurgeOption,
    VoiceOption,
    reading_options,
    settings_for,
)

if TYPE_CHECKING:
    from narrator.config import Settings
    from narrator.publish.feed import Channel, Feed, Item
    from narrator.publish.publishing import Choice
    from narrator.publish.target import Target
    from narrator.read import Options


@app.command("publish")
def publish(  # noqa: PLR0913, PLR0917 (one parameter an option)
    articles: Annotated[
        list[str],
        typer.Argument(metavar="ARTICLE|AUDIO...", help="What is made first, or is made already."),
    ],
    to: Annotated[
        str,
        typer.Option(metavar="FEED", help="Folder or address of the feed; else narrator.toml's."),
    ] = "",
    title: Annotated[str | None, typer.Option(help="Title instead of the audio's own.")] = None,
    summary: Annotated[str | None, typer.Option(help="A few sentences about the episode.")] = None,
    season: Annotated[int | None, typer.Option(help="Number of the season.")] = None,
    number: Annotated[int | None, typer.Option(help="Its number; else the next.")] = None,
    kind: Annotated[str | None, typer.Option(metavar="full|trailer|bonus")] = None,
    date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD[THH:MM]", help="When it appeared; else now.")
    ] = None,
    as_new: Annotated[
        bool, typer.Option("--new", help="Another episode than that of the same file name.")
    ] = False,
    replace: Annotated[
        str, typer.Option(metavar="EPISODE", help="Put it in the place of that one.")
    ] = "",
    voice: VoiceOption = None,
    allow_local: AllowLocalOption = False,
    no_repair: NoRepairOption = False,
    jobs: Annotated[int | None, typer.Option(help="Worker processes; 0 is one a core.")] = None,
    purge: PurgeOption = False,
    dry_run: DryRunOption = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Add episodes to a feed, or renew them there; what has not changed is left alone.

    The audio of an article is made where it is missing or older than the article.
    """
    from narrator.cli.feed._feeds import opened
    from narrator.errors import ConfigError
    from narrator.publish.publisher import load

    values = {"title": title, "summary": summary, "season": season, "number": number, "kind": kind}
    given = {key: value for key, value in values.items() if value is not None}
    to = to or settings_for(articles[0]).feed
    if not to:
        raise ConfigError('name the feed: --to FEED, or feed = "…" in narrator.toml')
    if len(articles) > 1 and (replace or given.keys() & {"title", "summary", "number"}):
        raise ConfigError("--title, --summary, --number, --replace: for one episode at a time")
    with opened(to, dry_run=dry_run, purge=purge) as target:
        feed = load(target, to)
        choice = _choice(feed, given, date, replace=replace, as_new=as_new)
        for article in articles:
            settings = settings_for(article, voice=voice, title=title, jobs=jobs)
            reading = reading_options(article, allow_local=allow_local, no_repair=no_repair)
            audio = _audio(article, reading, settings, dry_run=dry_run, quiet=quiet)
            if audio is None:
                typer.echo(f"make the audio of {article}, then publish it")
            else:
                item = _publish(target, to, audio, choice)
                _report(item, feed.channel, dry_run=dry_run, as_json=as_json)


def _choice(
    feed: "Feed", values: dict[str, Any], date: str | None, *, replace: str, as_new: bool
) -> "Choice":
    from narrator.cli.feed._feeds import moment
    from narrator.publish.publishing import Choice

    return Choice(
        values=values,
        published=moment(date) if date else None,
        instead_of=feed.find(replace).guid if replace else "",
        as_new=as_new,
    )


def _audio(
    article: str, reading: "Options", settings: "Settings", *, dry_run: bool, quiet: bool
) -> Path | None:
    """The audio of ``article``, made if that is due; None where making it is only planned."""
    from narrator.app import is_audio, is_due, output_path, publishable
    from narrator.cli.make import make_audio, report_doubts
    from narrator.errors import ProductionError

    if is_audio(article):
        return Path(article)
    audio = output_path(article, settings, None)
    if not is_due(article, audio):
        return audio
    if dry_run:
        return None
    settings = publishable(settings)
    result = make_audio(article, reading, settings, audio, force=True, quiet=quiet)
    report_doubts(result)
    if result.failures:
        audio.unlink()  # what was spoken is kept: the next run speaks only what is missing
        raise ProductionError(
            f"{article}: not published, as {len(result.failures)} sentences could not be spoken; "
            f"run again, or make {audio} with narrate and publish that"
        )
    return audio


def _publish(target: "Target", to: str, audio: Path, choice: "Choice") -> "Item":
    from narrator.app import finished
    from narrator.config import CAPTIONS
    from narrator.publish.publishing import publish as add

    episode = finished(audio)
    if not episode.beside.keys() & set(CAPTIONS):
        hint = f"narrate ARTICLE -o {audio} --force --beside vtt,srt writes them"
        typer.echo(f"{audio}: there are no captions beside it; {hint}", err=True)
    return add(target, to, episode, choice)


def _report(item: "Item", channel: "Channel", *, dry_run: bool, as_json: bool) -> None:
    page, audio = channel.url(item.page), channel.url(item.audio)
    if as_json:
        entry = {"title": item.title, "guid": item.guid, "page": page, "audio": audio}
        typer.echo(json.dumps(entry, ensure_ascii=False))
    elif not dry_run:
        typer.echo(f"{item.title}  {page}")
