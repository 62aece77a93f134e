"""Winners and the plain text between them as tokens that tile the paragraph.

Here, too, is the promise that nothing reaches a voice that it cannot read: a mark
is spoken as ``punctuation.tsv`` says, a foreign letter or symbol no rule spoke is
left silent and reported, and what is spoken is spaced as Persian is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from re import Match

from narrator.lang import table
from narrator.model import Diagnostic, Token
from narrator.normalize.clean import ZWNJ, Clean, clean
from narrator.normalize.numbers import digits
from narrator.normalize.resolve import Candidate

# Words keep their ZWNJ and diacritics; everything else that is no space is a mark.
_PIECE = re.compile(
    r"(?P<word>[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef]"
    r"(?:[\u200c\u0620-\u065f\u066e-\u06d3\u06d5]*[\u0620-\u065f\u066e-\u06d3\u06d5])?)"
    r"|(?P<space>[\s\u200c]+)|(?P<number>\d+)|(?P<foreign>[^\W\d_\u0620-\u06ff]+)|(?P<punct>.)",
    re.DOTALL,
)
_LETTER = re.compile(r"[\u0620-\u065f\u066e-\u06d5]")
_UNREAD = re.compile(r"[^\s\u200c\u0620-\u065f\u066e-\u06d5.,،؛:؟?!…«»()–—-]")
_CLOSING = frozenset(".،؛:؟!…»)")
_CLAUSE_ENDS = frozenset("،؛؟!")
_LONGEST_ENDING = 4  # letters; of those that stand in brackets: «کتاب(هایی)»
_OPENING = frozenset(" \u200c«(")


@dataclass(slots=True)
class _Piece:
    """``start`` to ``stop`` of the cleaned text, before its neighbours are known."""

    start: int
    stop: int
    kind: str
    spoken: str
    rule: str = ""


def tile(cleaned: Clean, winners: Sequence[Candidate]) -> tuple[list[Token], list[Diagnostic]]:
    pieces: list[_Piece] = []
    doubts: list[Diagnostic] = []
    at = 0
    for winner in winners:
        start, stop, rule = winner.span.start, winner.span.stop, winner.rule
        if at < start:
            pieces += _plain(cleaned, at, start, doubts)
        at = stop
        spoken = winner.verbalise()
        if _UNREAD.search(spoken):  # a rule handed on what it was given
            given = clean(spoken)
            handed = list(_plain(given, 0, len(given.text), []))
            _space(handed)
            spoken = "".join(piece.spoken for piece in handed)
        pieces.append(_Piece(start, stop, rule, spoken, rule))
        if winner.doubt:
            span = cleaned.span(start, stop)
            doubts.append(Diagnostic(span=span, code=rule, message=winner.doubt))
    pieces += _plain(cleaned, at, len(cleaned.text), doubts)
    if cleaned.raw and not pieces:  # nothing but characters that say nothing
        pieces.append(_Piece(0, 0, "space", ""))
    _space(pieces)
    return [_token(cleaned, piece) for piece in pieces], doubts


def _token(cleaned: Clean, piece: _Piece) -> Token:
    span = cleaned.span(piece.start, piece.stop)
    return Token(
        span=span,
        written=cleaned.raw[span.start : span.stop],
        kind=piece.kind,
        spoken=piece.spoken,
        rule=piece.rule,
    )


def _plain(cleaned: Clean, start: int, stop: int, doubts: list[Diagnostic]) -> Iterator[_Piece]:
    punctuation = _punctuation()
    for match in _PIECE.finditer(cleaned.text, start, stop):
        kind, spoken = match.lastgroup or "", match[0]
        if kind == "number":
            spoken = digits(spoken)
        elif kind == "word":
            spoken = spoken.replace(ZWNJ * 2, ZWNJ)
        elif kind != "space":
            known = punctuation.get(spoken)
            if known is None:
                doubts.append(_doubt(cleaned, match, kind))
            spoken = known or ""
        yield _Piece(match.start(), match.end(), kind, spoken)


def _doubt(cleaned: Clean, match: Match[str], kind: str) -> Diagnostic:
    span = cleaned.span(match.start(), match.end())
    code, how = ("unread", "has no reading") if kind == "foreign" else ("silent", "is silent")
    written = cleaned.raw[span.start : span.stop]
    return Diagnostic(span=span, code=code, message=f"“{written}” {how}")


def _space(pieces: Sequence[_Piece]) -> None:
    """A space between words that met, one where there were two, none before a stop."""
    last = " "  # the last character spoken
    gap: _Piece | None = None  # the space spoken last, if nothing was spoken since
    for at, piece in enumerate(pieces):
        spoken = piece.spoken
        if not spoken:
            continue
        if piece.kind == "space":
            if spoken != " ":
                spoken = ZWNJ if " " not in spoken else " "
            if last in _OPENING or (spoken == ZWNJ and not _LETTER.match(last)):
                spoken = ""
            else:
                gap, last = piece, spoken
            piece.spoken = spoken
            continue
        if gap is not None:
            if _swallows(last, spoken[0]):
                gap.spoken = ""
        elif (
            _parted(last, spoken[0])
            or (last == ")" and piece.rule and _LETTER.match(spoken))
            or (spoken == "(" and _opens(last, pieces[at + 1 : at + 2]))
        ):
            piece.spoken = " " + spoken
        gap, last = None, spoken[-1]


def _parted(last: str, following: str) -> bool:
    """Whether a space is missing between two characters: «هوا،ولی», «گفت:«بیا»»."""
    if following == "«":
        return bool(_LETTER.match(last)) or last in _CLAUSE_ENDS or last == ":"
    return bool(_LETTER.match(following)) and (bool(_LETTER.match(last)) or last in _CLAUSE_ENDS)


def _opens(last: str, inside: Sequence[_Piece]) -> bool:
    """Whether a word opens a bracket, «بانک(ملت)», and no mere ending, «کتاب(ها)»."""
    word = inside[0].spoken if inside else ""
    return bool(_LETTER.match(last) and _LETTER.match(word)) and len(word) > _LONGEST_ENDING


def _swallows(gap: str, following: str) -> bool:
    return following in _CLOSING if gap == " " else not _LETTER.match(following)


@cache
def _punctuation() -> dict[str, str]:
    return {row["written"]: row["spoken"] for row in table("punctuation")}
