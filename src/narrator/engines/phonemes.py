"""A word's phonemes in the names that an engine has for them, stressed as Persian is."""

from collections.abc import Mapping
from functools import cache

from narrator.errors import SynthesisError
from narrator.lang import table
from narrator.model import Word

VOWELS = "æɒeoiu"


def stressed(word: Word, names: Mapping[str, str], mark: str) -> str:
    """``word`` in ``names``, ``mark`` before the vowel that bears its stress.

    Persian stresses the last syllable of a word, never the ezafe, and the first of a
    verb with می (Ferguson 1957, "Word stress in Persian").

    Raises:
        SynthesisError: a phoneme has no name: an error, not a gap.
    """
    units = _split(word.phonemes, names)
    vowels = [at for at, unit in enumerate(units) if unit[0] in VOWELS]
    if word.ezafe and len(vowels) > 1:
        vowels.pop()
    said = [names[unit] for unit in units]
    if vowels:
        bears = vowels[0 if word.text.startswith(_prefixes()) else -1]
        said[bears] = mark + said[bears]
    return "".join(said)


def _split(phonemes: str, names: Mapping[str, str]) -> list[str]:
    """IPA to single phonemes, the longest names first."""
    units: list[str] = []
    at = 0
    while at < len(phonemes):
        size = 2 if phonemes[at : at + 2] in names else 1
        unit = phonemes[at : at + size]
        if unit not in names:
            raise SynthesisError(f"phoneme '{unit}' of '{phonemes}' is unknown to the engine")
        units.append(unit)
        at += size
    return units


@cache
def _prefixes() -> tuple[str, ...]:
    return tuple(row["prefix"] for row in table("stressed_prefixes"))
