"""Will podcast apps and directories take this feed? Said so that its owner understands it."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Literal

from lxml import etree

from narrator.errors import NarratorError, PublishError
from narrator.publish import artwork
from narrator.publish.captions import cues
from narrator.publish.categories import categories
from narrator.publish.rss import CAPTION_TYPES, NAMESPACES
from narrator.publish.sources import Source

type Level = Literal["error", "warning"]

_MOST_PAGES = 1000
_AUDIO = ("audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/aac")
_SUFFIXES = {kind: suffix for suffix, kind in CAPTION_TYPES.items()}
_REQUIRED = {
    "title": "the podcast has no title",
    "link": "the podcast has no website (link)",
    "description": "the podcast has no description",
    "language": "the language is missing (language, like fa)",
    "itunes:category": "the category is missing (itunes:category)",
    "itunes:explicit": "it is not said whether the podcast is explicit (itunes:explicit)",
    "itunes:image": "there is no cover (itunes:image)",
}
_WANTED = {
    "itunes:author": "the author is missing (itunes:author)",
    "itunes:owner/itunes:email": "the owner's e-mail is missing: directories ask for it",
    "podcast:guid": "podcast:guid is missing: apps tell a moved feed by it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """``where`` is the title of an episode, or empty for the feed itself."""

    level: Level
    where: str
    message: str


def check(source: Source, url: str, newest: int) -> list[Finding]:
    """All that is wrong with the feed at ``url``; files of the ``newest`` episodes, 0 for all.

    Raises:
        PublishError: there is no feed there at all.
    """
    pages = list(_pages(source, url))
    first = pages[0]
    items = [item for page in pages for item in page.iter("item")]
    looked_at = items[:newest] if newest else items
    return [
        *_channel(source, first, url),
        *_identities(items),
        *(finding for item in items for finding in _item(item)),
        *(finding for item in looked_at for finding in _files(source, item)),
    ]


def _pages(source: Source, url: str) -> Iterator[etree._Element]:
    """The channel elements of the feed's pages, from link to link."""
    seen = {url}
    while url and len(seen) < _MOST_PAGES:
        channel = _parsed(source.read(url), url)
        yield channel
        older = [
            link.get("href", "")
            for link in channel.iterfind("atom:link", NAMESPACES)
            if link.get("rel") == "next"
        ]
        url = next((at for at in older if at not in seen), "")
        seen.add(url)


