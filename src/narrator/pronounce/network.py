"""The arithmetic of the tagger: eight-bit tables and bidirectional LSTM layers in numpy."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float32]
type Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A matrix in eight bits, one scale a row: ``codes`` (rows, n), ``scales`` (rows,)."""

    codes: NDArray[np.int8]
    scales: NDArray[np.float32]

    @classmethod
    def pack(cls, matrix: Floats) -> Self:
        scales = np.maximum(np.abs(matrix).max(axis=1), 1e-8).astype(np.float32) / np.float32(127)
        return cls(codes=np.rint(matrix / scales[:, None]).astype(np.int8), scales=scales)

    @classmethod
    def read(cls, arrays: Mapping[str, NDArray[np.generic]], name: str) -> Self:
        """Raises KeyError where there is no such table, ValueError where its parts disagree."""
        codes, scales = arrays[f"{name}.codes"], arrays[f"{name}.scales"]
        if codes.dtype != np.int8 or codes.ndim != 2 or scales.shape != codes.shape[:1]:
            raise ValueError(f"table {name} is malformed")
        return cls(codes=codes.astype(np.int8), scales=scales.astype(np.float32))

    def arrays(self, name: str) -> dict[str, NDArray[np.generic]]:
        return {f"{name}.codes": self.codes, f"{name}.scales": self.scales}

    def rows(self, index: Ints | slice = slice(None)) -> Floats:
        """Some rows in full precision: (len(index), n)."""
        return self.codes[index] * self.scales[index][..., None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One LSTM each way.

    ``inward`` (2, inputs, 4 * units), ``recurrent`` (2, units, 4 * units),
    ``bias`` (2, 1, 4 * units); gates in the order input, forget, cell, output, the three sigmoids
    halved because sigmoid(x) = (tanh(x / 2) + 1) / 2.
    """

    inward: Floats
    recurrent: Floats
    bias: Floats

    @classmethod
    def of(cls, inward: Floats, recurrent: Floats, bias: Floats) -> Self:
        """From plain weights, (2, 4 * units, inputs), (2, 4 * units, units), (2, 4 * units)."""
        units = bias.shape[1] // 4
        halved = np.full(4 * units, 0.5, np.float32)
        halved[2 * units : 3 * units] = 1
        return cls(
            inward=np.ascontiguousarray(inward.transpose(0, 2, 1) * halved),
            recurrent=np.ascontiguousarray(recurrent.transpose(0, 2, 1) * halved),
            bias=(bias * halved)[:, None],
        )

    def run(self, inputs: Floats, lengths: Ints) -> Floats:
        """States of both directions, forward first: (sentences, words, 2 * units).

        ``inputs`` (sentences, words, n), padded on the right; states of padding mean nothing.
        """
        sentences, words, _ = inputs.shape
        units = self.recurrent.shape[1]
        mirror = _mirror(lengths, words)
        row = np.arange(sentences)[:, None]
        both = np.stack([inputs, inputs[row, mirror]]).reshape(2, sentences * words, -1)
        gates = (both @ self.inward + self.bias).reshape(2, sentences, words, -1)
        state = np.zeros((2, sentences, units), np.float32)
        cell = np.zeros_like(state)
        states = np.empty((2, sentences, words, units), np.float32)
        for t in range(words):
            gate = np.tanh(gates[:, :, t] + state @ self.recurrent)
            enter, keep, leave = (gate[..., k * units : (k + 1) * units] + 1 for k in (0, 1, 3))
            cell = (keep * cell + enter * gate[..., 2 * units : 3 * units]) * np.float32(0.5)
            state = states[:, :, t] = leave * np.tanh(cell) * np.float32(0.5)
        return np.concatenate([states[0], states[1][row, mirror]], axis=-1)


def _mirror(lengths: Ints, words: int) -> Ints:
    """For each sentence its positions from the last to the first, padding left where it is."""
    position = np.arange(words)[None]
    length = lengths[:, None]
    return np.where(position < length, length - 1 - position, position)


def around(states: Floats, lengths: Ints) -> Floats:
    """What a layer knows of each word's surroundings without the word itself.

    The forward state before it and the backward state after it, zero at the ends
    (Melamud et al. 2016, "context2vec"); same shape as ``states``.
    """
    units = states.shape[-1] // 2
    context = np.zeros_like(states)
    context[:, 1:, :units] = states[:, :-1, :units]
    context[:, :-1, units:] = states[:, 1:, units:]
    context[np.arange(len(lengths)), lengths - 1, units:] = 0
    return context
