"""Folds characters that look alike and drops those that say nothing.

Rules see the folded text; ``Clean.written`` leads any piece of it back to what
was written, so nothing is lost.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from narrator.lang import table
from narrator.model import Span

ZWNJ = "\u200c"
# Letters and digits past which nothing needs a second look.
_PLAIN = re.compile(
    r"[\t\n -~\u060c\u061b\u061f\u0621-\u0628\u062a-\u063a\u0641\u0642\u0644-\u0648\u066a-\u066c"
    r"\u067e\u0686\u0698\u06a9\u06af\u06cc\u06c0\u00ab\u00bb\u200c\u2026\u2013\u2014]*"
)
# Quotation marks that pair up; one behind a digit means inches or seconds.
_QUOTED = re.compile(r'(?<!\d)["“„‟]([^"“”„‟]+)["”“]')
_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}
_PRESENTATION = ("<initial>", "<medial>", "<final>", "<isolated>", "<wide>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clean:
    """``text[i]`` stems from ``raw[starts[i]:starts[i + 1]]``."""

    raw: str
    text: str
    starts: range | list[int]

    def span(self, start: int, stop: int) -> Span:
        """The piece ``text[start:stop]`` as a span of ``raw``; pieces that tile, tile."""
        if isinstance(self.starts, range):
            return Span(start, stop)
        return Span(self.starts[start] if start else 0, self.starts[stop])


@cache
def _fold(char: str) -> str:
    """What one written character becomes: usually one character, or none, or several."""
    known = _folding().get(char)
    if known is not None:
        return known
    if char in "\t\n\r\v\f\x85\u2028\u2029" or unicodedata.category(char) == "Zs":
        return " "
    if char == ZWNJ:
        return char
    if unicodedata.category(char) in _DROPPED:
        return ""
    if unicodedata.decomposition(char).startswith(_PRESENTATION):
        return "".join(_folding().get(c, c) for c in unicodedata.normalize("NFKC", char))
    digit = unicodedata.digit(char, None) if unicodedata.category(char) == "Nd" else None
    return char if digit is None else str(digit)


@cache
def _folding() -> dict[str, str]:
    return {chr(int(row["code"], 16)): row["folded"] for row in table("characters")}


def clean(raw: str) -> Clean:
    """Fold ``raw`` (any text at all, lone surrogates included)."""
    if _PLAIN.fullmatch(raw):
        text = raw.replace("\t", " ").replace("\n", " ")
        return Clean(raw=raw, text=_quoted(text), starts=range(len(raw) + 1))
    pieces = [_fold(char) for char in raw]
    starts = [at for at, piece in enumerate(pieces) for _ in piece]
    return Clean(raw=raw, text=_quoted("".join(pieces)), starts=[*starts, len(raw)])


def _quoted(text: str) -> str:
    """``text`` with other quotation marks as Persian ones, where two pair up."""
    return _QUOTED.sub(r"«\1»", text)
