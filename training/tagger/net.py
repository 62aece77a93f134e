"""The tagger in torch, to be trained; narrator.pronounce.network is the same in numpy.

Word vectors are the sum of an own vector, for frequent words, and one made of
letter groups. The lower LSTM layer learns to guess each word of raw text from
the states beside it; the upper one sees the word, too, and learns the marks.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from narrator.pronounce.features import BUCKETS, letter_groups

WIDTH = 96
LOWER = 192
UPPER = 128
QUERY = 128
PARTS = 18
SOUNDS = 4096
"""Buckets of groups of phonemes: readings alike in sound (mo…ef, …ad) share what they learn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """``own`` and ``beside`` (sentences, words, 2 * LOWER), ``upper`` (…, 2 * UPPER)."""

    own: Tensor
    beside: Tensor
    upper: Tensor


class Net(nn.Module):
    def __init__(self, types: Sequence[str], frequent: int) -> None:
        """``types``: all forms met; the ``frequent`` first ones have vectors of their own."""
        super().__init__()
        self.frequent = frequent
        groups = [letter_groups(form) for form in types]
        self.group_counts = torch.tensor([len(g) for g in groups])
        self.group_starts = torch.cumsum(self.group_counts, 0) - self.group_counts
        self.group_list = torch.tensor([bucket for g in groups for bucket in g])
        self.words = nn.Embedding(frequent, WIDTH)
        self.groups = nn.Embedding(BUCKETS, WIDTH)
        nn.init.normal_(self.words.weight, 0, 0.1)
        nn.init.normal_(self.groups.weight, 0, 0.3)
        self.lower = nn.LSTM(WIDTH, LOWER, bidirectional=True, batch_first=True)
        self.upper = nn.LSTM(WIDTH + 2 * LOWER, UPPER, bidirectional=True, batch_first=True)
        self.guess = nn.Linear(2 * LOWER, WIDTH)
        self.guessed = nn.Embedding(frequent, WIDTH)
        self.guess_bias = nn.Parameter(torch.zeros(frequent))
        nn.init.normal_(self.guessed.weight, 0, 0.1)
        self.hidden = nn.Linear(2 * UPPER, 64)
        self.ezafe = nn.Linear(64, 1)
        self.part = nn.Linear(2 * UPPER, PARTS)
        self.query = nn.Linear(2 * LOWER + 2 * UPPER, QUERY)
        self.dropout = nn.Dropout(0.15)

    def add_readings(self, readings: Sequence[str]) -> None:
        self.meanings = nn.Embedding(len(readings), QUERY)
        self.sounds = nn.EmbeddingBag(SOUNDS, QUERY, mode="sum")
        self.priors = nn.Parameter(torch.zeros(len(readings)))
        nn.init.normal_(self.meanings.weight, 0, 0.02)
        nn.init.normal_(self.sounds.weight, 0, 0.05)
        self.sound_list = [torch.tensor(_sounds(reading)) for reading in readings]

    def meaning_table(self) -> Tensor:
        """One vector a reading, (readings, QUERY)."""
        counts = torch.tensor([len(s) for s in self.sound_list])
        starts = torch.cumsum(counts, 0) - counts
        shared = self.sounds(torch.cat(self.sound_list), starts)
        table: Tensor = self.meanings.weight + shared / counts.sqrt()[:, None]
        return table

    def vectors(self, types: np.ndarray, keep: Tensor | None = None) -> Tensor:
        """Vectors of word types, (types, WIDTH); own ones are left out where ``keep`` is 0."""
        index = torch.from_numpy(types)
        counts = self.group_counts[index]
        starts = torch.cumsum(counts, 0) - counts
        within = torch.arange(int(counts.sum())) - torch.repeat_interleave(starts, counts)
        picked = self.group_list[torch.repeat_interleave(self.group_starts[index], counts) + within]
        shared = F.embedding_bag(picked, self.groups.weight, starts, mode="sum")
        own = (index < self.frequent).float() if keep is None else keep * (index < self.frequent)
        vectors = self.words(index.clamp(max=self.frequent - 1)) * own[:, None]
        total: Tensor = vectors + shared / counts.clamp(min=1).sqrt()[:, None]
        return total

    def read(self, sentences: np.ndarray, keep_rate: np.ndarray | None = None) -> Tensor:
        """Inputs (sentences, words, WIDTH) of word types (sentences, words)."""
        types, places = np.unique(sentences, return_inverse=True)
        keep = None if keep_rate is None else torch.bernoulli(torch.from_numpy(keep_rate[types]))
        inputs: Tensor = self.dropout(
            self.vectors(types, keep)[torch.from_numpy(places.reshape(sentences.shape))]
        )
        return inputs

    def beneath(self, inputs: Tensor) -> tuple[Tensor, Tensor]:
        """The lower layer's states at each word and beside it."""
        states, _ = self.lower(inputs)
        forward, backward = states[..., :LOWER], states[..., LOWER:]
        edge = torch.zeros_like(forward[:, :1])
        before, after = torch.cat([edge, forward[:, :-1]], 1), torch.cat([backward[:, 1:], edge], 1)
        return self.dropout(states), self.dropout(torch.cat([before, after], -1))

    def states(self, inputs: Tensor) -> States:
        own, beside = self.beneath(inputs)
        upper, _ = self.upper(torch.cat([inputs, own], -1))
        return States(own=own, beside=beside, upper=self.dropout(upper))

    def ezafe_scores(self, upper: Tensor) -> Tensor:
        scores: Tensor = self.ezafe(torch.relu(self.hidden(upper)))[..., 0]
        return scores

    def queries(self, states: States) -> Tensor:
        """What is compared with the readings of each word, (…, QUERY)."""
        return torch.tanh(self.query(torch.cat([states.beside, states.upper], -1)))


def _sounds(reading: str) -> list[int]:
    marked = f"<{reading}>"
    groups = [marked[i : i + n] for n in (2, 3, 4) for i in range(len(marked) - n + 1)]
    groups.append("V" + "".join(c if c in "aAeiou" else "." for c in reading))
    return [zlib.crc32(group.encode()) % SOUNDS for group in groups]
