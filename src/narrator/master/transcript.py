"""What is said and when: captions, chapters and a page to read along, all from sample counts."""

import json
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files
from string import Template

from narrator.master.tags import milliseconds
from narrator.model import ChapterMark, Hertz

SUFFIXES = {
    "vtt": ".vtt", "srt": ".srt", "words": ".words.json", "json": ".json", "html": ".html",
}  # fmt: skip
"""What each kind of file beside the audio is called instead of the audio's suffix."""

type Timed = tuple[str, int, int]
"""A sentence or word, its first sample and the one after its last."""

_RIGHT_TO_LEFT_MARK = "\u200f"


def webvtt(sentences: Iterable[Timed], sample_rate: Hertz) -> str:
    """Captions as WebVTT, one cue a sentence."""
    cues = [
        f"{_clock(start, sample_rate)} --> {_clock(stop, sample_rate)}\n{_vtt_text(text)}\n"
        for text, start, stop in sentences
    ]
    return "\n".join(["WEBVTT\n", *cues])


def srt(sentences: Iterable[Timed], sample_rate: Hertz) -> str:
    """Captions as SubRip, one a sentence."""
    return "\n".join(
        f"{number}\n"
        f"{_clock(start, sample_rate, ',')} --> {_clock(stop, sample_rate, ',')}\n"
        f"{_directed(text)}\n"
        for number, (text, start, stop) in enumerate(sentences, start=1)
    )


def words_json(words: Iterable[Timed], sample_rate: Hertz) -> str:
    """A transcript as JSON after the Podcasting 2.0 namespace, one segment a word.

    Podcast apps join its segments to lines or mark them one by one, where captions of a
    word each would flicker.
    """
    segments = [
        {
            "startTime": milliseconds(start, sample_rate) / 1000,
            "endTime": milliseconds(stop, sample_rate) / 1000,
            "body": " ".join(text.split()),
        }
        for text, start, stop in words
        if text.strip()
    ]
    return json.dumps({"version": "1.0.0", "segments": segments}, ensure_ascii=False, indent=1)


def chapters_json(chapters: Sequence[ChapterMark], sample_rate: Hertz) -> str:
    """Chapters as JSON after the Podcasting 2.0 namespace, version 1.2.0."""
    entries = [
        {
            "startTime": milliseconds(chapter.start, sample_rate) / 1000,
            "endTime": milliseconds(chapter.stop, sample_rate) / 1000,
            "title": chapter.title,
        }
        for chapter in chapters
    ]
    return json.dumps({"version": "1.2.0", "chapters": entries}, ensure_ascii=False, indent=1)


def page(  # noqa: PLR0913 (what a page shows)
    sentences: Iterable[Timed],
    words: Iterable[Timed],
    chapters: Sequence[ChapterMark],
    sample_rate: Hertz,
    *,
    title: str,
    audio: str,
) -> str:
    """One HTML file that plays ``audio`` (its address) and marks what is being read."""
    template = files("narrator.master").joinpath("transcript.html").read_text("utf-8")
    return Template(template).substitute(
        title=escape(title),
        audio=escape(audio),
        text="\n".join(_sections(sentences, words, chapters, sample_rate)),
    )


def _sections(
    sentences: Iterable[Timed],
    words: Iterable[Timed],
    chapters: Sequence[ChapterMark],
    sample_rate: Hertz,
) -> Iterator[str]:
    ahead, rest = list(chapters), deque(words)
    for text, start, stop in sentences:
        while ahead and ahead[0].start <= start:
            yield f"<h2>{escape(ahead.pop(0).title)}</h2>"
        begin, end = milliseconds(start, sample_rate), milliseconds(stop, sample_rate)
        own = []
        while rest and rest[0][1] < stop:
            own.append(rest.popleft())
        inner = _words(own, sample_rate) if len(own) > 1 else escape(text)
        yield f'<span dir="auto" data-start="{begin}" data-stop="{end}">{inner}</span>'


def _words(words: Iterable[Timed], sample_rate: Hertz) -> str:
    """Each in an element whose value is when it begins, in milliseconds."""
    return "".join(
        f'<data value="{milliseconds(start, sample_rate)}">{escape(text.strip())}</data>'
        + " " * text[-1].isspace()
        for text, start, _stop in words
        if text
    ).rstrip()


def _clock(samples: int, sample_rate: Hertz, point: str = ".") -> str:
    seconds, rest = divmod(milliseconds(samples, sample_rate), 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}{rest:03}"


def _vtt_text(text: str) -> str:
    return escape(_directed(text), quote=False)


def _directed(text: str) -> str:
    """On one line, and laid out from the right where Persian stands behind a Latin word."""
    line = " ".join(text.split())
    directions = [unicodedata.bidirectional(letter) for letter in line]
    strong = [direction for direction in directions if direction in ("L", "R", "AL")]
    if strong and strong[0] == "L" and set(strong) != {"L"}:
        return _RIGHT_TO_LEFT_MARK + line
    return line
