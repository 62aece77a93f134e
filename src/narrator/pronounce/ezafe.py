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


def bare(word: str) -> str:
    """``word`` without a written ezafe: خانهٔ -> خانه."""
    if word.endswith("ۀ"):
        return word[:-1] + "ه"
    return word.removesuffix("\u200cی") if word.endswith("ه\u200cی") else word.rstrip("ٔ\u0650")


def always(word: str) -> bool:
    return bool(_PLURAL.search(word)) or word in _always()


def vowel(phonemes: str) -> str:
    """The ezafe vowel after ``phonemes``: ``e``, after a vowel ``ye``."""
    return "ye" if phonemes[-1:] in set("aAeoiu") or phonemes.endswith("ow") else "e"


@cache
def _always() -> frozenset[str]:
    return frozenset(row["word"] for row in table("ezafe_words"))
