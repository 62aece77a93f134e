"""Changes to a feed that two people may make at once and a power cut may stop at any point.

The state file is the truth. A change is written to it first, together with the names of
the files that are to follow; they are written next, feed.xml last, and only then are the
names struck out. Whoever comes after a run that was cut short writes what it left out.
Every write says which version it replaces: one that would undo another's is refused,
and made again from what the other wrote.
"""

from collections.abc import Callable
from dataclasses import replace

from narrator.errors import PublishError
from narrator.publish import site, state
from narrator.publish.documents import FEED, documents, in_use, is_ours, render, stale
from narrator.publish.feed import Channel, Feed
from narrator.publish.target import Conflict, Target

_TRIES = 30
"""Of a change that others keep overtaking."""


def create(target: Target, where: str, channel: Channel) -> None:
    """A feed without episodes.

    Raises:
        PublishError: there is one already.
    """
    feed = Feed(channel=channel)
    feed = replace(feed, pending=tuple(stale(Feed(channel=Channel()), feed)))
    try:
        target.write(state.NAME, state.dumps(feed), expected=None)
    except Conflict as error:
        raise PublishError(f"{where}: there is a feed already; narrate feed edit") from error
    _settle(target, where)


def load(target: Target, where: str) -> Feed:
    """The feed as it stands.

    Raises:
        PublishError: there is none, or its state file is damaged.
    """
    return _load(target, where)[0]


def change(target: Target, where: str, make: Callable[[Feed], Feed]) -> Feed:
    """Make the feed what ``make`` makes of it, and write whatever follows from that.

    ``make`` is called again where someone else's change came first.

    Returns:
        The feed as it then is. Where nothing is to change, nothing is written.
    """
    for _ in range(_TRIES):
        before, version = _load(target, where)
        after = make(before)
        due = [*after.pending, *stale(before, after)]
        after = replace(after, pending=tuple(sorted(set(due), key=_last_comes_the_feed)))
        try:
            if after != before:
                target.write(state.NAME, state.dumps(after), expected=version)
        except Conflict:
            continue
        return _settle(target, where) if after.pending else after
    raise _busy(where)


def rebuild(feed: Feed) -> Feed:
    """A change after which every derived file is written anew."""
    every = stale(Feed(channel=Channel()), feed)
    return replace(feed, pending=tuple(every))


def purge(target: Target, where: str) -> list[str]:
    """Remove what no episode needs any more; to be done while no one else publishes."""
    used = in_use(load(target, where))
    unused = [name for name in target.names() if is_ours(name) and name not in used]
    for name in unused:
        target.remove(name)
    return unused


def _load(target: Target, where: str) -> tuple[Feed, str]:
    stored = target.read(state.NAME)
    if stored is None:
        raise PublishError(f"{where}: there is no feed; narrate feed init makes one")
    content, version = stored
    return state.loads(content, where), version


def _settle(target: Target, where: str) -> Feed:
    """Write the pending files, until none is left or someone else has taken them over."""
    for _ in range(_TRIES):
        feed, version = _load(target, where)
        if not feed.pending:
            return feed
        try:
            _write_pending(target, feed, version)
            settled = replace(feed, pending=())
            target.write(state.NAME, state.dumps(settled), expected=version)
        except Conflict:
            continue
        return settled
    raise _busy(where)


def _write_pending(target: Target, feed: Feed, version: str) -> None:
    """Raise Conflict where the state is no longer ``version``: another file would undo it.

    A file's own version is asked for before that of the state. So a file that is
    replaced was made from an older state, or from this one.
    """
    for name, content in site.assets().items():
        if target.version(name) is None:
            target.write(name, content)
    shown = documents(feed)
    replaced = {name: target.version(name) for name in feed.pending}
    if target.version(state.NAME) != version:
        raise Conflict(f"{state.NAME}: someone else has just written it")
    for name in feed.pending:
        if name in shown:  # else a page that a shorter feed no longer has
            content = render(feed.channel, shown[name], target)
            target.write(name, content, expected=replaced[name])


def _last_comes_the_feed(name: str) -> tuple[bool, bool, str]:
    return name == FEED, name.endswith(".xml"), name


def _busy(where: str) -> PublishError:
    return PublishError(f"{where}: others keep changing the feed; run again in a minute")
