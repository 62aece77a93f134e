"""narrate feed list, show: what a feed holds."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from narrator.cli._options import JsonOption
from narrator.cli.feed import feed
from narrator.cli.feed._feeds import FeedArgument


@feed.command("list")
def list_episodes(where: FeedArgument, as_json: JsonOption = False) -> None:
    """List the episodes, newest first: number, guid, date, length, title."""
    from narrator.publish.notes import clock
    from narrator.publish.publisher import load
    from narrator.publish.target import target

    for item in load(target(where), where).items:
        if as_json:
            typer.echo(json.dumps(asdict(item), ensure_ascii=False, default=str))
        else:
            day, time = f"{item.published:%Y-%m-%d}", clock(item.duration)
            typer.echo(f"{item.number:>4}  {item.guid[:8]}  {day}  {time}  {item.title}")


@feed.command("show")
def show(
    where: FeedArgument,
    episode: Annotated[str, typer.Argument(metavar="[EPISODE]", help="One of its episodes.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Show what a feed says of itself, or of one episode."""
    from narrator.publish.publisher import load
    from narrator.publish.target import target

    loaded = load(target(where), where)
    shown = asdict(loaded.find(episode) if episode else loaded.channel)
    if as_json:
        typer.echo(json.dumps(shown, ensure_ascii=False, default=str))
        return
    for key, value in shown.items():
        typer.echo(f"{key} = {value}")
    if not episode:
        typer.echo(f"episodes = {len(loaded.items)}")
        typer.echo(f"feed = {loaded.channel.url('feed.xml')}")
