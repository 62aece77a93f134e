"""Vowels that the author wrote: «مُلک» chooses among the readings, or spells its own."""

import re
from collections.abc import Iterable

from narrator.pronounce.align import align
from narrator.pronounce.reading import ReadingError, parse

MARKS = re.compile("[\u064b-\u0652\u0670]")
_VOWELS = {"\u064e": "a", "\u0650": "e", "\u064f": "o"}
_SHADDA, _SUKUN = "\u0651", "\u0652"


def heed(written: str, readings: Iterable[str]) -> str | None:
    """The first of ``readings`` that has the vowels of ``written``, else what it spells.

    None where nothing is marked, or too little to be read by itself.
    """
    if not MARKS.search(written):
        return None
    for reading in readings:
        if _agrees(written, reading):
            return reading
    try:
        return parse(written)
    except ReadingError:
        return None


def _agrees(written: str, reading: str) -> bool:
    plain = MARKS.sub("", written)
    chunks = align(plain, reading)
    if chunks is None:
        return False
    at = -1
    for character in written:
        if not MARKS.match(character):
            at += 1
        elif not _fits(character, chunks[at], chunks[at + 1] if at + 1 < len(chunks) else ""):
            return False
    return True


def _fits(mark: str, chunk: str, following: str) -> bool:
    if mark == _SHADDA:
        return len(chunk) > 1 and chunk[0] == chunk[1]
    if mark == _SUKUN:
        return chunk[-1:] not in {"a", "e", "o"}
    vowel = _VOWELS.get(mark, "")
    return chunk.endswith(vowel) or following.startswith(vowel)
