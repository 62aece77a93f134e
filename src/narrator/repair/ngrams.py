"""A trigram model of Persian words, backing off to shorter histories and to spelling.

Words are the pieces between spaces and half-spaces (ZWNJ), without harakat; punctuation
marks are words too, every number is ``0`` and every Latin word ``A``. Costs are
-ln probability. Probabilities are interpolated with absolute discounting (Ney, Essen
and Kneser 1994), stored in back-off form, quantised to 1/16 nat.
"""

import math
from array import array
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from narrator.lang import data_path

STEP = 1 / 16
UNKNOWN = 0
IMPOSSIBLE = 99.0


class Ngrams:
    """``data`` is what ``training/repair.py`` writes; ``ids`` maps a word to its number."""

    def __init__(self, data: Mapping[str, NDArray[np.uint8]]) -> None:
        words = data["words"].tobytes().decode().split("\n")
        self.ids = {word: at for at, word in enumerate(words)}
        self.unigram: list[float] = (data["unigram"] * STEP).tolist()
        self._backoff: list[float] = (data["backoff"] * STEP).tolist()
        self._bigrams = _Trie(data["bigram_counts"], data["bigram_words"])
        self._bigram = data["bigram"].tobytes()
        self._bigram_backoff = data["bigram_backoff"].tobytes()
        self._trigrams = _Trie(data["trigram_counts"], data["trigram_words"])
        self._trigram = data["trigram"].tobytes()
        letters = data["letters"].tobytes().decode()
        self._letters = {letter: at for at, letter in enumerate(letters, 1)}
        self._spelling: list[list[list[float]]] = (data["spelling"] * STEP).tolist()
        self._starts = _Affixes(words, self.unigram, backwards=False)
        self._ends = _Affixes(words, self.unigram, backwards=True)
        self.joined = frozenset(data["joined"].tobytes().decode().split("\n"))
        self._rows: dict[int, int] = {}
        self._costs: dict[tuple[int, int, int], float] = {}
        self.spelling = cache(self._spell)
        self.starting = cache(self._starts.cost)
        self.ending = cache(self._ends.cost)

    @classmethod
    @cache
    def load(cls) -> "Ngrams":
        """The bundled model, read once in a process."""
        with np.load(data_path("models/repair.npz")) as data:
            return cls(dict(data))

    def cost(self, before: int, last: int, word: int) -> float:
        """Of the word number ``word`` after ``before`` and ``last``."""
        key = (before, last, word)
        cost = self._costs.get(key)
        if cost is None:
            cost = self._costs[key] = self._trigram_cost(before, last, word)
        return cost

    def pair(self, last: int, word: int) -> float:
        """The cost of ``word`` after ``last`` alone."""
        row = self._row(last, word)
        if row < 0:
            return self._backoff[last] + self.unigram[word]
        return self._bigram[row] * STEP

    def _trigram_cost(self, before: int, last: int, word: int) -> float:
        row = self._row(before, last)
        if row < 0:
            return self.pair(last, word)
        found = self._trigrams.find(row, word)
        if found >= 0:
            return self._trigram[found] * STEP
        return self._bigram_backoff[row] * STEP + self.pair(last, word)

    def _row(self, last: int, word: int) -> int:
        key = last << 20 | word
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = self._bigrams.find(last, word)
        return row

    def _spell(self, word: str) -> float:
        """The cost of the letters of an unknown word, by letter trigrams."""
        cost, before, last = 0.0, 0, 0
        for letter in word:
            at = self._letters.get(letter, 1)
            cost += self._spelling[before][last][at]
            before, last = last, at
        return cost + self._spelling[before][last][0]


class _Trie:
    """Rows of ascending word numbers, of lengths ``counts``, each row stored as differences."""

    def __init__(self, counts: NDArray[np.generic], differences: NDArray[np.generic]) -> None:
        lengths = counts.astype(np.int64)
        ends = np.cumsum(lengths)
        sums = np.concatenate([[0], np.cumsum(differences.astype(np.int64))])
        words = sums[1:] - np.repeat(sums[ends - lengths], lengths)
        self._ends = array("I", np.concatenate([[0], ends]).astype(np.uint32).tobytes())
        self._words = array("I", words.astype(np.uint32).tobytes())

    def find(self, row: int, word: int) -> int:
        """The place of ``word`` in ``row``, or -1."""
        stop = self._ends[row + 1]
        at = bisect_left(self._words, word, self._ends[row], stop)
        return at if at < stop and self._words[at] == word else -1


class _Affixes:
    """How likely a word is to begin (or, ``backwards``, to end) with given letters and go on."""

    def __init__(self, words: list[str], costs: list[float], *, backwards: bool) -> None:
        self._turn = -1 if backwards else 1
        pairs = sorted(zip((word[:: self._turn] for word in words[1:]), costs[1:], strict=True))
        self._words = [word for word, _ in pairs]
        self._mass = [0.0, *accumulate(math.exp(-cost) for _, cost in pairs)]

    def cost(self, letters: str) -> float:
        letters = letters[:: self._turn]
        start = bisect_left(self._words, letters)
        stop = bisect_left(self._words, letters + "\U0010ffff")
        if start < stop and self._words[start] == letters:
            start += 1
        mass = self._mass[stop] - self._mass[start]
        return -math.log(mass) if mass > 1e-9 else IMPOSSIBLE
