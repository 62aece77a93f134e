"""Trains the letter-to-sound model: averaged structured perceptron on aligned words.

    python training/letters.py

Learns from src/narrator/lang/fa/readings.tsv alone; half an hour on one busy core.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from narrator.lang import data_path
from narrator.pronounce.align import align
from narrator.pronounce.letters import LetterModel
from narrator.pronounce.lexicon import readings

type Example = tuple[str, tuple[str, ...]]

BITS = 20
SCALE = 30
"""Weights are stored as int16 multiples of 1 / SCALE."""


def examples(pairs: Iterable[tuple[str, str]]) -> list[Example]:
    aligned = ((word, align(word, reading)) for word, reading in pairs)
    return [(word, chunks) for word, chunks in aligned if chunks]


def train(data: Sequence[Example], epochs: int = 8, seed: int = 1) -> LetterModel:
    letters = "".join(sorted({letter for word, _ in data for letter in word}))
    chunks = tuple(sorted({chunk for _, row in data for chunk in row}))
    number = {chunk: index for index, chunk in enumerate(chunks)}
    seen = defaultdict(set)
    for word, row in data:
        for letter, chunk in zip(word, row, strict=True):
            seen[letter].add(number[chunk])
    width = max(map(len, seen.values()))
    options = np.full((len(letters), width), -1, np.int16)
    for index, letter in enumerate(letters):
        options[index, : len(seen[letter])] = sorted(seen[letter])
    size, n = 1 << BITS, len(chunks)
    weights, sums = np.zeros(size, np.float32), np.zeros(size, np.float64)
    follows, follow_sums = np.zeros((n, n), np.float32), np.zeros((n, n), np.float64)
    model = LetterModel(
        letters=letters, chunks=chunks, options=options, weights=weights, follows=follows
    )
    rows = [(model.codes(word), [number[c] for c in row]) for word, row in data]
    shuffle, step = np.random.default_rng(seed), 1
    for _ in range(epochs):
        wrong = 0
        for index in shuffle.permutation(len(rows)):
            codes, gold = rows[index]
            slots = model.slots(codes)
            path, _ = model.best_path(codes, slots)
            step += 1
            if path == gold:
                continue
            wrong += 1
            at = np.array([i for i in range(len(gold)) if gold[i] != path[i]])
            for side, sign in ((gold, 1.0), (path, -1.0)):
                column = (options[codes[at]] == np.array(side)[at, None]).argmax(axis=1)
                touched = slots[at, :, column].ravel()
                np.add.at(weights, touched, sign)
                np.add.at(sums, touched, sign * step)
                np.add.at(follows, (side[:-1], side[1:]), sign)
                np.add.at(follow_sums, (side[:-1], side[1:]), sign * step)
        print(f"  {wrong / len(rows):.3f} of training words wrong", flush=True)
    averaged, follow_averaged = weights - sums / step, follows - follow_sums / step
    return LetterModel(
        letters=letters,
        chunks=chunks,
        options=options,
        weights=np.clip(np.rint(averaged * SCALE), -32768, 32767).astype(np.int16),
        follows=np.clip(np.rint(follow_averaged * SCALE), -32768, 32767).astype(np.int16),
    )


def save(model: LetterModel, path: Path) -> None:
    np.savez_compressed(
        path,
        letters=np.array(model.letters),
        chunks=np.array(model.chunks),
        options=model.options,
        weights=model.weights,
        follows=model.follows,
    )


def main() -> None:
    pairs = [(word, said[0]) for word, said in readings().items()]
    save(train(examples(pairs), epochs=6), data_path("models/letters.npz"))


if __name__ == "__main__":
    main()
