"""Lines of all pages to blocks: wraps joined, headings by size, footnotes last."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from narrator.model import Block, BlockKind
from narrator.read.pdf.lines import Line
from narrator.read.pdf.text import mended

_STOPS = tuple(".!؟?:»…")
_NOTE = re.compile(r"[(\[]?(?:[0-9۰-۹]{1,3}|[*†‡])[)\]]?[\s.\-–:]*(?=\D)")
_BULLET = re.compile(r"[•▪●◦■○–-]\s+(?=\S)")
_LARGE, _SMALL = 1.12, 0.93
"""Shares of the size that most text has."""
_TITLE = 200
"""Characters; longer bold text is emphasis."""


@dataclass(frozen=True, kw_only=True)
class Region:
    """The lines of one column of one page."""

    lines: Sequence[Line]
    rtl: bool

    @cached_property
    def left(self) -> float:
        return -self._margin([-line.left for line in self.lines])

    @cached_property
    def right(self) -> float:
        return self._margin([line.right for line in self.lines])

    def _margin(self, ends: Sequence[float]) -> float:
        """The outermost end that a quarter of the lines share; a heading may stand out."""
        near = self.lines[0].size / 2
        for end in sorted(ends, reverse=True):
            if 4 * sum(abs(end - other) < near for other in ends) >= len(ends):
                return end
        return max(ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """How most text of a document looks: its size and line spacing in points, its weight."""

    size: float
    spacing: float
    bold: bool


@dataclass(slots=True, kw_only=True)
class _Paragraph:
    """Lines gathered so far."""

    kind: BlockKind
    size: float
    lines: list[str] = field(default_factory=list)

    def block(self) -> Block:
        text = self.lines[0]
        for line in self.lines[1:]:
            cut = re.search(r"[A-Za-z]-$", text) and line[:1].islower()
            text = text[:-1] + line if cut else f"{text} {line}"
        bullet = _BULLET.match(text) if self.kind == "paragraph" else None
        if bullet:
            return Block(kind="list_item", text=mended(text[bullet.end() :]))
        return Block(kind=self.kind, text=mended(text))


def blocks(regions: Sequence[Region]) -> list[Block]:
    """The blocks of a document; what its footnotes say comes last."""
    if not regions:
        return []
    look = _Look(
        size=_usual_size(regions), spacing=_usual_spacing(regions), bold=_is_mostly_bold(regions)
    )
    found: list[_Paragraph] = []
    notes: list[_Paragraph] = []
    for region in regions:
        count = len(region.lines) - _count_of_notes(region, look)
        for at, line in enumerate(region.lines[:count]):
            above = region.lines[at - 1] if at else None
            if found and _continues(found[-1], line, above, region, look):
                found[-1].lines.append(line.text)
            else:
                found.append(_Paragraph(kind=_kind(line, look), size=line.size, lines=[line.text]))
        notes += _notes(region.lines[count:])
    return [paragraph.block() for paragraph in (*found, *notes)]


def _usual_size(regions: Sequence[Region]) -> float:
    """The size of most characters, in points."""
    sizes: Counter[float] = Counter()
    for region in regions:
        for line in region.lines:
            sizes[round(2 * line.size) / 2] += len(line.text)
    return sizes.most_common(1)[0][0]


def _usual_spacing(regions: Sequence[Region]) -> float:
    """From base line to base line, in points; 0 where no two lines follow each other."""
    steps: Counter[float] = Counter()
    for region in regions:
        for above, line in pairwise(region.lines):
            if 0 < above.base - line.base < 4 * line.size:
                steps[round(2 * (above.base - line.base)) / 2] += 1
    return steps.most_common(1)[0][0] if steps else 0.0


def _is_mostly_bold(regions: Sequence[Region]) -> bool:
    lines = [line for region in regions for line in region.lines]
    return 2 * sum(len(line.text) for line in lines if line.bold) > sum(len(x.text) for x in lines)


def _kind(line: Line, look: _Look) -> BlockKind:
    large = line.size > _LARGE * look.size
    bold = line.bold and not look.bold and not line.text.endswith(_STOPS)
    return "heading" if (large or bold) and len(line.text) < _TITLE else "paragraph"


def _continues(
    last: _Paragraph, line: Line, above: Line | None, region: Region, look: _Look
) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    if _kind(line, look) != last.kind or abs(line.size - last.size) > 0.08 * last.size:
        return False
    if _BULLET.match(line.text):
        return False
    if above is None:  # the first line of a column goes on with an open sentence
        is_open = last.kind == "paragraph" and not last.lines[-1].endswith(_STOPS)
        return is_open and not _indented(line, region)
    if above.base - line.base > 1.3 * max(look.spacing, line.size):
        return False
    if last.kind == "heading":
        return True
    return not _indented(line, region) and not _has_room(above, line, region)


def _indented(line: Line, region: Region) -> bool:
    inset = region.right - line.right if region.rtl else line.left - region.left
    return 0.8 * line.size < inset < 6 * line.size


def _has_room(above: Line, line: Line, region: Region) -> bool:
    """Whether the first word of ``line`` would have found room above: the paragraph ended."""
    room = above.left - region.left if region.rtl else region.right - above.right
    first = len(line.text.partition(" ")[0]) + 1
    width = (line.right - line.left) * first / max(len(line.text), 1)
    return room > width + line.size


def _count_of_notes(region: Region, look: _Look) -> int:
    """Small lines at the foot of a column whose first begins with a footnote's number."""
    count = 0
    for line in reversed(region.lines):
        if line.size > _SMALL * look.size:
            break
        count += 1
    while count and not _NOTE.match(region.lines[-count].text):
        count -= 1
    return count


def _notes(lines: Sequence[Line]) -> Iterator[_Paragraph]:
    last: _Paragraph | None = None
    for line in lines:
        number = _NOTE.match(line.text)
        if last is None or number:
            if last:
                yield last
            text = line.text[number.end() :] if number else line.text
            last = _Paragraph(kind="footnote", size=line.size, lines=[text])
        else:
            last.lines.append(line.text)
    if last:
        yield last
