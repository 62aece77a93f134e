"""Latin letters said one by one: BBZ «بی‌بی‌زد» sounds as its letters do, not as its spelling."""

import re
from collections.abc import Sequence
from functools import cache

from narrator.lang import table
from narrator.model import Token

_LATIN = re.compile(r"[A-Za-z]")
_JOINER = "\u200c"


def spelled(token: Token, pieces: Sequence[str]) -> dict[int, str]:
    """Phonemes of those ``pieces`` of ``token`` that name letters of it, by index.

    «ام‌پی تری» for MP3 gives ``{0: "empi"}``: a piece counts only where it is the names of
    the next letters written, with nothing behind them but an ending («ان‌جی‌او‌ها»).
    """
    found: dict[int, str] = {}
    letters = [letter for letter in _LATIN.findall(token.written.upper()) if letter in _names()]
    for index, piece in enumerate(pieces):
        count, ending = _named(piece, letters)
        if count:
            sounds = "".join(_sounds()[letter] for letter in letters[:count])
            found[index] = sounds + _endings()[ending]
            del letters[:count]
    return found


def _named(piece: str, letters: Sequence[str]) -> tuple[int, str]:
    """How many of ``letters`` ``piece`` names, as many as it can, and the ending behind them."""
    best, at = (0, ""), 0
    for count, letter in enumerate(letters, start=1):
        name = _JOINER * (count > 1) + _names()[letter]
        if not piece.startswith(name, at):
            break
        at += len(name)
        if len(piece) - at <= _longest() + 1:
            ending = piece[at:].lstrip(_JOINER)
            if ending in _endings():
                best = count, ending
    return best


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


@cache
def _longest() -> int:
    return max(map(len, _endings()))
