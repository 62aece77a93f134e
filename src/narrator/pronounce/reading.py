"""A pronunciation as a person writes it: Persian with vowels, IPA, or simple Latin.

    کِرم   ʃælvɒɾ   kerm   shalvaar   shalvâr

All give phonemes in the alphabet of ``phonemes.tsv``. What cannot be understood
is refused with the place of the error.
"""

import re
from functools import cache
from itertools import pairwise

from narrator.errors import ConfigError
from narrator.lang import table
from narrator.pronounce.phonemes import VOWELS, from_ipa_table


class ReadingError(ConfigError):
    """``column`` is 1-based, into the reading as it was written."""

    def __init__(self, column: int, message: str) -> None:
        super().__init__(f"column {column}: {message}")
        self.column, self.message = column, message


_LONGEST = 200
_PERSIAN = re.compile("[\u0621-\u06d3]")
_IPA = re.compile("[æɒɑɢɡɾʔʃʒː]|^/|^\\[")
_MARKS = {"\u064e": "a", "\u0650": "e", "\u064f": "o", "\u064b": "an", "\u0670": "A"}
_SHADDA, _SUKUN, _ZWNJ = "\u0651", "\u0652", "\u200c"
_LATIN = {
    "aa": "A", "â": "A", "ā": "A", "A": "A", "ee": "i", "oo": "u", "î": "i", "û": "u", "sh": "S",
    "ch": "C", "zh": "Z", "kh": "x", "gh": "q", "š": "S", "č": "C", "ž": "Z", "'": "?", "’": "?",
    "ow": "ow", "-": "", **{c: c for c in "aeiou" "bdfghjklmnpqrstvxyz" "SZC?"},
}  # fmt: skip
_LOOSE_IPA = {"ɑ": "A", "a": "a", "r": "r", "g": "g", "q": "q", "w": "w", "ː": "", "ˈ": "", "ˌ": "",
              "\u0361": "", "/": "", "[": "", "]": "", ".": ""}  # fmt: skip


def parse(written: str) -> str:
    """The phonemes of one word.

    Raises:
        ReadingError: nothing to read or too much, an unknown letter, or a vowel that is missing.
    """
    if not written.strip():
        raise ReadingError(1, "the reading is empty")
    if len(written) > _LONGEST:
        raise ReadingError(_LONGEST + 1, "the reading of a word is not so long")
    if _PERSIAN.search(written):
        symbols = _respelling(written)
    elif _IPA.search(written):
        symbols = _spelled(written, _ipa(), "IPA")
    else:
        symbols = _spelled(written, _LATIN, "simple Latin")
    if not symbols:
        raise ReadingError(1, "the reading has no sound")
    return symbols


def _spelled(written: str, letters: dict[str, str], script: str) -> str:
    found, at = [], 0
    while at < len(written):
        for length in (3, 2, 1):
            piece = written[at : at + length]
            if len(piece) == length and piece in letters:
                found.append(letters[piece])
                at += length
                break
        else:
            raise ReadingError(at + 1, f"“{written[at]}” is no letter of {script}")
    return "".join(found)


@cache
def _ipa() -> dict[str, str]:
    return {**_LOOSE_IPA, **dict(from_ipa_table())}


def _respelling(written: str) -> str:
    groups = _groups(written)
    sounds: list[str] = []
    for index, (at, letter, marks) in enumerate(groups):
        before = sounds[-1][-1:] if sounds else ""
        following = groups[index + 1][1] if index + 1 < len(groups) else ""
        sounds.append(_letter(letter, marks, before, following, at))
    symbols = "".join(sounds)
    _check_syllables(symbols, groups)
    return symbols


def _groups(written: str) -> list[tuple[int, str, str]]:
    """Column, letter and its marks."""
    groups: list[tuple[int, str, str]] = []
    for column, character in enumerate(written, start=1):
        if character in _MARKS or character in (_SHADDA, _SUKUN):
            if not groups:
                raise ReadingError(column, "a vowel mark needs a letter before it")
            at, letter, marks = groups[-1]
            groups[-1] = (at, letter, marks + character)
        elif character != _ZWNJ:
            groups.append((column, character, ""))
    return groups


def _letter(letter: str, marks: str, before: str, following: str, at: int) -> str:
    vowel = "".join(_MARKS.get(mark, "") for mark in marks)
    if letter == "آ":
        return "A"
    if letter == "ا":
        if vowel or before:
            return vowel or ("" if before in VOWELS else "A")
        if following in ("ی", "و"):
            return ""
        raise ReadingError(at, "which vowel has this ا? Write اَ, اِ, اُ or آ")
    if letter in ("و", "ی") and not vowel and _SHADDA not in marks:
        return _glide(letter, before)
    if letter == "ه" and not marks and not following and before not in ("A", "u", "i", ""):
        return "" if before in VOWELS else "e"
    sound = _consonants().get(letter)
    if sound is None:
        raise ReadingError(at, f"“{letter}” is no Persian letter")
    return sound * (2 if _SHADDA in marks else 1) + vowel


def _glide(letter: str, before: str) -> str:
    if letter == "و":
        return {"o": "w"}.get(before, "v" if before in VOWELS else "u")
    return "y" if before in VOWELS else "i"


def _check_syllables(symbols: str, groups: list[tuple[int, str, str]]) -> None:
    """Persian never begins with two consonants and never has three in a row."""
    consonants = re.match("[^aAeoiu]+", symbols)
    if consonants and len(consonants[0]) > 1 and symbols[0] != symbols[1]:
        column = groups[0][0]
        raise ReadingError(column, f"the vowel after “{groups[0][1]}” is missing")
    for (_, letter, marks), (at, following, _) in pairwise(groups):
        if letter in _consonants() and not marks and following in _consonants():
            run = re.search("[^aAeoiuwy]{4,}", symbols)
            if run:
                raise ReadingError(at, f"a vowel near “{letter}{following}” is missing")


@cache
def _consonants() -> dict[str, str]:
    return {
        row["letter"]: row["consonant"] for row in table("letter_sounds") if row["consonant"] != "-"
    }
