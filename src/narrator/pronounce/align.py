"""Which letters of a Persian word stand for which of its phonemes.

A consonant is heard single or doubled, and a short vowel that is not written may
follow it; the letters ا و ی ه ع also stand for vowels or are silent. Dynamic
programming finds the cheapest way to cover the reading (``letter_sounds.tsv``).
"""

from collections.abc import Mapping
from functools import cache

from narrator.lang import table

_DEAR = 8
_LIMIT = 12
"""A covering that costs more says that word and reading do not belong together."""

_NAMES = {"ZWNJ": "\u200c", "U+064B": "\u064b", "-": ""}


def align(word: str, reading: str) -> tuple[str, ...] | None:
    """The phonemes of each letter of ``word``; None where they do not belong together."""
    cost, chunks = cover(word, reading)
    return chunks if cost < _LIMIT else None


def cover(word: str, reading: str) -> tuple[int, tuple[str, ...]]:
    """What it costs to spell ``reading`` as ``word``, and the phonemes of each letter."""
    best: dict[int, tuple[int, tuple[str, ...]]] = {0: (0, ())}
    for letter in word:
        reached: dict[int, tuple[int, tuple[str, ...]]] = {}
        for at, (cost, chunks) in best.items():
            for chunk, price in _sounds().get(letter, {}).items():
                stop = at + len(chunk)
                if reading.startswith(chunk, at) and (
                    stop not in reached or cost + price < reached[stop][0]
                ):
                    reached[stop] = (cost + price, (*chunks, chunk))
        best = reached
    return best.get(len(reading), (_LIMIT, ()))


@cache
def _sounds() -> Mapping[str, Mapping[str, int]]:
    return {
        _NAMES.get(row["letter"], row["letter"]): _costs(row["consonant"], row["others"])
        for row in table("letter_sounds")
    }


def _costs(consonant: str, others: str) -> dict[str, int]:
    costs = {"": _DEAR}
    if consonant != "-":
        for sound, cost in ((consonant, 0), (consonant * 2, 1)):
            costs |= {sound + vowel: cost for vowel in ("", "a", "e", "o")}
        costs |= {consonant + vowel: 4 for vowel in "Au"}
    for item in others.split() if others != "-" else ():
        chunk, price = item.rsplit(":", 1)
        costs[_NAMES.get(chunk, chunk)] = int(price)
    return costs
