"""narrate feed edit, remove, rebuild: changes to what is published."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from narrator.cli._options import DryRunOption, PurgeOption
from narrator.cli.feed import feed
from narrator.cli.feed._feeds import EpisodeArgument, FeedArgument, moment, opened

if TYPE_CHECKING:
    from narrator.publish.feed import Feed
    from narrator.publish.target import Target

_FIXED_OF_FEEDS = {"guid"}
_FIXED_OF_EPISODES = {
    *("guid", "source", "heard", "audio", "bytes", "type"),
    *("duration", "chapters", "chapter_file", "captions"),
}


@feed.command("edit")
def edit(
    where: FeedArgument,
    changes: Annotated[
        list[str], typer.Argument(metavar="KEY=VALUE...", help="Keys as in: narrate feed show.")
    ],
    episode: Annotated[
        str, typer.Option(metavar="EPISODE", help="Change that episode, not the feed.")
    ] = "",
    dry_run: DryRunOption = False,
) -> None:
    """Change what a feed says of itself, or of one episode; cover= takes a file."""
    from narrator.publish.publisher import change

    values = dict(map(_pair, changes))
    with opened(where, dry_run=dry_run) as target:
        if "cover" in values and not episode:
            values["cover"] = _new_cover(target, Path(values["cover"]))
        change(target, where, lambda before: _edited(before, episode, values))


@feed.command("remove")
def remove(
    where: FeedArgument,
    episodes: Annotated[list[str], EpisodeArgument],
    purge: PurgeOption = False,
    dry_run: DryRunOption = False,
) -> None:
    """Take episodes out of a feed; their files stay where they are, unless --purge."""
    from functools import reduce

    from narrator.publish.feed import Feed
    from narrator.publish.publisher import change, load

    with opened(where, dry_run=dry_run, purge=purge) as target:
        loaded = load(target, where)
        guids = [loaded.find(name).guid for name in episodes]
        change(target, where, lambda before: reduce(Feed.without, guids, before))


@feed.command("rebuild")
def rebuild(where: FeedArgument, purge: PurgeOption = False, dry_run: DryRunOption = False) -> None:
    """Write the feed and every page anew, as after an update of narrator."""
    from narrator.publish import publisher

    with opened(where, dry_run=dry_run, purge=purge) as target:
        publisher.change(target, where, publisher.rebuild)


def _pair(text: str) -> tuple[str, str]:
    from narrator.errors import ConfigError

    key, sign, value = text.partition("=")
    if not sign:
        raise ConfigError(f"{text!r}: a change is written KEY=VALUE, like title=عنوان")
    return key.strip(), value


def _edited(before: "Feed", episode: str, values: dict[str, str]) -> "Feed":
    from dataclasses import replace

    from narrator.publish.feed import channel, item

    if not episode:
        typed = _typed(before.channel, values, _FIXED_OF_FEEDS)
        return replace(before, channel=channel(typed, before.channel))
    found = before.find(episode)
    return before.with_item(item(found, _typed(found, values, _FIXED_OF_EPISODES)))


def _typed(record: object, values: dict[str, str], fixed: set[str]) -> dict[str, Any]:
    """Each value as what it is in ``record``; an unknown key stays, to be refused by name."""
    from narrator.errors import ConfigError

    for key in values.keys() & fixed:
        raise ConfigError(f"{key!r} stays as it is: apps rely on it, or it comes from the audio")
    return {key: _value(value, getattr(record, key, "")) for key, value in values.items()}


def _value(value: str, before: object) -> object:
    if isinstance(before, bool):
        return {"true": True, "false": False}.get(value.lower(), value)
    if isinstance(before, int) and value.isdecimal():
        return int(value)
    if isinstance(before, datetime):
        return moment(value)
    return value


def _new_cover(target: "Target", path: Path) -> str:
    from narrator.app import feed_cover
    from narrator.publish import artwork

    content = feed_cover(path, "", "")
    name = artwork.cover(content, path)
    target.write(name, content)
    return name
