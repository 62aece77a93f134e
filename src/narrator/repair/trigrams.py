"""A trigram model over numbers, in back-off form; costs are -ln probability.

Stored as tries: for every number the ascending numbers that follow it, for every such
pair those that follow the pair; costs are quantised to 1/16 nat. ``training/ngrams.py``
writes it.
"""

from array import array
from bisect import bisect_left
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

STEP = 1 / 16


class Trigrams:
    """``name`` begins the names of its arrays in ``data``."""

    def __init__(self, name: str, data: Mapping[str, NDArray[np.uint8]]) -> None:
        self.unigram: list[float] = (data[f"{name}_unigram"] * STEP).tolist()
        self._backoff: list[float] = (data[f"{name}_backoff"] * STEP).tolist()
        self._bigrams = _Trie(data[f"{name}_bigram_counts"], data[f"{name}_bigram_words"])
        self._bigram = data[f"{name}_bigram"].tobytes()
        self._bigram_backoff = data[f"{name}_bigram_backoff"].tobytes()
        self._trigrams = _Trie(data[f"{name}_trigram_counts"], data[f"{name}_trigram_words"])
        self._trigram = data[f"{name}_trigram"].tobytes()
        self._rows: dict[int, int] = {}

    def cost(self, before: int, last: int, word: int) -> float:
        """Of ``word`` after ``before`` and ``last``."""
        row = self._row(before, last)
        if row < 0:
            return self.pair(last, word)
        found = self._trigrams.find(row, word)
        if found >= 0:
            return self._trigram[found] * STEP
        return self._bigram_backoff[row] * STEP + self.pair(last, word)

    def pair(self, last: int, word: int) -> float:
        """Of ``word`` after ``last`` alone."""
        row = self._row(last, word)
        if row < 0:
            return self._backoff[last] + self.unigram[word]
        return self._bigram[row] * STEP

    def _row(self, last: int, word: int) -> int:
        key = last << 20 | word
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = self._bigrams.find(last, word)
        return row


class _Trie:
    """Rows of ascending numbers, of lengths ``counts``, each row stored as differences."""

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
