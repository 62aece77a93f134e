"""How far strings of phonemes are from each other."""

from collections.abc import Sequence


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    """Levenshtein distance."""
    row = list(range(len(other) + 1))
    for at, left in enumerate(one, start=1):
        corner, row[0] = row[0], at
        for to, right in enumerate(other, start=1):
            corner, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, corner + (left != right))
    return row[-1]


def nearest(reading: str, said: Sequence[str]) -> tuple[int, int]:
    """Distance of ``reading`` to a part of one of the words, and to that whole word."""
    return min(((within(reading, word), distance(reading, word)) for word in said), default=(9, 9))


def within(part: str, whole: str) -> int:
    """Levenshtein distance of ``part`` to the nearest part of ``whole`` (Sellers 1980)."""
    row = [0] * (len(whole) + 1)
    for at, left in enumerate(part, start=1):
        corner, row[0] = row[0], at
        for to, right in enumerate(whole, start=1):
            corner, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, corner + (left != right))
    return min(row)
