"""Feeds and episodes for tests: real MP3s, small and quickly made."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from narrator.master.encode import encode
from narrator.master.tags import Tags
from narrator.master.transcript import srt, webvtt
from narrator.model import ChapterMark, Hertz, Milliseconds
from narrator.publish.feed import Channel, Chapter, Feed, Item, channel, episode_guid

RATE = Hertz(22_050)
BASE = "https://example.org/chay/"
START = datetime(2026, 3, 21, 6, 30, tzinfo=UTC)
SAID = ["داستان چای", "نخستین جمله.", "دومین جمله؟", "سومین & جمله <آخر>."]
HOSTILE = {
    "script": "<script>alert(1)</script> چای",
    "cdata": "چای ]]> <![CDATA[ قند",
    "quotes": "\"چای\" & 'قند' «نبات» `x` ${y} {{ 7*7 }} {% raw %}",
    "attribute": 'x" onerror="alert(1)" y="',
    "emoji": "چای 🫖👩‍👩‍👧🏴󠁧󠁢󠁥󠁮󠁧󠁿 خوب",
    "bidi": "چای \u202egnp.exe\u202c \u2066قند\u2069 \u200fنبات",
    "controls": "چای\x00\x08\x1b[31m\x85\u2028\ufffe\ud800 قند",
    "long": "چای‌" * 2500,
    "path": "../../etc/passwd\\..\\ C:",
}


def made_channel(**values: object) -> Channel:
    given = {
        "title": "چای‌نامه",
        "description": "داستان‌هایی دربارهٔ چای",
        "author": "نویسندهٔ نمونه",
        "email": "a@example.org",
        "base": BASE,
        "category": "Arts > Food",
        "frequency": "weekly",
        "license": "cc-by-4.0",
        "copyright": "© نویسندهٔ نمونه",
        "cover": "media/cover.jpg",
    }
    return channel(given | values)


def audio(
    folder: Path,
    name: str = "چای داغ.mp3",
    title: str = "داستان چای",
    seconds: float = 4.0,
    pictures: Sequence[bytes] = (b"", b"", b""),
) -> Path:
    """An MP3 with three chapters, and captions beside it: one sentence a second."""
    path = folder / name
    length = round(seconds * RATE)
    edges = [0, length // 4, length // 2, length]
    marks = [
        ChapterMark(title=f"فصل {at}", start=edges[at], stop=edges[at + 1], picture=pictures[at])
        for at in range(3)
    ]
    tone = 0.1 * np.sin(np.arange(length) * 0.05).astype(np.float32)
    tags = Tags(title=title, artist="گوینده & دوستان", narrator="صدا", chapters=marks)
    encode([tone], sample_rate=RATE, path=path, tags=tags)
    step = length // len(SAID)
    timed = [(text, at * step, at * step + step * 9 // 10) for at, text in enumerate(SAID)]
    path.with_suffix(".vtt").write_text(webvtt(timed, RATE), encoding="utf-8")
    path.with_suffix(".srt").write_text(srt(timed, RATE), encoding="utf-8")
    return path


def made_item(of: Channel, number: int, **values: object) -> Item:
    """Episode ``number``, published on that day."""
    guid = episode_guid(of, str(number))
    fields: dict[str, object] = {
        "guid": guid,
        "source": f"قسمت {number}",
        "heard": f"قسمت {number}",
        "published": START + timedelta(days=number),
        "title": f"قسمت {number}: چای",
        "author": "گوینده",
        "narrator": "صدا",
        "summary": "پاراگراف نخست.\n\nپاراگراف دوم.",
        "number": number,
        "audio": f"media/{guid[:8]}-0.mp3",
        "bytes": 1000 + number,
        "type": "audio/mpeg",
        "duration": Milliseconds(60_000 + number * 1000),
        "chapters": tuple(
            Chapter(start=Milliseconds(at * 10_000), title=f"فصل {at}") for at in range(3)
        ),
        "chapter_file": f"media/{guid[:8]}-0.json",
        "captions": {"vtt": f"media/{guid[:8]}-0.vtt", "srt": f"media/{guid[:8]}-0.srt"},
    }
    return Item(**(fields | values))  # type: ignore[arg-type]


def made_feed(count: int, **values: object) -> Feed:
    """A feed of ``count`` episodes, one a day."""
    of = made_channel(**values)
    return Feed(channel=of, items=tuple(made_item(of, n) for n in range(count, 0, -1)))
