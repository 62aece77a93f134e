"""Paragraphs of printed lines: which lines of a page belong together."""

import itertools
import re
from dataclasses import dataclass
from statistics import median_low

_INDENT = 5  # more spaces than usual after the text: a right-to-left line that starts further in
_SHORT = 0.7  # of the usual width: a paragraph may end here
_ENDS = (".", "؟", "!", "»", ":", "؛", "…", ")")
_PERSIAN = re.compile(r"[\u0621-\u06cc]")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """``number`` in the region; ``mended`` is its text set right, empty for a blank line."""

    number: int
    raw: str
    mended: str


def is_persian(line: str) -> bool:
    return len(_PERSIAN.findall(line)) > len(_LATIN.findall(line))


def paragraphs(lines: list[Line]) -> list[list[Line]]:
    """The lines that say something, grouped; a group is one paragraph."""
    lines = [line for line in lines if line.raw.strip()]
    if not lines:
        return []
    gaps = [b.number - a.number for a, b in itertools.pairwise(lines)]
    spacing = median_low(gaps) if gaps else 1
    width = sorted(len(line.raw.strip()) for line in lines)[len(lines) * 3 // 4]
    usual = median_low([_trailing(line.raw) for line in lines])
    groups = [[lines[0]]]
    for last, line in itertools.pairwise(lines):
        if _parted(last, line, spacing, width, usual):
            groups.append([])
        groups[-1].append(line)
    return groups


def _parted(last: Line, line: Line, spacing: int, width: int, usual: int) -> bool:
    if is_persian(last.raw) != is_persian(line.raw):
        return True
    if line.number - last.number > spacing + 1:
        return True
    if not is_persian(line.raw):
        return False
    if _trailing(line.raw) >= usual + _INDENT:
        return True
    is_short = len(last.raw.strip()) < _SHORT * width
    return is_short and (last.mended.endswith(_ENDS) or line.number - last.number > spacing)


def _trailing(line: str) -> int:
    return len(line) - len(line.rstrip())
