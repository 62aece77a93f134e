"""Letter-to-sound: a reading for a word that no lexicon holds.

Every letter is given one of the chunks of phonemes it can stand for (ک -> "k",
"ka", "kko" …). A linear model scores the chunks by the letters around, a table
of neighbouring chunks by how they follow each other, and Viterbi picks the best
row (structured perceptron: Collins 2002, "Discriminative training methods for
hidden Markov models"). Features are hashed into one small table of weights
(Weinberger et al. 2009), so that loading costs nothing.
"""

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from narrator.errors import DataError

LONGEST = 40
"""Letters of a word that are read; the rest of a monster is read in further pieces."""

_REACH = 4
_WINDOWS: tuple[tuple[int, ...], ...] = tuple(
    tuple(range(start, stop + 1))
    for start in range(-_REACH, 1)
    for stop in range(_REACH + 1)
    if stop - start <= 5
)
_PRIME = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """``phonemes`` in the corpus alphabet; ``margin`` over the runner-up, from 0 up."""

    phonemes: str
    margin: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterModel:
    """The trained model.

    ``options``: the chunks a letter may stand for, (letters, width), padded with -1;
    ``weights``: hashed features, (2**k,); ``follows``: chunk after chunk, (chunks, chunks).
    """

    letters: str
    chunks: tuple[str, ...]
    options: NDArray[np.int16]
    weights: NDArray[np.int16]
    follows: NDArray[np.int16]

    @classmethod
    def load(cls, path: Path) -> Self:
        """Raises DataError where the file is damaged or of another kind."""
        try:
            with np.load(path) as data:
                return cls(
                    letters=str(data["letters"]),
                    chunks=tuple(data["chunks"].tolist()),
                    options=data["options"],
                    weights=data["weights"],
                    follows=data["follows"],
                )
        except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
            raise DataError(path, None, "is no letter-to-sound model") from error

    def read(self, word: str) -> Guess:
        """The most likely reading of ``word``; unknown characters are silent."""
        codes = self.codes(word)
        if not len(codes):
            return Guess(phonemes="", margin=0.0)
        path, margin = self.best_path(codes, self.slots(codes))
        return Guess(phonemes="".join(self.chunks[chunk] for chunk in path), margin=margin)

    def codes(self, word: str) -> NDArray[np.int64]:
        """Letters as indices into ``letters``; others are dropped."""
        return np.array([self.letters.index(c) for c in word if c in self.letters], np.int64)

    def slots(self, codes: NDArray[np.int64]) -> NDArray[np.uint64]:
        """Where the weights of each letter's features lie: (letters, windows, width)."""
        with np.errstate(over="ignore"):
            chunk_hashes = (self.options[codes] + 2).astype(np.uint64) * _PRIME
            mixed = (windows(codes)[:, :, None] ^ chunk_hashes[:, None, :]) * _PRIME
        return mixed >> np.uint64(65 - len(self.weights).bit_length())

    def best_path(
        self, codes: NDArray[np.int64], slots: NDArray[np.uint64]
    ) -> tuple[list[int], float]:
        """The best chunk for each letter, and its lead over the best with another last chunk."""
        choices = self.options[codes]
        scores = self.weights[slots].sum(axis=1, dtype=np.float32)
        scores[choices < 0] = -np.inf
        total, back = scores[0], []
        for before, here, row in zip(choices, choices[1:], scores[1:], strict=False):
            joined = total[:, None] + self.follows[before[:, None], here]
            back.append(joined.argmax(axis=0))
            total = joined.max(axis=0) + row
        at = [int(total.argmax())]
        for pointers in reversed(back):
            at.append(int(pointers[at[-1]]))
        ranked = np.sort(total)
        path = [int(row[column]) for row, column in zip(choices, reversed(at), strict=True)]
        return path, float(ranked[-1] - ranked[-2])


def windows(codes: NDArray[np.int64]) -> NDArray[np.uint64]:
    """A hash of every run of letters around each letter: (letters, windows)."""
    padded = np.zeros(len(codes) + 2 * _REACH, np.uint64)
    padded[_REACH : _REACH + len(codes)] = codes + 1
    rows = []
    with np.errstate(over="ignore"):
        for number, window in enumerate(_WINDOWS, start=1):
            value = np.full(len(codes), number, np.uint64) * _PRIME
            for offset in window:
                start = _REACH + offset
                value = (value ^ padded[start : start + len(codes)]) * _PRIME
                value ^= value >> np.uint64(29)
            rows.append(value)
    return np.stack(rows, axis=1)
