"""The phonemes of Persian: one letter each inside narrator, IPA outside.

Tables, models and the stages of pronunciation write phonemes with one ASCII
letter each (``phonemes.tsv``: ``a`` is æ, ``A`` ɒ, ``C`` tʃ …), so that strings of
them can be sliced and compared; ``Word.phonemes`` is IPA.
"""

import re
from functools import cache

from narrator.lang import table

VOWELS = frozenset("aAeoiu")

_DIPHTHONG = re.compile(r"w(?=[aAeoiu])")
_DOUBLED = re.compile(r"([^aAeoiu])\1(?![aAeoiu])")  # heard single unless a vowel follows: haqq


def to_ipa(symbols: str) -> str:
    """``"ketAb"`` -> ``"ketɒb"``."""
    heard = _DOUBLED.sub(r"\1", _DIPHTHONG.sub("v", symbols).replace("w", ""))
    return "".join(map(_ipa().__getitem__, heard))


def heard(symbols: str) -> str:
    """``symbols`` without what sources write differently.

    That is glottal stops, w, doubled ends, and the y of a written ezafe (های).
    """
    plain = _DOUBLED.sub(r"\1", symbols.replace("?", "").replace("w", ""))
    return plain[:-1] if plain.endswith(("Ay", "uy")) else plain


def from_ipa(ipa: str) -> str:
    """``"ketɒb"`` -> ``"ketAb"``, for what ``to_ipa`` gave."""
    return _sounds().sub(lambda found: _symbols()[found[0]], ipa)


@cache
def inventory() -> frozenset[str]:
    """Every letter a string of phonemes may hold, the ``w`` of diphthongs included."""
    return frozenset(_ipa()) | {"w"}


@cache
def from_ipa_table() -> tuple[tuple[str, str], ...]:
    """IPA and its letter, the longest IPA first."""
    return tuple(sorted(((ipa, s) for s, ipa in _ipa().items()), key=lambda pair: -len(pair[0])))


@cache
def _symbols() -> dict[str, str]:
    return dict(from_ipa_table())


@cache
def _sounds() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(ipa) for ipa, _ in from_ipa_table()))


@cache
def _ipa() -> dict[str, str]:
    return {row["symbol"]: row["ipa"] for row in table("phonemes")}
