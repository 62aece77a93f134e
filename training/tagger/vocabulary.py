"""The word types met in all text, the most frequent first, and what is known of each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from corpora import WEIGHTS, Marked

LEAST = 2.5
MOST = 40_000
HAMZA = "\u0654"
# They end in ها but are no plurals.
NO_PLURALS = frozenset({"تنها", "آنها", "اینها", "بها", "انتها", "منتها", "رها", "نها"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All types and their counts.

    ``bare``: the type without a written ezafe (کتاب‌های -> کتاب‌ها), itself where it has none;
    ``plural``: 1 for a plural with its ezafe written, 0 for one without, -1 for other types:
    raw text thus says of every plural whether it carries an ezafe.
    """

    types: list[str]
    index: dict[str, int]
    frequent: int
    counts: np.ndarray
    bare: np.ndarray
    plural: np.ndarray
    punctuation: np.ndarray

    def encode(self, forms: Sequence[str]) -> np.ndarray:
        return np.array([self.index[form] for form in forms], np.int64)


def build(
    raw: Mapping[str, Sequence[Sequence[str]]],
    marked: Iterable[Marked],
    unseen: Iterable[Marked],
) -> Vocabulary:
    """``unseen`` sentences are held out: their words are typed, but not counted."""
    counts: Counter[str] = Counter()
    for name, sentences in raw.items():
        weight = WEIGHTS.get(name, 1.0)
        for sentence in sentences:
            for form in sentence:
                counts[form] += weight  # type: ignore[assignment]
    for sentence in marked:
        counts.update(sentence.forms)
    counts.update(dict.fromkeys((form for s in unseen for form in s.forms), 0))
    counts.update(dict.fromkeys([_bare(form) for form in counts], 0))
    types = sorted(counts, key=lambda form: (-counts[form], form))
    index = {form: i for i, form in enumerate(types)}
    return Vocabulary(
        types=types,
        index=index,
        frequent=min(MOST, sum(counts[form] >= LEAST for form in types)),
        counts=np.array([counts[form] for form in types], np.float32),
        bare=np.array([index[_bare(form)] for form in types]),
        plural=np.array([_plural(form) for form in types]),
        punctuation=np.array([len(form) == 1 and not form.isalpha() for form in types]),
    )


def _bare(form: str) -> str:
    return form[:-1] if form.endswith(("های", "ه" + HAMZA)) else form


def _plural(form: str) -> int:
    if form.endswith("های"):
        return 1
    return 0 if form.endswith("ها") and form not in NO_PLURALS else -1
