"""What stands in the pages, whatever shows them."""

from datetime import datetime
from html.parser import HTMLParser

import pytest

from narrator.model import Milliseconds
from narrator.publish import site
from narrator.publish.captions import Cue, cues
from narrator.publish.feed import item
from narrator.publish.paging import Page
from narrator.publish.text import line, prose
from publish.feeds import BASE, HOSTILE, made_channel, made_feed, made_item


class Outline(HTMLParser):
    """Elements, attributes and words of a page."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def cue(start: int, stop: int, text: str) -> Cue:
    return Cue(start=Milliseconds(start), stop=Milliseconds(stop), text=text)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_add_no_element_and_no_attribute(name: str) -> None:
    def outline(text: str) -> Outline:
        channel = made_channel(title=text, description=text, author=text, cover="media/c.jpg")
        values = dict.fromkeys(("title", "summary", "author", "narrator"), text)
        made = item(made_item(channel, 1), values)
        page = site.episode(channel, made, [cue(0, 900, line(text))])
        return Outline(page + site.index(channel, Page(name="index.html", items=(made,))))

    def shape(outline: Outline) -> list[tuple[str, list[str]]]:
        return [(tag, sorted(attributes)) for tag, attributes in outline.elements]

    harmless = "\n\n".join("چای" for _ in prose(HOSTILE[name]).split("\n\n"))
    assert shape(outline(HOSTILE[name])) == shape(outline(harmless))


def test_every_address_is_of_the_feed_or_beside_the_page() -> None:
    channel = made_channel()
    made = made_item(channel, 1)
    page = Outline(site.episode(channel, made, []))
    addresses = [
        str(attributes[key])
        for _, attributes in page.elements
        for key in ("href", "src")
        if key in attributes
    ]
    assert len(addresses) > 8
    assert all(at.startswith(("../", "#", BASE)) for at in addresses)


def test_paragraphs_and_headings_of_a_transcript() -> None:
    channel = made_channel()
    made = made_item(channel, 1)
    said = [
        cue(0, 900, "فصل 0"),
        cue(1800, 2500, "یک."),
        cue(2850, 3500, "دو."),
        cue(4200, 5000, "سه."),
    ]
    html = site.episode(channel, made, said).decode()
    transcript = html[html.index('<section class="transcript">') :]
    assert Outline(transcript.encode()).all("h3") == [{}]
    assert [tag for tag, _ in Outline(transcript.encode()).elements] == [
        *("section", "h2", "h3", "span"),
        *("p", "span", "span"),
        *("p", "span"),
    ]


def test_a_summary_that_opens_the_transcript_is_not_said_twice() -> None:
    channel = made_channel()
    made = made_item(channel, 1, summary="یک. دو.")
    assert b'class="summary"' not in site.episode(channel, made, [cue(0, 9, "یک. دو. سه.")])
    assert b'class="summary"' in site.episode(channel, made, [cue(0, 9, "چیز دیگر.")])


def test_dates_and_times_in_the_language_of_the_feed() -> None:
    when = datetime.fromisoformat("2026-03-21T18:00+03:30")
    for language, wanted in (
        ("fa", ("۱ فروردین ۱۴۰۵", "۰۱:۰۱")),
        ("en", ("21 March 2026", "01:01")),
    ):
        channel = made_channel(language=language)
        made = made_item(channel, 1, published=when, duration=Milliseconds(61_000))
        words = " ".join(Outline(site.episode(channel, made, [])).words)
        assert all(text in words for text in wanted)
    hours = made_item(channel, 1, duration=Milliseconds(3_661_000))
    assert "00:00:10" in " ".join(Outline(site.episode(channel, hours, [])).words)


def test_a_long_list_has_pages() -> None:
    feed = made_feed(1)
    page = Page(name="page-2.html", items=feed.items, older="page-1.html", newer="index.html")
    links = {a.get("rel"): a.get("href") for a in Outline(site.index(feed.channel, page)).all("a")}
    assert (links["next"], links["prev"]) == ("page-1.html", "index.html")
    empty = site.index(feed.channel, Page(name="index.html", items=()))
    assert "هنوز قسمتی منتشر نشده است." in " ".join(Outline(empty).words)


def test_captions_of_others_are_read_without_their_markup() -> None:
    vtt = "WEBVTT\n\n00:01.000 --> 00:02.500\n<v گوینده><b>سلام</b> &amp; <i>درود</i>&#x202e;\n"
    assert cues(vtt.encode(), "vtt", "a.vtt") == [cue(1000, 2500, "سلام & درود")]
    srt = "1\n00:00:01,000 --> 00:00:02,500\nسلام <دوست>\n"
    assert cues(srt.encode(), "srt", "a.srt") == [cue(1000, 2500, "سلام <دوست>")]
