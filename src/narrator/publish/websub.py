"""Telling a WebSub hub that a feed has changed, so that apps need not wait to look."""

from collections.abc import Iterator
from contextlib import contextmanager

import urllib3

from narrator.errors import PublishError
from narrator.publish.documents import FEED
from narrator.publish.publisher import load
from narrator.publish.target import Target

_SECONDS = 15.0


@contextmanager
def announced(target: Target, where: str) -> Iterator[None]:
    """The hub of the feed at ``where`` is told behind the block, if the feed has changed in it."""
    channel, before = load(target, where).channel, target.version(FEED)
    yield
    if channel.hub and target.version(FEED) != before:
        ping(channel.hub, channel.url(FEED))


def ping(hub: str, feed: str) -> None:
    """Name the changed ``feed`` to ``hub``; both are addresses.

    Raises:
        PublishError: the hub does not take it; the feed itself stands.
    """
    form = {"hub.mode": "publish", "hub.url": feed}
    try:
        with urllib3.PoolManager(timeout=_SECONDS, retries=1) as pool:
            answer = pool.request("POST", hub, fields=form, encode_multipart=False)
    except urllib3.exceptions.HTTPError as error:
        raise PublishError(f"published, but the hub {hub} cannot be reached") from error
    if answer.status >= 300:
        raise PublishError(f"published, but the hub {hub} answers {answer.status}")
