"""Words in classes, so that a pair of words never met can still be likely.

The exchange algorithm (Kneser and Ney 1993): each word in turn moves to the class that
makes the text likeliest under a class bigram model, until few words move.
"""

import numpy as np
from ngrams import Ids, Numbers, Run, counted
from numpy.typing import NDArray

_PASSES = 6


def classes(runs: list[Run], size: int, *, frequent: int, count: int) -> Ids:
    """The class of each of ``size`` words, numbered by frequency.

    Word 0, the unknown one, is class 0; words ``1`` to ``frequent`` share ``count``
    classes; all rarer words are one more.
    """
    rare = count + 1
    of = np.full(size, rare)
    of[:frequent] = np.arange(frequent) % count + 1
    of[0] = 0
    pairs, counts = counted(runs, 2, size)
    first, second = np.divmod(pairs, size)
    after, before = (
        _Neighbours(first, second, counts, size),
        _Neighbours(second, first, counts, size),
    )
    for _ in range(_PASSES):
        table = np.zeros((rare + 1, rare + 1))
        np.add.at(table, (of[first], of[second]), counts)
        _exchange(of, table, after, before, frequent)
    return of


class _Neighbours:
    """The words on one side of each word."""

    def __init__(self, word: Ids, neighbour: Ids, counts: Numbers, size: int) -> None:
        order = np.lexsort((neighbour, word))
        self._neighbour, self._counts = neighbour[order], counts[order]
        self._starts = np.searchsorted(word[order], np.arange(size + 1))

    def by_class(self, word: int, of: Ids, count: int) -> Numbers:
        part = slice(self._starts[word], self._starts[word + 1])
        return np.bincount(of[self._neighbour[part]], self._counts[part], count)


def _exchange(
    of: Ids, table: Numbers, after: _Neighbours, before: _Neighbours, frequent: int
) -> None:
    """Move each frequent word once; ``table`` counts pairs of classes."""
    total, count = table.sum(axis=1), len(table)
    for word in range(1, frequent):
        right, left = after.by_class(word, of, count), before.by_class(word, of, count)
        own = of[word]
        table[own] -= right
        table[:, own] -= left
        total[own] -= right.sum()
        gain = _gain(table[:, right > 0], right[right > 0])
        gain += _gain(table[left > 0].T, left[left > 0])
        gain -= 2 * _gain(total[:, None], right.sum(keepdims=True))
        best = 1 + int(np.argmax(gain[1:-1]))
        of[word] = own = best if gain[best] > gain[own] else own
        table[own] += right
        table[:, own] += left
        total[own] += right.sum()


def _gain(counts: NDArray[np.float64], more: Numbers) -> Numbers:
    """By how much each row's sum of n log n grows with ``more`` counts."""
    return (_entropy(counts + more) - _entropy(counts)).sum(axis=1)


def _entropy(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    counts = np.maximum(counts, 1e-9)
    return counts * np.log(counts)
