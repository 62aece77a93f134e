"""Telling a WebSub hub that a feed has changed, so that apps need not wait to look."""

import urllib3

from narrator.errors import PublishError

_SECONDS = 15.0


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
