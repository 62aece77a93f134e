"""Ezafe where the spelling shows it or the word always takes it.

The contextual tagger decides the rest; what is written wins over it.
"""

import re
from functools import cache

from narrator.lang import table

_SPELLED = re.compile(r"(هٔ|ه\u200cی|ۀ|ِ|(?<=.)[هٓ]ٔ)$")
_PLURAL = re.compile(r"\u200c?های$")


def spelled(word: str) -> bool:
    """Whether the spelling itself shows ezafe: خانهٔ, خانه‌ی, کتابِ."""
    return bool(_SPELLED.search(word))


def refused(word: str) -> bool:
    """Whether the spelling rules ezafe out, by a sukun on its last letter: کتابْ."""
    return word.endswith("ْ")


def bare(word: str) -> str:
    """``word`` without a written ezafe: خانهٔ -> خانه."""
    if word.endswith("ۀ"):
        return word[:-1] + "ه"
    return word.removesuffix("\u200cی") if word.endswith("ه\u200cی") else word.rstrip("ٔ\u0650")


def always(word: str) -> bool:
    return bool(_PLURAL.search(word)) or word in _always()


def dated(word: str, following: str) -> bool:
    """Whether ``word`` takes ezafe in a date or count: چهارمِ فوریهٔ دو هزار, سالِ هزار."""
    if following in _numerals():
        return word in _months() or word in _before_numbers()
    return following in _months() and word.endswith("م") and word not in _numerals()


def vowel(phonemes: str) -> str:
    """The ezafe vowel after ``phonemes``: ``e``, after a vowel ``ye``."""
    return "ye" if phonemes[-1:] in set("aAeoiu") or phonemes.endswith("ow") else "e"


@cache
def _numerals() -> frozenset[str]:
    return frozenset(row["word"] for row in table("numerals"))


@cache
def _before_numbers() -> frozenset[str]:
    return frozenset(row["word"] for row in table("ezafe_before_numbers"))


@cache
def _months() -> frozenset[str]:
    return frozenset(row["written"] for row in table("months"))


@cache
def _always() -> frozenset[str]:
    return frozenset(row["word"] for row in table("ezafe_words"))
