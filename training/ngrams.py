"""Trigram models by interpolated Kneser-Ney smoothing, as narrator.repair reads them.

Chen and Goodman (1999), with three discounts and with weighted counts: a text that
counts half gives half counts, which are discounted in proportion. What is pruned is
what the shorter history predicts nearly as well; the share that a history gives away
is then computed anew from what is left, so that probabilities still sum to one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from narrator.repair.trigrams import STEP

type Ids = NDArray[np.int64]
type Numbers = NDArray[np.float64]
type Run = tuple[float, Ids]
"""A text as numbers of words, and how much each of its n-grams counts."""
type Packed = dict[str, NDArray[np.generic]]

_DISCOUNTS = (0.9, 1.25, 1.6)  # of n-grams seen once, twice, more often


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruning:
    """An n-gram stays if it counts more than ``least``, a triple if it gains that many nats."""

    least_pair: float
    least_triple: float
    least_gain: float


def trigrams(name: str, runs: list[Run], prior: Numbers, pruning: Pruning) -> Packed:
    """The arrays of one model; ``prior`` is added to what a word counts by itself."""
    size = len(prior)
    pairs, pair_counts = counted(runs, 2, size)
    triples, triple_counts = counted(runs, 3, size)
    first, second = np.divmod(pairs, size)
    context, third = np.divmod(triples, size)
    row, tail = np.searchsorted(pairs, context), np.searchsorted(pairs, triples % size**2)

    unigram = np.bincount(second, np.minimum(pair_counts, 1.0), size) + prior
    unigram /= unigram.sum()
    # A pair counts by how many words it follows; one that only starts a text, hardly.
    followed = np.maximum(np.bincount(tail, np.minimum(triple_counts, 1.0), len(pairs)), 1e-3)
    bigram = _interpolated(followed, first, unigram[second], size)
    trigram = _interpolated(triple_counts, row, bigram[tail], len(pairs))

    given = 1 - np.bincount(row, trigram, len(pairs)) + 1e-6
    taken = 1 - np.bincount(row, bigram[tail], len(pairs)) + 1e-6
    gain = triple_counts * np.log(trigram / (bigram[tail] * np.minimum(1, given / taken)[row]))
    kept3 = (triple_counts > pruning.least_triple) & (gain > pruning.least_gain)
    kept2 = pair_counts > pruning.least_pair
    kept2[row[kept3]] = True
    number = np.cumsum(kept2) - 1
    rows, lower = row[kept3], bigram[tail[kept3]]
    return {
        f"{name}_unigram": quantised(-np.log(unigram)),
        f"{name}_backoff": _backoff(first[kept2], bigram[kept2], unigram[second[kept2]], size),
        f"{name}_bigram": quantised(-np.log(bigram[kept2])),
        f"{name}_bigram_backoff": _backoff(rows, trigram[kept3], lower, len(pairs))[kept2],
        f"{name}_trigram": quantised(-np.log(trigram[kept3])),
        **_trie(f"{name}_bigram", first[kept2], second[kept2], size),
        **_trie(f"{name}_trigram", number[rows], third[kept3], int(kept2.sum())),
    }


def counted(runs: Iterable[Run], order: int, size: int) -> tuple[Ids, Numbers]:
    """The n-grams of ``order``, each as one number in base ``size``, and their weighted counts."""
    keys, counts = [], []
    for weight, run in runs:
        length = len(run) - order + 1
        key = np.zeros(length, np.int64)
        for at in range(order):
            key = key * size + run[at : at + length]
        found, times = np.unique(key, return_counts=True)
        keys.append(found)
        counts.append(times * weight)
    ngram, places = np.unique(np.concatenate(keys), return_inverse=True)
    return ngram, np.bincount(places, np.concatenate(counts))


def quantised(costs: Numbers) -> NDArray[np.uint8]:
    return np.clip(np.rint(costs / STEP), 0, 255).astype(np.uint8)


def _interpolated(counts: Numbers, context: Ids, lower: Numbers, size: int) -> Numbers:
    once, twice, more = _DISCOUNTS
    discount = np.where(counts < 1.5, once, np.where(counts < 2.5, twice, more))
    discount = np.minimum(discount, once * counts)
    total = np.bincount(context, counts, size)
    given = np.bincount(context, discount, size)
    return (counts - discount + given[context] * lower) / total[context]


def _backoff(context: Ids, kept: Numbers, lower: Numbers, size: int) -> NDArray[np.uint8]:
    """What a shorter history is to be multiplied by, as a cost, for each of ``size`` contexts."""
    given = 1 - np.bincount(context, kept, size) + 1e-6
    taken = 1 - np.bincount(context, lower, size) + 1e-6
    return quantised(-np.log(np.clip(given / taken, 1e-6, 1.0)))


def _trie(name: str, row: Ids, word: Ids, rows: int) -> Packed:
    """Row lengths, and each row's ascending words as differences, which pack well."""
    lengths = np.bincount(row, minlength=rows)
    differences = np.diff(word, prepend=0)
    starts = np.cumsum(lengths) - lengths
    first = starts[lengths > 0]
    differences[first] = word[first]
    return {
        f"{name}_counts": lengths.astype(np.uint16),
        f"{name}_words": differences.astype(np.uint32),
    }
