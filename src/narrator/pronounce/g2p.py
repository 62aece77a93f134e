"""A reading for any Persian word, out of context: lexicon, then morphology, then letters."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from narrator.lang import data_path
from narrator.model import WordSource
from narrator.pronounce import lexicon, morphology
from narrator.pronounce.letters import LetterModel

_CACHED = 100_000
_MOST_READINGS = 4
_LONGEST = 40
"""Letters read at once; a longer string of letters is no word and is read piece by piece."""

# How often each source is right, measured by bench/pronunciation.py.
_SURE, _DERIVED, _DOUBTFUL, _GUESSED = 0.99, 0.95, 0.8, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """``phonemes`` in the alphabet of ``phonemes.tsv``, without the ezafe vowel.

    ``listed``: the word itself stands in the lexicon; it is not derived or guessed.
    """

    phonemes: str
    source: WordSource
    confidence: float
    alternatives: tuple[str, ...] = ()
    listed: bool = False


class G2P:
    """Remembers the words it has read. ``readings`` and ``derive`` are there to be switched off."""

    def __init__(
        self, readings: Mapping[str, tuple[str, ...]] | None = None, *, derive: bool = True
    ) -> None:
        self._readings = lexicon.readings() if readings is None else readings
        self._derive = derive
        self._seen: dict[str, Reading] = {}

    def read(self, word: str) -> Reading:
        """The usual reading of ``word``, bare Persian letters and ZWNJ."""
        found = self._seen.get(word)
        if found is None:
            if len(self._seen) >= _CACHED:
                self._seen.clear()
            found = self._seen[word] = self._look_up(word)
        return found

    def _look_up(self, word: str) -> Reading:
        if known := self._readings.get(word):
            return Reading(
                phonemes=known[0],
                source="lexicon",
                confidence=_DOUBTFUL if len(known) > 1 else _SURE,
                alternatives=known[1:],
                listed=True,
            )
        if self._derive and (derived := self._derived(word)):
            return Reading(
                phonemes=derived[0],
                source="lexicon",
                confidence=_DOUBTFUL if len(derived) > 1 else _DERIVED,
                alternatives=derived[1:],
            )
        pieces = [word[at : at + _LONGEST] for at in range(0, len(word), _LONGEST)]
        phonemes = "".join(self._letters.read(piece).phonemes for piece in pieces)
        return Reading(phonemes=phonemes, source="model", confidence=_GUESSED)

    def _derived(self, word: str) -> tuple[str, ...]:
        """What morphology makes of the first, second … reading of the stem."""
        found: list[str] = []
        for rank in range(_MOST_READINGS):
            derived = morphology.derive(word, partial(self._stem, rank=rank))
            if derived is None or derived in found:
                break
            found.append(derived)
        return tuple(found)

    def _stem(self, word: str, rank: int) -> str | None:
        known = self._readings.get(word)
        return known[min(rank, len(known) - 1)] if known else None

    @cached_property
    def _letters(self) -> LetterModel:
        return LetterModel.load(data_path("models/letters.npz"))
