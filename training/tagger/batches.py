"""Sentences of one length together, so that no batch needs padding."""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np

type Columns = tuple[np.ndarray, ...]
"""A sentence: parallel arrays (words,), word types first."""


def batches(
    sentences: Iterable[Columns],
    chance: random.Random,
    *,
    words: int,
    punctuation: np.ndarray,
    unpunctuated: float,
) -> list[Columns]:
    """Shuffled batches, arrays (sentences, words); some sentences lose their punctuation."""
    by_length: defaultdict[int, list[Columns]] = defaultdict(list)
    for sentence in sentences:
        kept = sentence
        if unpunctuated and chance.random() < unpunctuated:
            inside = ~punctuation[sentence[0]]
            kept = tuple(column[inside] for column in sentence)
        if len(kept[0]) > 1:
            by_length[len(kept[0])].append(kept)
    found = [
        tuple(np.stack(column) for column in zip(*group, strict=True))
        for length in sorted(by_length)
        for group in _groups(by_length[length], max(1, words // length), chance)
    ]
    chance.shuffle(found)
    return found


def _groups(sentences: list[Columns], size: int, chance: random.Random) -> Iterator[list[Columns]]:
    chance.shuffle(sentences)
    for i in range(0, len(sentences), size):
        yield sentences[i : i + size]
