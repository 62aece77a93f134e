"""The glyphs of a page with their places, as pdfium tells them.

pdfium's own order is not used: it mixes the pieces of right-to-left lines.
"""

import ctypes
import math
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pypdfium2.raw as pdfium
from pypdfium2 import PdfTextPage

_ALEFS = ("ا", "آ", "أ", "إ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """One drawn sign; lengths in points, y upwards.

    ``text`` is what it stands for, in logical order: several letters for a ligature,
    none for a bar that only stretches a word, a blank for a space. ``left`` and ``right``
    bound its advance, ``ink_left`` and ``ink_right`` what is drawn; a ``vague`` one is drawn
    wider than pdfium knows.
    """

    text: str
    left: float
    right: float
    ink_left: float
    ink_right: float
    base: float
    size: float
    index: int
    vague: bool = False

    @property
    def is_mark(self) -> bool:
        return bool(self.text) and unicodedata.category(self.text[0]) == "Mn"

    @property
    def middle(self) -> float:
        return (self.ink_left + self.ink_right) / 2


class _Page:
    """Reused out-parameters of pdfium's calls; a page has thousands of glyphs."""

    def __init__(self, page: PdfTextPage) -> None:
        self._page = page.raw
        self._box = [ctypes.c_double() for _ in range(4)]
        self._origin = [ctypes.c_double() for _ in range(2)]
        self._loose = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()

    def glyph(self, index: int) -> Glyph | None:
        """None for line ends and rotated text."""
        code = pdfium.FPDFText_GetUnicode(self._page, index)
        if code in (0x0D, 0x0A):
            return None
        pdfium.FPDFText_GetMatrix(self._page, index, self._matrix)
        if abs(self._matrix.b) > 0.1 * abs(self._matrix.a):
            return None
        pdfium.FPDFText_GetCharBox(self._page, index, *self._box)
        pdfium.FPDFText_GetCharOrigin(self._page, index, *self._origin)
        pdfium.FPDFText_GetLooseCharBox(self._page, index, self._loose)
        ink_left, ink_right = self._box[0].value, self._box[1].value
        left, right = self._origin[0].value, max(self._loose.right, ink_right)
        if chr(code).isdecimal() and right == ink_right > ink_left > left:
            right += ink_left - left  # where its advance is unknown; a digit stands in the middle
        scale = math.hypot(self._matrix.c, self._matrix.d)
        size = pdfium.FPDFText_GetFontSize(self._page, index) * scale
        text = _folded(chr(code)) if code else ""
        drawn = self._box[3].value - self._box[2].value > 0.02 * size
        if pdfium.FPDFText_HasUnicodeMapError(self._page, index) == 1 or (text == " " and drawn):
            text = ""  # a bar
        return Glyph(
            text=text,
            left=left,
            right=right,
            ink_left=ink_left,
            ink_right=ink_right,
            base=self._origin[1].value,
            size=size,
            index=index,
        )


def glyphs(page: PdfTextPage) -> list[Glyph]:
    """Every glyph of a page once, ligatures whole; in no order to rely on."""
    reader = _Page(page)
    found: dict[tuple[float, float], Glyph] = {}
    blanks: list[Glyph] = []
    for glyph in filter(None, map(reader.glyph, range(page.count_chars()))):
        if glyph.text == " ":
            blanks.append(glyph)
            continue
        place = glyph.left, glyph.base
        known = found.get(place)
        found[place] = _ligature(known, glyph) if known else glyph
    return [*_without_copies(found.values()), *blanks]


def is_bold(page: PdfTextPage, index: int) -> bool:
    """Whether the name of a glyph's font says so; PDFs have no better sign."""
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(page.raw, index, name, 128, ctypes.c_int())
    return b"bold" in name.value.lower() or b"black" in name.value.lower()


def _folded(char: str) -> str:
    """Presentation forms as the letters they show; other signs as they are."""
    if "\ufb50" <= char <= "\ufeff":
        return unicodedata.normalize("NFKC", char).replace("\ufeff", "").strip()
    return {"\u0640": "", "\u00a0": " ", "\t": " "}.get(char, char)


def _ligature(one: Glyph, other: Glyph) -> Glyph:
    """Two letters that one sign draws, as one glyph.

    pdfium either gives both the whole sign, and turns round right-to-left ones, or it gives
    each its share of the sign, which may be a vowel sign alone.
    """
    if not one.text or not other.text:
        return one if one.text else other
    if one.text == other.text and other.index != one.index + 1:
        return one  # drawn twice, to look bold
    latin = one.text[0].isascii()
    shared = (one.ink_left, one.ink_right) != (other.ink_left, other.ink_right)
    lam_alef = one.text == "ل" and other.text in _ALEFS
    turned = one.middle < other.middle if shared else not lam_alef
    text = other.text + one.text if turned and not latin else one.text + other.text
    return replace(
        one,
        text=text,
        right=max(one.right, other.right),
        ink_left=min(one.ink_left, other.ink_left),
        ink_right=max(one.ink_right, other.ink_right),
        vague=shared,
    )


def _without_copies(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Drop what is drawn again a hair beside itself to look bold."""
    seen: set[tuple[str, int, int]] = set()
    for glyph in glyphs:
        unit = 0.1 * glyph.size
        place = round(glyph.left / unit), round(glyph.base / unit)
        if (glyph.text, *place) not in seen:
            seen.add((glyph.text, *place))
            yield glyph
