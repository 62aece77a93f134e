"""Latin letters said one by one: BBZ «بی‌بی‌زد» sounds as its letters do, not as its spelling."""

import re
from collections.abc import Sequence
from functools import cache

from narrator.lang import table
from narrator.model import Token

_LATIN = re.compile(r"[A-Za-z]")


def spelled(token: Token, pieces: Sequence[str]) -> dict[int, str]:
    """Phonemes of those ``pieces`` of ``token`` that name letters of it, by index.

    «ام‌پی تری» for MP3 gives ``{0: "empi"}``: a piece counts only where it is the names of
    the next letters written, with nothing behind them but an ending («ان‌جی‌او‌ها»).
    """
    found: dict[int, str] = {}
    letters = [letter for letter in _LATIN.findall(token.written.upper()) if letter in _names()]
    for index, piece in enumerate(pieces):
        for count in range(len(letters), 0, -1):
            name = "\u200c".join(_names()[letter] for letter in letters[:count])
            ending = piece.removeprefix(name).lstrip("\u200c")
            if piece.startswith(name) and ending in _endings():
                sounds = "".join(_sounds()[letter] for letter in letters[:count])
                found[index] = sounds + _endings()[ending]
                del letters[:count]
                break
    return found


def numerals(token: Token, pieces: Sequence[str]) -> dict[int, str]:
    """Phonemes of ``pieces`` that digits stand for and that are homographs: «صفر» of ۰۲۱."""
    if not any(map(str.isdigit, token.written)):
        return {}
    return {at: _numerals()[piece] for at, piece in enumerate(pieces) if piece in _numerals()}


@cache
def _numerals() -> dict[str, str]:
    return {row["word"]: row["phonemes"] for row in table("numeral_readings")}


@cache
def _names() -> dict[str, str]:
    return {row["written"]: row["spoken"] for row in table("letters")}


@cache
def _sounds() -> dict[str, str]:
    return {row["letter"]: row["phonemes"] for row in table("letter_readings")}


@cache
def _endings() -> dict[str, str]:
    """How an ending sounds, ezafe left out."""
    rows = (row for row in table("inflections") if row["side"] == "suffix")
    return {"": ""} | {row["written"]: row["readings"].split(",")[0].strip("-") for row in rows}
