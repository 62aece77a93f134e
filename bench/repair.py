"""Word and character error of damaged articles before and after repair, by class of damage.

    PYTHONPATH=tests python bench/repair.py [DATA]

The articles are our own and no part of the model's training. With DATA, also how much
sound text of DATA/text comes through byte for byte.
"""

import re
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from damage import CLASSES, damaged
from narrator.repair import repair

ARTICLES = Path("tests/repair/articles")
SEEDS = range(3)


def main(data: Path | None) -> None:
    paragraphs = [
        path.read_text(encoding="utf-8").split("\n") for path in sorted(ARTICLES.glob("*"))
    ]
    print(f"{'damage':12}{'WER before':>12}{'after':>8}{'CER before':>12}{'after':>8}")
    started, words = time.process_time(), 0
    for name, damage in CLASSES.items():
        errors = []
        for article in paragraphs:
            truth = "\n".join(line for line in article if line)
            for seed in SEEDS:
                broken = damaged([line for line in article if line], damage, seed)
                mended = repair(broken).text
                words += len(truth.split())
                errors.append([*rates(truth, broken), *rates(truth, mended)])
        before, before_chars, after, after_chars = np.mean(errors, axis=0)
        print(f"{name:12}{before:12.1%}{after:8.1%}{before_chars:12.1%}{after_chars:8.1%}")
    spent = time.process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{spent / words * 10_000:.1f} CPU s for 10,000 words, {memory:.0f} MB")
    if data:
        sound(data)


def sound(data: Path) -> None:
    for path in sorted((data / "text").glob("*_*.txt")):
        text = path.read_text(encoding="utf-8")
        started = time.process_time()
        same = repair(text).text == text
        seconds = time.process_time() - started
        size = len(text.encode()) / 1e6
        print(f"{path.stem:28}{size:7.2f} MB {'same' if same else 'CHANGED':8}{seconds:6.2f} s")


def rates(truth: str, text: str) -> tuple[float, float]:
    """Word and character error; marks do not count, ZWNJ does for words."""
    a, b = re.findall(r"[\w\u200c]+", truth), re.findall(r"[\w\u200c]+", text)
    letters_a, letters_b = "".join(a).replace("\u200c", ""), "".join(b).replace("\u200c", "")
    return distance(a, b) / len(a), distance(letters_a, letters_b) / len(letters_a)


def distance(a: Sequence[str], b: Sequence[str]) -> int:
    """Levenshtein's, a row at a time."""
    ids: dict[str, int] = {}
    left = [ids.setdefault(item, len(ids)) for item in a]
    right = np.array([ids.setdefault(item, len(ids)) for item in b], np.int64)
    places = np.arange(len(right) + 1)
    row = places.copy()
    for at, item in enumerate(left, 1):
        cost = np.minimum(row[1:] + 1, row[:-1] + (right != item))
        row = np.minimum.accumulate(np.concatenate([[at], cost]) - places) + places
    return int(row[-1])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