def _parsed(content: bytes, url: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise PublishError(f"{url}: is no well-formed XML ({error.msg})") from error
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None:
        raise PublishError(f"{url}: is no RSS 2.0 feed")
    return channel


def _channel(source: Source, channel: etree._Element, url: str) -> Iterator[Finding]:
    for path, message in _REQUIRED.items():
        if not _said(channel, path):
            yield _finding("error", "", message)
    for path, message in _WANTED.items():
        if not _said(channel, path):
            yield _finding("warning", "", message)
    yield from _choices(channel)
    links = channel.iterfind("atom:link", NAMESPACES)
    own = [link.get("href") for link in links if link.get("rel") == "self"]
    if url not in own:
        named = f"names another one: {own[0]}" if own else "does not name its own"
        yield _finding("warning", "", f"the feed's address is {url}, but it {named}")
    if cover := _attribute(channel, "itunes:image", "href"):
        try:
            wrong = artwork.problem(source.read(cover))
        except PublishError as error:
            wrong = f"cannot be fetched: {error}"
        if wrong:
            yield _finding("error", "", f"the cover {wrong}")
    if channel.find("item") is None:
        yield _finding("warning", "", "there is no episode yet; directories want one")


def _choices(channel: etree._Element) -> Iterator[Finding]:
    explicit = _said(channel, "itunes:explicit")
    if explicit and explicit not in ("true", "false"):
        yield _finding("error", "", f"itunes:explicit must be true or false, not {explicit!r}")
    category = _attribute(channel, "itunes:category", "text")
    if category and category not in categories():
        yield _finding("error", "", f"Apple knows no category {category!r}")


def _identities(items: Iterable[etree._Element]) -> Iterator[Finding]:
    for key, message in (
        ("guid", "{times} episodes have the same guid {value}: apps show only one"),
        ("enclosure", "{times} episodes have the same audio {value}"),
    ):
        values = [
            item.findtext("guid") if key == "guid" else _attribute(item, "enclosure", "url")
            for item in items
        ]
        for value, times in Counter(filter(None, values)).items():
            if times > 1:
                yield _finding("error", "", message.format(times=times, value=value))


def _item(item: etree._Element) -> Iterator[Finding]:
    title = _said(item, "title")
    if not title:
        yield _finding("error", _said(item, "guid"), "the episode has no title")
    if not _said(item, "guid"):
        yield _finding("error", title, "there is no guid: apps take every change for a new episode")
    yield from _date(title, _said(item, "pubDate"))
    if item.find("enclosure") is None:
        yield _finding("error", title, "there is no audio (enclosure)")
        return
    if not _attribute(item, "enclosure", "length").isdecimal():
        yield _finding("error", title, "the size of the audio is missing (length)")
    if (kind := _attribute(item, "enclosure", "type")) not in _AUDIO:
        yield _finding(
            "error", title, f"the audio is {kind or 'of no type'}: apps play MP3 and M4A"
        )
    length = _said(item, "itunes:duration")
    if not length or not all(part.isdecimal() for part in length.split(":")):
        yield _finding("warning", title, "the length in seconds is missing (itunes:duration)")


def _date(title: str, written: str) -> Iterator[Finding]:
    try:
        date = parsedate_to_datetime(written)
    except ValueError:
        yield _finding("error", title, f"the date cannot be read (pubDate {written!r})")
        return
    if date.replace(tzinfo=date.tzinfo or UTC) > datetime.now(UTC):
        yield _finding("warning", title, f"the date lies in the future: {written}")


def _files(source: Source, item: etree._Element) -> Iterator[Finding]:
    title = _said(item, "title")
    if url := _attribute(item, "enclosure", "url"):
        yield from _audio(source, item, title, url)
    for element in item.iterfind("podcast:chapters", NAMESPACES):
        yield from _readable(title, "chapters", partial(_chapters, source, element.get("url", "")))
    for element in item.iterfind("podcast:transcript", NAMESPACES):
        if suffix := _SUFFIXES.get(element.get("type", "")):
            at = element.get("url", "")
            yield from _readable(title, "captions", partial(_captions, source, at, suffix))


def _audio(source: Source, item: etree._Element, title: str, url: str) -> Iterator[Finding]:
    sight = source.look(url)
    if sight.problem:
        yield _finding("error", title, f"its audio: {sight.problem}: {url}")
        return
    length, kind = (_attribute(item, "enclosure", key) for key in ("length", "type"))
    if str(sight.size) != length:
        size = f"{sight.size} bytes" if sight.size >= 0 else "no size"
        yield _finding(
            "error", title, f"its audio: the feed says {length} bytes, the server {size}"
        )
    if sight.type != kind:
        yield _finding(
            "warning", title, f"its audio: the feed says {kind}, the server {sight.type}"
        )
    if not sight.ranges:
        message = "its audio: the server gives no parts of it (byte ranges): no seeking, no Apple"
        yield _finding("error", title, message)


def _chapters(source: Source, url: str) -> None:
    try:
        starts = [entry["startTime"] for entry in json.loads(source.read(url))["chapters"]]
        ordered = bool(starts) and starts == sorted(starts) and starts[0] >= 0
    except (ValueError, KeyError, TypeError) as error:
        raise PublishError(f"{url}: is no JSON of chapters") from error
    if not ordered:
        raise PublishError(f"{url}: its chapters are not in order")


def _captions(source: Source, url: str, suffix: str) -> None:
    cues(source.read(url), suffix, url)


def _readable(title: str, what: str, read: Callable[[], object]) -> Iterator[Finding]:
    try:
        read()
    except NarratorError as error:
        yield _finding("error", title, f"its {what}: {error}")


def _said(element: etree._Element, path: str) -> str:
    found = element.find(path, NAMESPACES)
    if found is None:
        return ""
    return (found.text or "").strip() or found.get("text", "") or found.get("href", "")


def _attribute(element: etree._Element, path: str, key: str) -> str:
    found = element.find(path, NAMESPACES)
    return found.get(key, "") if found is not None else ""


def _finding(level: Level, where: str, message: str) -> Finding:
    return Finding(level=level, where=where, message=message)
