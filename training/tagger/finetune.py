"""Teaches both layers the marks: ezafe, readings of homographs, parts of speech."""

import random
from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch
from batches import Columns, batches
from inventory import Example, Inventory
from net import PARTS, Net, States
from pretrain import descend, keep_rate
from torch import Tensor
from torch.nn import functional as F  # noqa: N812
from vocabulary import Vocabulary

RATE = 1e-3
LOWER_RATE = 0.3
"""Of the rate, for what was pretrained."""
WORDS = 1000
UNPUNCTUATED = 0.3
BARE = 0.4
"""How often a written ezafe is hidden."""
SILVER = 0.5
"""Weight of marks read off a treebank."""
USUAL = 0.2
"""Weight of the usual reading of an unmarked homograph."""
PART = 0.3
PART_NAMES = (
    *("NOUN", "PUNCT", "ADP", "VERB", "ADJ", "CCONJ", "PRON", "SCONJ", "DET", "PROPN"),
    *("ADV", "AUX", "NUM", "PART", "INTJ", "X", "SYM"),
)


def columns(example: Example, vocabulary: Vocabulary) -> Columns:
    """Word types, ezafe, row of the reading, part of speech, weights of ezafe and reading.

    -1 stands for what is unknown.
    """
    sentence, meanings, usual = example
    size = len(sentence.forms)
    rows = np.full(size, -1, np.int64)
    sure = np.full(size, USUAL, np.float32)
    for place, row in (usual | meanings).items():
        rows[place] = row
    sure[list(meanings)] = 1
    part = {name: i for i, name in enumerate(PART_NAMES)}
    return (
        vocabulary.encode(sentence.forms),
        np.array(sentence.ezafe or [-1] * size, np.int64),
        rows,
        np.array([part.get(p, PARTS - 1) for p in sentence.parts] or [-1] * size, np.int64),
        np.full(size, SILVER if sentence.source == "perdt" else 1.0, np.float32),
        sure,
    )


class Rivals:
    """For each reading, the rows of all the readings of its word, padded with -1."""

    def __init__(self, inventory: Inventory) -> None:
        most = max(map(len, inventory.rows.values()))
        total = sum(map(len, inventory.rows.values()))
        self.rows = torch.full((total, most), -1)
        for readings in inventory.rows.values():
            rows = list(readings.values())
            self.rows[rows, : len(rows)] = torch.tensor(rows)

    def scores(self, net: Net, states: States, meanings: Tensor) -> tuple[Tensor, Tensor]:
        """Scores (homographs, most) and where the right one stands, (homographs,)."""
        marked = meanings >= 0
        rivals = self.rows[meanings[marked]]
        rows = rivals.clamp(min=0)
        vectors = net.meaning_table()[rows]
        scores = (vectors * net.queries(states)[marked][:, None]).sum(-1) + net.priors[rows]
        right = (rivals == meanings[marked][:, None]).long().argmax(1)
        return scores.masked_fill(rivals < 0, -1e9), right


def finetune(
    net: Net,
    vocabulary: Vocabulary,
    inventory: Inventory,
    examples: Sequence[Example],
    passes: int,
) -> None:
    chance = random.Random(3)  # noqa: S311
    data = [columns(example, vocabulary) for example in examples]
    optimiser = _optimiser(net)
    rivals, keep = Rivals(inventory), keep_rate(vocabulary)
    hiding = np.random.default_rng(4)
    step, steps = 0, 0
    for number in range(passes):
        losses: Counter[str] = Counter()
        work = batches(
            data, chance, words=WORDS, punctuation=vocabulary.punctuation, unpunctuated=UNPUNCTUATED
        )
        steps = steps or len(work) * passes
        for batch in work:
            rate = RATE * min(1, (step + 1) / 100) * max(0.0, 1 - step / steps)
            optimiser.param_groups[0]["lr"] = rate * LOWER_RATE
            optimiser.param_groups[1]["lr"] = rate
            step += 1
            types = batch[0]
            seen = np.where(hiding.random(types.shape) < BARE, vocabulary.bare[types], types)
            found = _losses(net, net.states(net.read(seen, keep)), rivals, batch)
            if found:
                descend(net, optimiser, torch.stack(list(found.values())).sum())
            losses.update({name: loss.item() for name, loss in found.items()})  # type: ignore[arg-type]
        shown = ", ".join(f"{name} {loss / len(work):.3f}" for name, loss in losses.items())
        print(f"  pass {number + 1}: {shown}", flush=True)


def _optimiser(net: Net) -> torch.optim.Optimizer:
    pretrained = [net.words, net.groups, net.lower, net.guess, net.guessed]
    slow = [parameter for module in pretrained for parameter in module.parameters()]
    fast = [p for p in net.parameters() if not any(p is q for q in slow)]
    return torch.optim.AdamW(
        [{"params": slow}, {"params": fast}],
        lr=RATE,
        betas=(0.9, 0.98),
        weight_decay=1e-5,
        fused=True,
    )


def _losses(net: Net, states: States, rivals: Rivals, batch: Columns) -> dict[str, Tensor]:
    _, ezafe, meanings, parts, weights, sure = (torch.from_numpy(column) for column in batch)
    found: dict[str, Tensor] = {}
    if bool((known := ezafe >= 0).any()):
        scores = net.ezafe_scores(states.upper)[known]
        found["ezafe"] = F.binary_cross_entropy_with_logits(
            scores, ezafe[known].float(), weight=weights[known]
        )
    if bool((known := parts >= 0).any()):
        found["part"] = PART * F.cross_entropy(net.part(states.upper)[known], parts[known])
    if bool((meanings >= 0).any()):
        ranked, right = rivals.scores(net, states, meanings)
        weight = sure[meanings >= 0]
        loss = F.cross_entropy(ranked, right, reduction="none") * weight
        found["reading"] = loss.sum() / weight.sum().clamp(min=8)
    return found
