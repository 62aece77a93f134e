"""Scores of a tagger file on marked sentences, by source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from inventory import Example, Inventory

from narrator.pronounce.tagger import Tagger


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Ezafe by word, and the share of homographs read right, with the number of each."""

    precision: float
    recall: float
    marks: int
    readings: float
    homographs: int

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    def __str__(self) -> str:
        parts = []
        if self.marks:
            figures = f"P {self.precision:.1%} R {self.recall:.1%} F1 {self.f1:.1%}"
            parts.append(f"ezafe {figures} ({self.marks:,})")
        if self.homographs:
            parts.append(f"homographs {self.readings:.1%} ({self.homographs:,})")
        return ", ".join(parts)


def measure(
    tagger: Tagger, inventory: Inventory, examples: Sequence[Example]
) -> Iterator[tuple[str, Score]]:
    ordered = sorted(examples, key=lambda example: example[0].source)
    for source, group in groupby(ordered, key=lambda example: example[0].source):
        yield source, score(tagger, inventory, list(group))


def score(tagger: Tagger, inventory: Inventory, examples: Sequence[Example]) -> Score:
    found = hits = wanted = right = homographs = 0
    for (sentence, meanings, _), tags in zip(
        examples, tagger.tag([sentence.forms for sentence, _, _ in examples]), strict=True
    ):
        for tag, ezafe in zip(tags, sentence.ezafe or [-1] * len(tags), strict=True):
            if ezafe >= 0:
                found += tag.ezafe > 0.5
                wanted += ezafe
                hits += ezafe == 1 and tag.ezafe > 0.5
        for place, row in meanings.items():
            rows, readings = inventory.analyser.readings(sentence.forms[place])
            if row in rows:  # a marked word that splits otherwise is judged nowhere
                homographs += 1
                right += tags[place].readings[0][0] == readings[rows.index(row)]
    return Score(
        precision=hits / max(1, found),
        recall=hits / max(1, wanted),
        marks=wanted,
        readings=right / max(1, homographs),
        homographs=homographs,
    )


def sharpness(tagger: Tagger, inventory: Inventory, examples: Sequence[Example]) -> float:
    """The power of the readings' probabilities that makes the marked ones likeliest.

    Guo et al. 2017, "On calibration of modern neural networks" (temperature scaling).
    """
    chances: list[tuple[int, np.ndarray]] = []
    tags = tagger.tag([sentence.forms for sentence, _, _ in examples])
    for (sentence, meanings, _), found in zip(examples, tags, strict=True):
        for place, row in meanings.items():
            rows, readings = inventory.analyser.readings(sentence.forms[place])
            if row in rows:
                names = [reading for reading, _ in found[place].readings]
                right = names.index(readings[rows.index(row)])
                chances.append((right, np.array([c for _, c in found[place].readings])))

    def likelihood(power: float) -> float:
        raised = [(right, np.maximum(chance, 1e-12) ** power) for right, chance in chances]
        return float(np.mean([np.log(r[right] / r.sum()) for right, r in raised]))

    return max((power / 20 for power in range(4, 41)), key=likelihood)
