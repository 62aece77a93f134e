"""A reading for any Persian word, out of context: lexicon, then morphology, then letters."""

from dataclasses import dataclass
from functools import cache, lru_cache

from narrator.lang import data_path
from narrator.model import WordSource
from narrator.pronounce import lexicon, morphology
from narrator.pronounce.letters import LetterModel

_CACHED = 50_000
_LONGEST = 40
"""Letters read at once; a longer string of letters is no word and is read piece by piece."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """``phonemes`` in the alphabet of ``phonemes.tsv``, without the ezafe vowel."""

    phonemes: str
    source: WordSource
    confidence: float
    alternatives: tuple[str, ...] = ()


@lru_cache(_CACHED)
def read(word: str) -> Reading:
    """The usual reading of ``word``, bare Persian letters and ZWNJ."""
    if known := lexicon.readings().get(word):
        doubt = 0.99 if len(known) == 1 else 0.8
        return Reading(
            phonemes=known[0], source="lexicon", confidence=doubt, alternatives=known[1:]
        )
    if derived := morphology.derive(word, _stem):
        return Reading(phonemes=derived, source="lexicon", confidence=0.95)
    return _guess(word)


def _stem(word: str) -> str | None:
    known = lexicon.readings().get(word)
    return known[0] if known else None


def _guess(word: str) -> Reading:
    pieces = [word[i : i + _LONGEST] for i in range(0, len(word), _LONGEST)]
    phonemes = "".join(_letters().read(piece).phonemes for piece in pieces)
    return Reading(phonemes=phonemes, source="model", confidence=0.6)


@cache
def _letters() -> LetterModel:
    return LetterModel.load(data_path("models/letters.npz"))
