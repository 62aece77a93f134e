"""The feed as others read it: a schema, gPodder's parser, feedparser."""

import io
import re
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import feedparser
import podcastparser
import pytest
from lxml import etree

from narrator.publish.documents import FEED, OLDER_FEED
from narrator.publish.feed import Feed, item
from narrator.publish.notes import as_html, as_text
from narrator.publish.paging import pages
from narrator.publish.rss import rss
from narrator.publish.text import line
from publish.feeds import BASE, HOSTILE, made_channel, made_feed, made_item

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("rss.rng")))

NAMESPACE = b"https://podcastindex.org/namespace/1.0"
FORMER_NAMESPACE = b"https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"


def written(feed: Feed) -> dict[str, bytes]:
    """Every page of the feed by its address."""
    size = feed.channel.page
    return {
        BASE + page.name: rss(feed.channel, page)
        for page in pages(feed.items, size, FEED, OLDER_FEED)
    }


def followed(documents: dict[str, bytes], rel: str = "next") -> Iterator[etree._Element]:
    """The items of all pages, found as an app finds them: from link to link."""
    at: str | None = BASE + FEED
    while at:
        channel = etree.fromstring(documents[at])[0]
        yield from channel.iter("item")
        links = channel.findall("{http://www.w3.org/2005/Atom}link")
        at = next((link.get("href") for link in links if link.get("rel") == rel), None)


@pytest.mark.parametrize("count", [0, 1, 50, 5000])
def test_feeds_of_any_length_are_valid_and_whole(count: int) -> None:
    feed = made_feed(count)
    documents = written(feed)
    for document in documents.values():
        SCHEMA.assertValid(etree.fromstring(document))
    for rel in ("next", "prev-archive"):
        guids = [entry.findtext("guid") for entry in followed(documents, rel)]
        assert guids == [entry.guid for entry in feed.items]
    assert len(guids) == len(set(guids))


def test_the_schema_is_no_formality() -> None:
    document = rss(*_one(made_feed(1)))
    for wanted, other in (
        (b"<itunes:explicit>false", b"<itunes:explicit>no"),
        (b' length="1001"', b' length="0"'),
        (b"<podcast:medium>podcast", b"<podcast:medium>mixtape"),
        (b'rel="self"', b'rel="me"'),
        (b"<link>https", b"<link>ftp"),
    ):
        assert wanted in document
        assert not SCHEMA.validate(etree.fromstring(document.replace(wanted, other)))


def _one(feed: Feed) -> tuple:  # type: ignore[type-arg]
    return feed.channel, pages(feed.items, 0, FEED, OLDER_FEED)[0]


@pytest.mark.parametrize("count", [1, 50, 1500])
def test_all_read_the_same(count: int) -> None:
    feed = made_feed(count)
    document = rss(*_one(feed))
    parsed = feedparser.parse(document)
    # gPodder's parser, as of 0.6.11, knows Podcasting 2.0 by its former address alone.
    former = document.replace(NAMESPACE, FORMER_NAMESPACE)
    gpodder = podcastparser.parse(BASE + FEED, io.BytesIO(former))
    assert not parsed.bozo
    assert parsed.feed.title == gpodder["title"] == feed.channel.title
    assert parsed.feed.language == gpodder["language"] == "fa"
    assert parsed.feed.image.href == gpodder["cover_url"] == BASE + feed.channel.cover
    assert gpodder["itunes_owner"]["email"] == "a@example.org"
    assert len(parsed.entries) == len(gpodder["episodes"]) == count
    for ours, one, other in zip(feed.items, parsed.entries, gpodder["episodes"], strict=True):
        assert one.id == other["guid"] == ours.guid
        assert one.title == other["title"] == ours.title
        assert one.link == other["link"] == BASE + ours.page
        assert int(one.itunes_duration) == other["total_time"] == ours.duration // 1000
        assert other["published"] == ours.published.timestamp()
        assert other["number"] == int(one.itunes_episode) == ours.number
        enclosure = other["enclosures"][0]
        assert one.enclosures[0].href == enclosure["url"] == BASE + ours.audio
        assert int(one.enclosures[0].length) == enclosure["file_size"] == ours.bytes
        assert one.enclosures[0].type == enclosure["mime_type"] == ours.type
        assert other["chapters_json_url"] == BASE + ours.chapter_file
        assert other["transcript_url"].removeprefix(BASE) in ours.captions.values()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_only_texts(name: str) -> None:
    text = HOSTILE[name]
    channel = made_channel(title=text, description=text, author=text, copyright=text)
    values = dict.fromkeys(("title", "author", "narrator", "summary"), text)
    made = item(made_item(channel, 1), values)
    document = rss(*_one(Feed(channel=channel, items=(made,))))
    root = etree.fromstring(document)
    SCHEMA.assertValid(root)
    assert root[0].findtext("title") == root[0].findtext("item/title") == line(text)
    for address in re.findall(r'(?:url|href)="([^"]*)"', document.decode()):
        assert re.fullmatch(r"https://example\.org/chay/[\w./-]*", address, re.ASCII)
    gpodder = podcastparser.parse(BASE + FEED, io.BytesIO(document))
    assert gpodder["episodes"][0]["title"]
    assert not feedparser.parse(document).bozo


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("name", HOSTILE)
def test_a_description_holds_only_its_own_elements(name: str) -> None:
    channel = made_channel()
    made = item(made_item(channel, 1), {"summary": HOSTILE[name]})
    read = Elements(as_html(channel, made))
    assert set(read.tags) <= {("div", ("dir", "lang")), ("p", ()), ("ul", ()), ("li", ())}
    assert line(HOSTILE[name]) in line(read.text)


def test_notes_name_the_chapters_where_there_are_several() -> None:
    channel = made_channel()
    made = made_item(channel, 1)
    assert as_text(made) == (
        "پاراگراف نخست.\n\nپاراگراف دوم.\n\n00:00:00 فصل 0\n00:00:10 فصل 1\n00:00:20 فصل 2"
    )
    alone = made_item(channel, 1, chapters=made.chapters[:1], summary="")
    assert as_text(alone) == alone.title
    assert Elements(as_html(channel, alone)).text.strip() == alone.title


def test_a_hub_and_an_english_feed() -> None:
    channel = made_channel(language="en-GB", hub="https://hub.example.org/", medium="audiobook")
    feed = Feed(channel=channel, items=(made_item(channel, 1),))
    root = etree.fromstring(rss(*_one(feed)))
    SCHEMA.assertValid(root)
    assert 'dir="ltr" lang="en-GB"' in root[0].findtext("item/description")
    assert feedparser.parse(etree.tostring(root)).feed.links[-1].href == "https://hub.example.org/"


def test_dates_are_those_of_the_same_moment_everywhere() -> None:
    channel = made_channel()
    when = datetime.fromisoformat("2026-03-21T00:30:00+03:30")
    made = made_item(channel, 1, published=when)
    document = rss(*_one(Feed(channel=channel, items=(made,))))
    assert b"<pubDate>Fri, 20 Mar 2026 21:00:00 GMT</pubDate>" in document
