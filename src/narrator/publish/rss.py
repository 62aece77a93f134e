"""The feed as RSS 2.0 with the namespaces of Apple and Podcasting 2.0."""

from datetime import UTC
from email.utils import format_datetime

from lxml import etree

from narrator import __version__
from narrator.publish.feed import Channel, Item
from narrator.publish.notes import as_html, as_text
from narrator.publish.paging import Page
from narrator.publish.text import shortened

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "fh": "http://purl.org/syndication/history/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}
_DOCS = "http://www.rssboard.org/rss-specification"
CHAPTERS_TYPE = "application/json+chapters"
CAPTION_TYPES = {"vtt": "text/vtt", "srt": "application/x-subrip"}
_RECURRENCES = {
    "daily": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    "biweekly": "FREQ=WEEKLY;INTERVAL=2",
    "monthly": "FREQ=MONTHLY",
}
_LONGEST_NAME = 128
"""Characters of a podcast:person."""
_LONGEST_AUTHOR = 255
_LONGEST_SUMMARY = 4000
"""Characters that Apple shows."""


def rss(channel: Channel, page: Page) -> bytes:
    """One page of the feed: the newest is the one to subscribe to."""
    root = etree.Element("rss", version="2.0", nsmap=NAMESPACES)
    parent = _add(root, "channel")
    _describe(parent, channel, page)
    for item in page.items:
        _add_item(_add(parent, "item"), channel, item)
    etree.indent(root, " ")
    document: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _add(parent: etree._Element, name: str, text: str = "", /, **attributes: str) -> etree._Element:
    prefix, _, local = name.rpartition(":")
    tag = f"{{{NAMESPACES[prefix]}}}{local}" if prefix else local
    element = etree.SubElement(parent, tag, attributes)
    element.text = text or None
    return element


def _describe(parent: etree._Element, channel: Channel, page: Page) -> None:
    _add(parent, "title", channel.title)
    _add(parent, "link", channel.link or channel.base)
    _add(parent, "description", channel.description)
    _add(parent, "language", channel.language)
    if channel.copyright:
        _add(parent, "copyright", channel.copyright)
    if page.items:
        _add(parent, "pubDate", _date(page.items[0]))
    _add(parent, "generator", f"narrator {__version__}")
    _add(parent, "docs", _DOCS)
    _link_pages(parent, channel, page)
    _describe_for_apple(parent, channel)
    _describe_for_podcasting_2(parent, channel)


def _link_pages(parent: etree._Element, channel: Channel, page: Page) -> None:
    """Links to the other pages after RFC 5005: as pages, and the older ones as an archive."""
    links = {"self": page.name, "next": page.older, "previous": page.newer}
    if page.newer:
        links["current"] = "feed.xml"
        _add(parent, "fh:archive")
    links["prev-archive"] = page.older
    for rel, name in links.items():
        if name:
            href, kind = channel.url(name), "application/rss+xml"
            _add(parent, "atom:link", rel=rel, href=href, type=kind)
    if channel.hub:
        _add(parent, "atom:link", rel="hub", href=channel.hub)


def _describe_for_apple(parent: etree._Element, channel: Channel) -> None:
    _add(parent, "itunes:author", shortened(channel.author, _LONGEST_AUTHOR))
    owner = _add(parent, "itunes:owner")
    _add(owner, "itunes:name", shortened(channel.author, _LONGEST_AUTHOR))
    _add(owner, "itunes:email", channel.email)
    category = parent
    for name in channel.category.split(" > "):
        category = _add(category, "itunes:category", text=name)
    if channel.cover:
        _add(parent, "itunes:image", href=channel.url(channel.cover))
    _add(parent, "itunes:explicit", _truth(channel.explicit))
    _add(parent, "itunes:type", channel.type)


def _describe_for_podcasting_2(parent: etree._Element, channel: Channel) -> None:
    _add(parent, "podcast:guid", channel.guid)
    _add(parent, "podcast:locked", "yes" if channel.locked else "no", owner=channel.email)
    _add(parent, "podcast:medium", channel.medium)
    if channel.license:
        _add(parent, "podcast:license", channel.license)
    if channel.frequency:
        rule = _RECURRENCES[channel.frequency]
        _add(parent, "podcast:updateFrequency", channel.frequency, rrule=rule)
    _add_person(parent, channel.author, "author", "writing")


def _add_item(parent: etree._Element, channel: Channel, item: Item) -> None:
    _add(parent, "title", item.title)
    _add(parent, "link", channel.url(item.page))
    _add(parent, "guid", item.guid, isPermaLink="false")
    _add(parent, "pubDate", _date(item))
    _add(parent, "description", as_html(channel, item))
    address = channel.url(item.audio)
    _add(parent, "enclosure", url=address, length=str(item.bytes), type=item.type)
    if item.author:
        _add(parent, "itunes:author", shortened(item.author, _LONGEST_AUTHOR))
    _add(parent, "itunes:summary", shortened(as_text(item), _LONGEST_SUMMARY))
    _add(parent, "itunes:duration", str(max(1, round(item.duration / 1000))))
    _add(parent, "itunes:explicit", _truth(channel.explicit))
    _add(parent, "itunes:episodeType", item.kind)
    for kind, number in (("season", item.season), ("episode", item.number)):
        if number:
            _add(parent, f"itunes:{kind}", str(number))
            _add(parent, f"podcast:{kind}", str(number))
    _add_person(parent, item.author, "author", "writing")
    _add_person(parent, item.narrator, "narrator", "cast")
    if item.chapter_file:
        _add(parent, "podcast:chapters", url=channel.url(item.chapter_file), type=CHAPTERS_TYPE)
    for suffix, name in item.captions.items():
        _add(
            parent,
            "podcast:transcript",
            url=channel.url(name),
            type=CAPTION_TYPES[suffix],
            language=channel.language,
            rel="captions",
        )


def _add_person(parent: etree._Element, name: str, role: str, group: str) -> None:
    if name:
        _add(parent, "podcast:person", shortened(name, _LONGEST_NAME), role=role, group=group)


def _date(item: Item) -> str:
    return format_datetime(item.published.astimezone(UTC), usegmt=True)


def _truth(value: bool) -> str:  # noqa: FBT001 (what is written is the value)
    return "true" if value else "false"
