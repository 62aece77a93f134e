"""Winners and the plain text between them as tokens that tile the paragraph.

Here, too, is the promise that nothing reaches a voice that it cannot read: a mark
is spoken as ``punctuation.tsv`` says, a foreign letter or symbol no rule spoke is
left silent and reported, and what is spoken is spaced as Persian is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

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
_OPENING = frozenset(" \u200c«(")


def tile(cleaned: Clean, winners: Sequence[Candidate]) -> tuple[list[Token], list[Diagnostic]]:
    tokens: list[Token] = []
    doubts: list[Diagnostic] = []
    at = 0
    for winner in winners:
        if at < winner.span.start:
            tokens += _plain(cleaned, at, winner.span.start, doubts)
        at = winner.span.stop
        span = cleaned.span(winner.span.start, at)
        written = cleaned.raw[span.start : span.stop]
        spoken = winner.verbalise()
        if _UNREAD.search(spoken):  # a rule handed on what it was given
            given = clean(spoken)
            pieces = _space(list(_plain(given, 0, len(given.text), [])))
            spoken = "".join(piece.spoken for piece in pieces)
        tokens.append(
            Token(span=span, written=written, kind=winner.rule, spoken=spoken, rule=winner.rule)
        )
        if winner.doubt:
            doubts.append(Diagnostic(span=span, code=winner.rule, message=winner.doubt))
    tokens += _plain(cleaned, at, len(cleaned.text), doubts)
    if cleaned.raw and not tokens:  # nothing but characters that say nothing
        whole = cleaned.span(0, 0)
        tokens.append(Token(span=whole, written=cleaned.raw, kind="space", spoken=""))
    return _space(tokens), doubts


def _plain(cleaned: Clean, start: int, stop: int, doubts: list[Diagnostic]) -> Iterator[Token]:
    raw, punctuation = cleaned.raw, _punctuation()
    for match in _PIECE.finditer(cleaned.text, start, stop):
        kind, piece = match.lastgroup or "", match[0]
        span = cleaned.span(match.start(), match.end())
        written = raw[span.start : span.stop]
        if kind in {"word", "space"}:
            spoken = piece
        elif kind == "number":
            spoken = digits(piece)
        else:
            spoken = punctuation.get(piece, "")
            if not spoken and piece not in punctuation:
                code, how = (
                    ("unread", "has no reading") if kind == "foreign" else ("silent", "is silent")
                )
                doubts.append(Diagnostic(span=span, code=code, message=f"“{written}” {how}"))
        yield Token(span=span, written=written, kind=kind, spoken=spoken)


def _space(tokens: list[Token]) -> list[Token]:
    """A space between words that met, one where there were two, none before a stop."""
    last = " "  # the last character spoken
    gap: int | None = None  # the space token spoken last, if nothing was spoken since
    for at, token in enumerate(tokens):
        spoken = token.spoken
        if not spoken:
            continue
        if token.kind == "space":
            if spoken != " ":
                spoken = ZWNJ if " " not in spoken else " "
            if last in _OPENING or (spoken == ZWNJ and not _LETTER.match(last)):
                spoken = ""
            else:
                gap, last = at, spoken
        else:
            if gap is not None:
                if _swallows(last, spoken[0]):
                    tokens[gap] = replace(tokens[gap], spoken="")
            elif _parted(last, spoken[0]):
                spoken = " " + spoken
            gap, last = None, spoken[-1]
        if spoken != token.spoken:
            tokens[at] = replace(token, spoken=spoken)
    return tokens


def _parted(last: str, following: str) -> bool:
    """Whether a space is missing between two characters: «هوا،ولی», «گفت:«بیا»»."""
    if following == "«":
        return bool(_LETTER.match(last)) or last in _CLAUSE_ENDS or last == ":"
    return bool(_LETTER.match(following)) and (bool(_LETTER.match(last)) or last in _CLAUSE_ENDS)


def _swallows(gap: str, following: str) -> bool:
    return following in _CLOSING if gap == " " else not _LETTER.match(following)


@cache
def _punctuation() -> dict[str, str]:
    return {row["written"]: row["spoken"] for row in table("punctuation")}
