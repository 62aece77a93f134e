"""Latin letters said one by one: BBZ «بی‌بی‌زد» sounds as its letters do, not as its spelling."""

import re
from collections.abc import Sequence
from functools import cache

from narrator.lang import table
from narrator.model import Token

_LATIN = re.compile(r"[A-Za-z]")


def spelled(token: Token, pieces: Sequence[str]) -> dict[int, str]:
    """Phonemes of those ``pieces`` of ``token`` that name letters of it, by index.

    «ام‌پی تری» for MP3 gives ``{0: "empi"}``: a piece counts only where each of its
    parts is the name of the next letter written.
    """
    found: dict[int, str] = {}
    letters = _LATIN.findall(token.written.upper())
    at = 0
    for index, piece in enumerate(pieces):
        parts = piece.split("\u200c")
        named = letters[at : at + len(parts)]
        if parts == [_names().get(letter) for letter in named]:
            found[index] = "".join(_sounds()[letter] for letter in named)
            at += len(parts)
    return found


@cache
def _names() -> dict[str, str]:
    return {row["written"]: row["spoken"] for row in table("letters")}


@cache
def _sounds() -> dict[str, str]:
    return {row["letter"]: row["phonemes"] for row in table("letter_readings")}
