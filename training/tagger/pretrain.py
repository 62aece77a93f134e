"""Teaches the lower layer to guess words of raw text, the upper one the ezafe of plurals."""

import random
from collections.abc import Mapping, Sequence

import numpy as np
import torch
from batches import batches
from corpora import WEIGHTS
from net import Net
from torch import Tensor
from torch.nn import functional as F  # noqa: N812
from vocabulary import Vocabulary

RATE = 2e-3
WORDS = 1600
RIVALS = 2500
HIDE = 0.6
"""In how many batches the written ezafe is hidden, for the plural task to find."""
PLURALS = 0.3
"""Weight of the plural task."""


def pretrain(
    net: Net,
    vocabulary: Vocabulary,
    raw: Mapping[str, Sequence[np.ndarray]],
    marked: Sequence[np.ndarray],
    steps: int,
) -> None:
    chance = random.Random(1)  # noqa: S311
    optimiser = torch.optim.Adam(net.parameters(), lr=RATE, betas=(0.9, 0.98), fused=True)
    guesser, keep = Guesser(net, vocabulary), keep_rate(vocabulary)
    total, pending = 0.0, []
    for step in range(steps):
        if not pending:
            pending = batches(
                ((s,) for s in _one_pass(raw, marked, chance)),
                chance,
                words=WORDS,
                punctuation=vocabulary.punctuation,
                unpunctuated=0.25,
            )
        (target,) = pending.pop()
        fade = min(1.0, (1 - step / steps) / 0.7)
        optimiser.param_groups[0]["lr"] = max(RATE * min(1, (step + 1) / 200) * fade, 1e-5)
        hide = chance.random() < HIDE
        inputs = net.read(vocabulary.bare[target] if hide else target, keep)
        own, beside = net.beneath(inputs)
        loss = guesser.loss(beside, target, RIVALS)
        total += loss.item()
        plural = torch.from_numpy(vocabulary.plural[target])
        if hide and bool((plural >= 0).any()):
            loss = loss + PLURALS * _plural_loss(net, inputs, own, plural)
        descend(net, optimiser, loss)
        if (step + 1) % 500 == 0:
            print(f"  {step + 1} steps, loss of the guess {total / 500:.3f}", flush=True)
            total = 0.0


def _plural_loss(net: Net, inputs: Tensor, own: Tensor, plural: Tensor) -> Tensor:
    upper, _ = net.upper(torch.cat([inputs, own], -1))
    scores = net.ezafe_scores(net.dropout(upper))[plural >= 0]
    return F.binary_cross_entropy_with_logits(scores, plural[plural >= 0].float())


def descend(net: Net, optimiser: torch.optim.Optimizer, loss: Tensor) -> None:
    optimiser.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimiser.step()


def _one_pass(
    raw: Mapping[str, Sequence[np.ndarray]], marked: Sequence[np.ndarray], chance: random.Random
) -> list[np.ndarray]:
    sentences = list(marked)
    for name in sorted(raw):
        share = WEIGHTS.get(name, 1.0)
        sentences += chance.sample(raw[name], int(share * len(raw[name])))
    return sentences


def keep_rate(vocabulary: Vocabulary) -> np.ndarray:
    """How often a type keeps its own vector in training: rare ones lean on their letters."""
    return (0.9 - 0.3 / (1 + vocabulary.counts / 5)).astype(np.float32)


class Guesser:
    """Softmax over the words of the batch and a sample of others (Jean et al. 2015)."""

    def __init__(self, net: Net, vocabulary: Vocabulary) -> None:
        self.net = net
        self.share = vocabulary.counts / vocabulary.counts.sum()
        weight = vocabulary.counts[: net.frequent].astype(np.float64) ** 0.75
        self.chances = weight / weight.sum()
        self.steps = np.cumsum(self.chances)
        self.random = np.random.default_rng(2)

    def loss(self, beside: Tensor, target: np.ndarray, rivals: int) -> Tensor:
        """Cross entropy of the words at ``target`` (sentences, words), rare words left out."""
        flat = target.reshape(-1)
        known = np.nonzero(flat < self.net.frequent)[0]
        drawn = np.searchsorted(self.steps, self.random.random(rivals))
        chosen = np.union1d(np.unique(flat[known]), drawn.clip(0, self.net.frequent - 1))
        rarely = (1 - self.chances[chosen]) ** rivals * (1 - self.share[chosen]) ** len(flat)
        index = torch.from_numpy(chosen)
        context = self.net.guess(beside).reshape(len(flat), -1)[torch.from_numpy(known)]
        scores = context @ self.net.guessed(index).T + self.net.guess_bias[index]
        scores = scores - torch.from_numpy(np.log(1 - rarely + 1e-9).astype(np.float32))
        return F.cross_entropy(scores, torch.from_numpy(np.searchsorted(chosen, flat[known])))
