"""The rows of a page, the columns they stand in, and what stands at its edges."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from narrator.read.pdf.glyphs import Glyph

type Row = list[Glyph]
"""Glyphs of one height, from left to right."""

_LEVEL, _RAISED = 0.35, 0.6
"""Shares of the type size by which a sign, or a smaller one, may stand off its row."""
_GUTTER = 0.6
"""Share of the type size; TeX's columns stand 0.9 apart."""
_BAND = 4
"""Rows; fewer that happen to leave the same gap are no columns."""
_FILLED = 0.55
"""Share of its column that a row fills on average; cells of a table fill less."""
_EDGE = 0.15
"""Share of a page's height that headers and footers keep to."""


def rows(glyphs: Sequence[Glyph]) -> list[Row]:
    """The highest row first."""
    found: list[Row] = []
    loose: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda g: -g.base):
        if glyph.is_mark or glyph.vague or glyph.text == " ":
            loose.append(glyph)
        elif found and _is_level(found[-1][0], glyph):
            found[-1].append(glyph)
        else:
            found.append([glyph])
    heights = [-row[0].base for row in found]
    for glyph in loose if found else ():
        at = bisect(heights, -glyph.base)
        near = found[max(at - 2, 0) : at + 2]
        min(near, key=lambda row: _distance(row, glyph)).append(glyph)
    return [sorted(row, key=lambda g: g.left) for row in found]


def without_note_marks(row: Row) -> Row:
    """The row without its small raised numbers, which refer to footnotes."""
    size, base = median(g.size for g in row), median(g.base for g in row)
    return [
        glyph
        for glyph in row
        if glyph.size > 0.8 * size
        or glyph.base < base + 0.15 * size
        or not (glyph.text.isdecimal() or glyph.text in "*†‡")
    ] or row


def edges(page: list[Row], height: float, *, rtl: bool) -> tuple[list[Row], list[Row], list[Row]]:
    """What stands apart at the top and at the bottom of a page, and the rows between.

    An edge that columns part is as many rows.
    """
    if len(page) < 2:
        return [], page, []
    steps = [a[0].base - b[0].base for a, b in pairwise(page)]
    spacing = median(steps) if len(page) > _BAND else 1.5 * page[0][0].size
    top, bottom = 0, len(page)
    if _stands_apart(page[0], page[1], spacing) and page[0][0].base > (1 - _EDGE) * height:
        top = 1
    if _stands_apart(page[-2], page[-1], spacing) and page[-1][0].base < _EDGE * height:
        bottom -= 1
    body = page[top:bottom]
    gutter = _gutter([_shape(row) for row in body])
    return _parted(page[:top], gutter, rtl=rtl), body, _parted(page[bottom:], gutter, rtl=rtl)


def _parted(rows: list[Row], gutter: float | None, *, rtl: bool) -> list[Row]:
    if gutter is None or any(_shape(row).side(gutter) is None for row in rows):
        return rows
    return [row for side in _band(rows, gutter, rtl=rtl) for row in side]


def regions(page: Sequence[Row], *, rtl: bool) -> Iterator[list[Row]]:
    """The rows in reading order, those of one column together."""
    shapes = [_shape(row) for row in page]
    gutter = _gutter(shapes)
    if gutter is None:
        if page:
            yield list(page)
        return
    for beside, group in groupby(
        zip(page, shapes, strict=True), key=lambda pair: pair[1].side(gutter) is not None
    ):
        together = [row for row, _ in group]
        if beside:
            yield from _band(together, gutter, rtl=rtl)
        else:
            yield together


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """Where a row begins, ends, and is blank for longer than between words."""

    left: float
    right: float
    size: float
    gaps: Sequence[tuple[float, float]]

    def side(self, x: float) -> tuple[bool, bool] | None:
        """Whether the row stands left and right of ``x``; None where it crosses it."""
        if self.left >= x or self.right <= x:
            return self.left < x, self.right > x
        return (True, True) if self._gap(x) else None

    def width(self, x: float, *, left: bool) -> float:
        """Of the part on one side of ``x``."""
        gap = self._gap(x) or (self.right, self.left)
        return gap[0] - self.left if left else self.right - gap[1]

    def _gap(self, x: float) -> tuple[float, float] | None:
        return next((gap for gap in self.gaps if gap[0] <= x <= gap[1]), None)


def _shape(row: Row) -> _Shape:
    gaps, reached, size = [], row[0].right, row[0].size
    for glyph in row[1:]:
        if glyph.left - reached > _GUTTER * size:
            gaps.append((reached, glyph.left))
        reached = max(reached, glyph.right)
    return _Shape(left=row[0].left, right=reached, size=size, gaps=gaps)


def _is_level(first: Glyph, glyph: Glyph) -> bool:
    larger, smaller = max(first.size, glyph.size), min(first.size, glyph.size)
    allowed = _RAISED if smaller < 0.8 * larger else _LEVEL
    return abs(first.base - glyph.base) <= allowed * larger


def _distance(row: Row, loose: Glyph) -> float:
    """How far a sign stands from a row, whose base line vowel signs need not keep."""
    above = abs(row[0].base - loose.base)
    if loose.text == " " or above > 1.5 * row[0].size:
        return above
    beside = min(max(g.left - loose.right, loose.left - g.right, 0.0) for g in row)
    return above + beside


def _stands_apart(upper: Row, lower: Row, spacing: float) -> bool:
    return upper[0].base - lower[0].base > 1.5 * spacing


def _band(band: list[Row], gutter: float, *, rtl: bool) -> Iterator[list[Row]]:
    left = [part for row in band if (part := [g for g in row if g.left < gutter])]
    right = [part for row in band if (part := [g for g in row if g.left >= gutter])]
    for side in (right, left) if rtl else (left, right):
        yield from regions(side, rtl=rtl)


def _gutter(page: Sequence[_Shape]) -> float | None:
    """The long gap that most rows on both its sides keep to, if there is one."""
    if len(page) < _BAND:
        return None
    start, stop = min(row.left for row in page), max(row.right for row in page)
    scores = {x: _rows_beside(page, x, start, stop) for x in sorted(_candidates(page))}
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] else None


def _candidates(page: Sequence[_Shape]) -> set[float]:
    """Middles of wide gaps, and places just off the ends of rows; to half a size."""
    found = set()
    for row in page:
        off = _GUTTER / 2 * row.size
        places = [(a + b) / 2 for a, b in row.gaps]
        for x in (*places, row.left - off, row.right + off):
            found.add(round(2 * x / row.size) * row.size / 2)
    return found


def _rows_beside(page: Sequence[_Shape], x: float, start: float, stop: float) -> int:
    """Rows on the emptier side of ``x``, in stretches that no row crosses."""
    score = 0
    sides = [(row, row.side(x)) for row in page]
    for beside, stretch in groupby(sides, key=lambda pair: pair[1] is not None):
        rows = list(stretch) if beside else []
        lefts = [row.width(x, left=True) for row, side in rows if side and side[0]]
        rights = [row.width(x, left=False) for row, side in rows if side and side[1]]
        fewer = min(len(lefts), len(rights))
        if fewer >= _BAND and _fill(lefts, x - start) and _fill(rights, stop - x):
            score += fewer
    return score


def _fill(widths: Sequence[float], column: float) -> bool:
    return sum(widths) / len(widths) > _FILLED * column
