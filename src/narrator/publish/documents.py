"""Every file that is derived from the state: which there are, and what stands in one."""

import re

from narrator.publish import site
from narrator.publish.captions import Cue, cues
from narrator.publish.feed import Channel, Feed, Item
from narrator.publish.paging import Page, pages
from narrator.publish.rss import rss
from narrator.publish.target import Target

FEED, OLDER_FEED = "feed.xml", "feed-{}.xml"
INDEX, OLDER_INDEX = "index.html", "page-{}.html"
_INDEX_SIZE = 50
_DERIVED = re.compile(r"(media|episodes)/.+|(feed|page)-\d+\.(xml|html)")

type Document = Page | Item


def documents(feed: Feed) -> dict[str, Document]:
    """By name, what each file shows; in the order to write them, the feed last."""
    of_site = pages(feed.items, _INDEX_SIZE, INDEX, OLDER_INDEX)
    of_feed = pages(feed.items, feed.channel.page, FEED, OLDER_FEED)
    episodes: dict[str, Document] = {item.page: item for item in feed.items}
    return episodes | {page.name: page for page in [*reversed(of_site), *reversed(of_feed)]}


def stale(before: Feed, after: Feed) -> list[str]:
    """The files to be written anew where ``after`` follows ``before``, in that order."""
    old = documents(before) if before.channel == after.channel else {}
    return [name for name, shown in documents(after).items() if old.get(name) != shown]


def render(channel: Channel, shown: Document, target: Target) -> bytes:
    """The file that shows ``shown``; captions come from ``target``.

    Raises:
        PublishError: an episode's captions cannot be read.
    """
    if isinstance(shown, Item):
        return site.episode(channel, shown, _transcript(shown, target))
    if shown.name.endswith(".xml"):
        return rss(channel, shown)
    return site.index(channel, shown)


def in_use(feed: Feed) -> set[str]:
    """Every file of an episode, and every page, that ``feed`` needs."""
    used = {*documents(feed), feed.channel.cover}
    for item in feed.items:
        used |= {item.audio, item.chapter_file, *item.pictures, *item.captions.values()}
    return used


def is_ours(name: str) -> bool:
    """Whether a file of that name can only have come from here, so that purging may take it."""
    return _DERIVED.fullmatch(name) is not None


def _transcript(item: Item, target: Target) -> list[Cue]:
    for suffix in ("vtt", "srt"):
        if name := item.captions.get(suffix):
            stored = target.read(name)
            return cues(stored[0], suffix, name) if stored else []
    return []
