"""A model of Persian words: a trigram model mixed with one of word classes, and spelling.

Words are the pieces between spaces and half-spaces (ZWNJ), without harakat; punctuation
marks are words too, every number is ``0`` and every Latin word ``A``. Costs are
-ln probability. What a class may follow is known where the word itself was never met
there (Brown et al. 1992).
"""

import math
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from narrator.lang import data_path
from narrator.repair.trigrams import STEP, Trigrams

UNKNOWN = 0
IMPOSSIBLE = 99.0
_CLASS_SHARE = 0.33  # of the mixture; near its optimum on articles that no training has seen


class Ngrams:
    """``data`` is what ``training/repair.py`` writes; ``ids`` maps a word to its number."""

    def __init__(self, data: Mapping[str, NDArray[np.uint8]]) -> None:
        words = data["words"].tobytes().decode().split("\n")
        self.ids = {word: at for at, word in enumerate(words)}
        self._words = Trigrams("word", data)
        self._classes = Trigrams("class", data)
        self.unigram = self._words.unigram
        self._class: list[int] = data["class"].tolist()
        self._in_class = _shares(data["class"], self.unigram)
        letters = data["letters"].tobytes().decode()
        self._letters = {letter: at for at, letter in enumerate(letters, 1)}
        self._spelling: list[list[list[float]]] = (data["spelling"] * STEP).tolist()
        self._starts = _Affixes(words, self.unigram, backwards=False)
        self._ends = _Affixes(words, self.unigram, backwards=True)
        self.joined = frozenset(data["joined"].tobytes().decode().split("\n"))
        sometimes = data["sometimes_joined"].tobytes().decode().split("\n")
        self.sometimes_joined = self.joined.union(sometimes)
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
        of = self._class
        by_class = self._classes.cost(of[before], of[last], of[word]) + self._in_class[word]
        return _mixed(self._words.cost(before, last, word), by_class)

    def pair(self, last: int, word: int) -> float:
        """The cost of ``word`` after ``last`` alone."""
        of = self._class
        by_class = self._classes.pair(of[last], of[word]) + self._in_class[word]
        return _mixed(self._words.pair(last, word), by_class)

    def _spell(self, word: str) -> float:
        """The cost of the letters of an unknown word, by letter trigrams."""
        cost, before, last = 0.0, 0, 0
        for letter in word:
            at = self._letters.get(letter, 1)
            cost += self._spelling[before][last][at]
            before, last = last, at
        return cost + self._spelling[before][last][0]


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


def _mixed(by_word: float, by_class: float) -> float:
    return by_word - math.log(1 - _CLASS_SHARE + _CLASS_SHARE * math.exp(by_word - by_class))


def _shares(classes: NDArray[np.uint8], unigram: list[float]) -> list[float]:
    """What each word costs once its class is known."""
    costs = np.array(unigram)
    masses = np.bincount(classes, np.exp(-costs))
    shares: list[float] = (costs + np.log(masses)[classes]).tolist()
    return shares
