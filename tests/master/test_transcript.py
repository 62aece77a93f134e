import io
import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import av
from hypothesis import given
from hypothesis import strategies as st

from narrator.master.transcript import Timed, chapters_json, page, srt, webvtt, words_json
from narrator.model import ChapterMark, Hertz

RATE = Hertz(22_050)
SENTENCES: list[Timed] = [
    ("نخستین جمله.", 0, 22_050),
    ("آیا <ب> & «ج» --> د؟", 33_075, 44_100),
    ("BBC از\nتهران گزارش داد.", 50_000, 79_380_000),
]
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)


@st.composite
def timelines(draw: st.DrawFn) -> list[Timed]:
    """Sentences of up to 20 s with pauses between them."""
    texts = draw(st.lists(TEXT, max_size=20))
    at, sentences = draw(st.integers(0, 24 * 3600 * RATE)), []
    for text in texts:
        start = at + draw(st.integers(0, RATE))
        at = start + draw(st.integers(RATE // 50, 20 * RATE))
        sentences.append((text, start, at))
    return sentences


def read(captions: str, kind: str) -> list[tuple[str, float, float]]:
    """Captions as libavformat reads them: text, first and last second."""
    with av.open(io.BytesIO(captions.encode()), "r", format=kind) as container:
        packets = [packet for packet in container.demux() if packet.size]
        return [
            (
                bytes(packet).decode(),
                float(packet.pts * packet.time_base),
                float((packet.pts + packet.duration) * packet.time_base),
            )
            for packet in packets
            if packet.pts is not None and packet.duration is not None
        ]


def test_webvtt() -> None:
    assert webvtt(SENTENCES, RATE) == (
        "WEBVTT\n"
        "\n00:00:00.000 --> 00:00:01.000\nنخستین جمله.\n"
        "\n00:00:01.500 --> 00:00:02.000\nآیا &lt;ب&gt; &amp; «ج» --&gt; د؟\n"
        "\n00:00:02.268 --> 01:00:00.000\n\u200fBBC از تهران گزارش داد.\n"
    )


def test_srt() -> None:
    assert srt(SENTENCES[:1] + SENTENCES[2:], RATE) == (
        "1\n00:00:00,000 --> 00:00:01,000\nنخستین جمله.\n"
        "\n2\n00:00:02,268 --> 01:00:00,000\n\u200fBBC از تهران گزارش داد.\n"
    )


@given(timelines())
def test_times_never_drift(sentences: list[Timed]) -> None:
    for captions, kind in ((webvtt(sentences, RATE), "webvtt"), (srt(sentences, RATE), "srt")):
        clocks = re.findall(r"^([\d:.,]+) --> ([\d:.,]+)$", captions, re.MULTILINE)
        assert len(clocks) == len(sentences), kind
        for clock, (_, *samples) in zip(clocks, sentences, strict=True):
            for written, sample in zip(clock, samples, strict=True):
                hours, minutes, seconds = written.replace(",", ".").split(":")
                read_back = int(hours) * 3600 + int(minutes) * 60 + float(seconds)
                assert abs(read_back - sample / RATE) <= 0.000501


def test_libavformat_reads_the_captions() -> None:
    for captions, kind in ((webvtt(SENTENCES, RATE), "webvtt"), (srt(SENTENCES, RATE), "srt")):
        found = read(captions, kind)
        assert [start for _, start, _ in found] == [0, 1.5, 2.268]
        assert [stop for _, _, stop in found] == [1, 2, 3600]
        assert found[0][0] == "نخستین جمله."


def test_nothing_said_is_still_a_file() -> None:
    assert webvtt([], RATE) == "WEBVTT\n"
    assert srt([], RATE) == ""


def test_chapters_json() -> None:
    edges = [0, 22_050, 793_800_000]
    marks = [
        ChapterMark(title=f"فصل {start}", start=start, stop=stop) for start, stop in pairwise(edges)
    ]
    assert json.loads(chapters_json(marks, RATE)) == {
        "version": "1.2.0",
        "chapters": [
            {"startTime": 0, "endTime": 1, "title": "فصل 0"},
            {"startTime": 1, "endTime": 36_000, "title": "فصل 22050"},
        ],
    }


class Outline(HTMLParser):
    """Text by element, and the times of sentences."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.times: list[tuple[str | None, str | None]] = []
        self.words: list[str | None] = []
        self.addresses: list[str | None] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        given = dict(attrs)
        if tag == "data":
            self.words.append(given["value"])
        if tag == "span":
            self.times.append((given["data-start"], given["data-stop"]))
        self.addresses += [value for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in ("h1", "h2", "span") and data.strip():
            self.found.append((self._open[-1], data))


WORDS: list[Timed] = [("نخستین ", 0, 5_512), ("جمله.", 5_512, 22_050), ("آیا <ب>?", 33_075, 44_100)]


def test_each_word_is_a_segment() -> None:
    assert json.loads(words_json([*WORDS, (" ", 44_100, 44_100)], RATE)) == {
        "version": "1.0.0",
        "segments": [
            {"startTime": 0, "endTime": 0.25, "body": "نخستین"},
            {"startTime": 0.25, "endTime": 1, "body": "جمله."},
            {"startTime": 1.5, "endTime": 2, "body": "آیا <ب>?"},
        ],
    }


def test_the_page_times_words_where_there_are_several() -> None:
    html = page(SENTENCES[:2], WORDS, [], RATE, title="", audio="a.mp3")
    assert Outline(html).words == ["0", "250"]
    assert '<data value="0">نخستین</data> <data value="250">جمله.</data></span>' in html
    assert html.count("آیا &lt;ب&gt; &amp;") == 1


def test_the_page_holds_every_sentence_under_its_chapter_and_needs_only_the_audio() -> None:
    marks = [
        ChapterMark(title="یک & دو", start=0, stop=33_000),
        ChapterMark(title="سه", start=33_000, stop=79_380_000),
    ]
    html = page(SENTENCES, SENTENCES, marks, RATE, title="عنوان <$>", audio="a b.mp3")
    outline = Outline(html)
    assert [entry for entry in outline.found if entry[0] != "h1"] == [
        ("h2", "یک & دو"),
        ("span", SENTENCES[0][0]),
        ("h2", "سه"),
        ("span", SENTENCES[1][0]),
        ("span", SENTENCES[2][0]),
    ]
    assert ("h1", "عنوان <$>") in outline.found
    assert outline.times == [("0", "1000"), ("1500", "2000"), ("2268", "3600000")]
    assert outline.addresses == ["a b.mp3"]
