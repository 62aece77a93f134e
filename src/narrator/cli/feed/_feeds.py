"""What the commands about feeds share."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from narrator.publish.target import Target

FeedArgument = Annotated[str, typer.Argument(metavar="FEED", help="A folder or an address.")]
EpisodeArgument = Annotated[
    str, typer.Argument(metavar="EPISODE", help="Its number, or how its guid begins.")
]


@contextmanager
def opened(where: str, *, dry_run: bool = False, purge: bool = False) -> "Iterator[Target]":
    """The target at ``where``; what is done to it in the block is only told if ``dry_run``.

    Behind the block, what is no longer needed is removed if ``purge``, and the feed's hub
    is told that the feed has changed.
    """
    from narrator.publish import publisher, websub
    from narrator.publish.rehearsal import Rehearsal
    from narrator.publish.target import target

    place = target(where)
    if dry_run:
        rehearsal = Rehearsal(place)
        yield rehearsal
        if purge:
            publisher.purge(rehearsal, where)
        for step in rehearsal.plan:
            typer.echo(step)
        return
    with websub.announced(place, where):
        yield place
        for name in publisher.purge(place, where) if purge else ():
            typer.echo(f"removed {name}", err=True)


def moment(text: str) -> datetime:
    """A date, or a date with a time, in this machine's time zone unless it names its own.

    Raises:
        ConfigError: it is neither.
    """
    from narrator.errors import ConfigError

    try:
        read = datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError) as error:
        raise ConfigError(f"{text!r} is no date; write it like 2026-03-21T18:00") from error
    if not 1970 < read.year < 2200:
        raise ConfigError(f"{text!r} is no date that podcast apps know")
    return read
