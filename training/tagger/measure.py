"""Scores of a tagger file on marked sentences, by source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

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
