"""What can be written beside the audio, from the same timeline: captions, chapters, a page."""

from collections.abc import Callable, Sequence
from pathlib import Path

from narrator.master.transcript import SUFFIXES, chapters_json, page, srt, webvtt, words_json
from narrator.model import ChapterMark
from narrator.production.timeline import Timeline
from narrator.whole import whole_file


def write_beside(
    path: Path,
    kinds: Sequence[str],
    *,
    title: str,
    timeline: Timeline,
    marks: Sequence[ChapterMark],
) -> list[Path]:
    """One file for each of ``kinds`` (vtt, srt, words, json, html), named after ``path``.

    Raises:
        EncodeError: one cannot be written; those before it stand.
    """
    rate = timeline.sample_rate
    makers: dict[str, Callable[[], str]] = {
        "vtt": lambda: webvtt(timeline.sentences(), rate),
        "srt": lambda: srt(timeline.sentences(), rate),
        "words": lambda: words_json(timeline.words(), rate),
        "json": lambda: chapters_json(marks, rate),
        "html": lambda: page(
            timeline.sentences(), timeline.words(), marks, rate, title=title, audio=path.name
        ),
    }
    written = []
    for kind in kinds:
        target = path.with_suffix(SUFFIXES[kind])
        with whole_file(target) as file:
            file.write(makers[kind]().encode("utf-8"))
        written.append(target)
    return written
