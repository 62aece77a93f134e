"""Pages to the columns of their text, without headers, footers and page numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from pypdfium2 import PdfPage, PdfTextPage

from narrator.read.pdf import layout
from narrator.read.pdf.glyphs import glyphs, is_bold
from narrator.read.pdf.lines import Line, is_rtl, line_of
from narrator.read.pdf.paragraphs import Region

_PAGE_NUMBER = re.compile(
    r"\W*(?:صفحه|صفحهٔ|page|p\.)?\W*(?:[0-9۰-۹]{1,4}|[ivxlc]{1,6})"
    r"(?:\W+(?:از|of)?\W*[0-9۰-۹]{1,4})?\W*",
    re.IGNORECASE,
)
_REPEATED = 3
"""Pages on which a line at the edge is a header or footer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """``columns`` in reading order; ``top`` and ``bottom`` stand apart at the page's edges."""

    columns: Sequence[Region]
    top: Sequence[Line]
    bottom: Sequence[Line]


def read_page(page: PdfPage) -> Page:
    text = page.get_textpage()
    found = glyphs(text)
    rtl = is_rtl([glyph.text for glyph in found])
    top, body, bottom = layout.edges(layout.rows(found), page.get_height(), rtl=rtl)
    lines = partial(_lines, page=text, rtl=rtl)
    columns = map(lines, layout.regions(body, rtl=rtl))
    made = Page(
        columns=[Region(lines=column, rtl=rtl) for column in columns if column],
        top=lines(top),
        bottom=lines(bottom),
    )
    text.close()
    return made


def regions(pages: Sequence[Page]) -> list[Region]:
    """The columns of all pages, with what at their edges is text after all."""
    counts = Counter(edge for page in pages for edge in _edges(page))
    enough = max(2, min(_REPEATED, len(pages)))
    repeated = {edge for edge, count in counts.items() if count >= enough}
    return [region for page in pages for region in _whole(page, repeated)]


def _lines(rows: Sequence[layout.Row], *, page: PdfTextPage, rtl: bool) -> list[Line]:
    found = []
    for row in map(layout.without_note_marks, rows):
        letters = [glyph.text for glyph in row if glyph.text[:1].isalpha()]
        direction = is_rtl(letters) if letters else rtl
        found.append(line_of(row, rtl=direction, bold=is_bold(page, row[0].index)))
    return [line for line in found if line and line.text]


def _edges(page: Page) -> set[str]:
    return {_bare(line) for line in (*page.top, *page.bottom)}


def _bare(line: Line) -> str:
    """The text but for its numbers, which count pages."""
    return re.sub(r"\d+", "#", line.text)


def _whole(page: Page, repeated: set[str]) -> list[Region]:
    columns = list(page.columns)
    for line in reversed(page.top):
        if not _is_furniture(line, repeated):
            columns = _with_line(columns, line, first=True)
    for line in page.bottom:
        if not _is_furniture(line, repeated):
            columns = _with_line(columns, line, first=False)
    return columns


def _is_furniture(line: Line, repeated: set[str]) -> bool:
    return _bare(line) in repeated or _PAGE_NUMBER.fullmatch(line.text) is not None


def _with_line(columns: list[Region], line: Line, *, first: bool) -> list[Region]:
    """The columns with ``line`` at the top or the bottom of the one it stands over or under."""
    if not columns:
        return [Region(lines=[line], rtl=is_rtl(list(line.text)))]
    middle = (line.left + line.right) / 2
    near = [at for at, column in enumerate(columns) if column.left <= middle <= column.right]
    ends = near or range(len(columns))
    at = ends[0] if first else ends[-1]
    lines = [line, *columns[at].lines] if first else [*columns[at].lines, line]
    return [*columns[:at], replace(columns[at], lines=lines), *columns[at + 1 :]]
