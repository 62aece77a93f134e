"""Glyphs to lines of text: order, spaces between words, ZWNJ inside them."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from narrator.read.pdf.bidi import reading_order
from narrator.read.pdf.glyphs import Glyph

ZWNJ = "\u200c"
_KERN, _SPACE = 0.1, 0.19
"""Shares of the type size: narrower gaps only kern, wider ones are spaces; of those between
the ones are that pdfium takes for spaces."""
_APART = 0.02
"""Share of the type size; joined letters touch or overlap."""
_NEVER_JOIN_LEFT = frozenset("اآأإدذرزژوؤةءٱ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of one column; lengths in points, y upwards."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False


def line_of(glyphs: Sequence[Glyph], *, rtl: bool, bold: bool = False) -> Line | None:
    """The line that glyphs in any order make; ``rtl`` is the direction of their paragraph."""
    blanks = [glyph.left for glyph in glyphs if glyph.text == " "]
    marks = [glyph for glyph in glyphs if glyph.is_mark]
    bases = [glyph for glyph in glyphs if glyph.text != " " and not glyph.is_mark]
    if not bases:
        return None
    bases.sort(key=lambda glyph: glyph.middle)
    signs = _without_bars(bases, _with_marks(bases, marks))
    spaced = list(_spaced(bases, signs, blanks))
    text = "".join(spaced[at] for at in reading_order(spaced, rtl=rtl))
    return Line(
        text=" ".join(text.split()),
        left=bases[0].left,
        right=max(glyph.right for glyph in bases),
        base=median(glyph.base for glyph in bases),
        size=median(glyph.size for glyph in bases),
        bold=bold,
    )


def is_rtl(texts: Sequence[str]) -> bool:
    """Whether Persian letters are at least a third; a Persian line may hold many Latin words."""
    kinds = [unicodedata.bidirectional(text[0]) for text in texts if text]
    right = kinds.count("AL") + kinds.count("R")
    return right > 0 and 2 * right >= kinds.count("L")


def _with_marks(bases: Sequence[Glyph], marks: Sequence[Glyph]) -> list[str]:
    """The text of each base, followed by the vowel signs drawn over or under it."""
    signs = [glyph.text for glyph in bases]
    for mark in marks:
        if bases:
            nearest = min(range(len(bases)), key=lambda at: _distance(bases[at], mark))
            signs[nearest] += mark.text
    return signs


def _distance(base: Glyph, mark: Glyph) -> float:
    """Nought for the sign that the mark was drawn with, or that it stands over."""
    if base.left == mark.left:
        return 0.0
    return max(base.ink_left - mark.middle, mark.middle - base.ink_right, 0.0)


def _without_bars(bases: Sequence[Glyph], signs: list[str]) -> list[str]:
    """Drop signs that touch the letters on both sides: bars that stretch a word."""

    def is_bar(at: int) -> bool:
        if not 0 < at < len(signs) - 1 or not _is_punctuation(signs[at]):
            return False
        beside = (signs[at - 1], signs[at + 1])
        touch = _gap(bases[at - 1], bases[at]), _gap(bases[at], bases[at + 1])
        return all(sign == signs[at] or _is_persian(sign) for sign in beside) and (
            max(touch) < 0.05 * bases[at].size
        )

    return ["" if is_bar(at) else sign for at, sign in enumerate(signs)]


def _spaced(bases: Sequence[Glyph], signs: Sequence[str], blanks: Sequence[float]) -> Iterator[str]:
    """The signs from left to right, and what stands between them."""
    for at, sign in enumerate(signs):
        if at:
            left, right = bases[at - 1], bases[at]
            size = max(left.size, right.size)
            if _is_space(left, right, size, blanks):
                yield " "
            elif _parts(sign, signs[at - 1]) and _gap(left, right) > _APART * size:
                yield "" if left.vague or right.vague else ZWNJ
        yield sign


def _is_space(left: Glyph, right: Glyph, size: float, blanks: Sequence[float]) -> bool:
    gap = right.left - left.right
    if gap > (0.5 if left.vague else _SPACE) * size:
        return True
    near = _KERN * size
    # pdfium puts a blank where it has just been: at its right neighbour or its left one.
    start = left.right - near if left.vague else left.left - 0.01
    return gap > near and any(start <= at <= right.left + near for at in blanks)


def _parts(before: str, after: str) -> bool:
    """Whether two letters would join, unless ZWNJ stands between them."""
    letter = before.rstrip("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0654")[-1:]
    return _is_persian(before) and _is_persian(after) and letter not in _NEVER_JOIN_LEFT


def _gap(left: Glyph, right: Glyph) -> float:
    return right.ink_left - left.ink_right


def _is_persian(sign: str) -> bool:
    return bool(sign) and unicodedata.bidirectional(sign[0]) == "AL" and sign[0].isalpha()


def _is_punctuation(sign: str) -> bool:
    return bool(sign) and sign != ZWNJ and not sign[0].isalnum()
