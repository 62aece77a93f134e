"""What is said and when: captions, chapters and a page to read along, all from sample counts."""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files
from string import Template

from narrator.master.tags import milliseconds
from narrator.model import ChapterMark, Hertz

type Timed = tuple[str, int, int]
"""A sentence, its first sample and the one after its last."""

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


def page(
    sentences: Iterable[Timed],
    chapters: Sequence[ChapterMark],
    sample_rate: Hertz,
    *,
    title: str,
    audio: str,
) -> str:
    """One HTML file that plays ``audio`` (its address) and marks the sentence being read."""
    template = files("narrator.master").joinpath("transcript.html").read_text("utf-8")
    return Template(template).substitute(
        title=escape(title),
        audio=escape(audio),
        text="\n".join(_sections(sentences, chapters, sample_rate)),
    )


def _sections(
    sentences: Iterable[Timed], chapters: Sequence[ChapterMark], sample_rate: Hertz
) -> Iterator[str]:
    ahead = list(chapters)
    for text, start, stop in sentences:
        while ahead and ahead[0].start <= start:
            yield f"<h2>{escape(ahead.pop(0).title)}</h2>"
        begin, end = milliseconds(start, sample_rate), milliseconds(stop, sample_rate)
        yield f'<span dir="auto" data-start="{begin}" data-stop="{end}">{escape(text)}</span>'


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
