"""Written Persian to spoken Persian: every token of a paragraph, traced to its rule."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from narrator.model import Diagnostic, Token
from narrator.normalize.clean import Clean, clean
from narrator.normalize.resolve import Candidate, resolve
from narrator.normalize.rules import Context, Rule, all_rules

# Words keep their ZWNJ and diacritics; everything else that is no space is a mark.
_PIECE = re.compile(
    r"(?P<word>[^\W_](?:[\w\u200c\u064b-\u0655\u0670]*[\w\u064b-\u0655\u0670])?)|(?P<space>[\s\u200c]+)|(?P<punct>.)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalized:
    """A paragraph read: ``tokens`` tile ``written``; ``losers`` are readings not chosen."""

    written: str
    tokens: tuple[Token, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    losers: tuple[Candidate, ...] = ()

    @property
    def spoken(self) -> str:
        return "".join(token.spoken for token in self.tokens).strip()


class Normalizer:
    """Reads the paragraphs of one article in order, remembering what it defines."""

    def __init__(self, rules: Sequence[Rule] | None = None, context: Context | None = None) -> None:
        self._rules = all_rules() if rules is None else rules
        self._context = context or Context()

    def paragraph(self, written: str) -> Normalized:
        """Never raises, whatever the text."""
        cleaned = clean(written)
        proposals = (
            c for rule in self._rules for c in rule.candidates(cleaned.text, self._context)
        )
        winners, losers = resolve(proposals)
        return Normalized(
            written=written, tokens=tuple(_tile(cleaned, winners)), losers=tuple(losers)
        )


def _tile(cleaned: Clean, winners: Sequence[Candidate]) -> list[Token]:
    tokens: list[Token] = []
    at = 0
    for winner in winners:
        tokens += _plain(cleaned, at, winner.span.start)
        at = winner.span.stop
        span = cleaned.span(winner.span.start, at)
        tokens.append(
            Token(
                span=span,
                written=cleaned.raw[span.start : span.stop],
                kind=winner.rule,
                spoken=winner.verbalise(),
                rule=winner.rule,
            )
        )
    return tokens + _plain(cleaned, at, len(cleaned.text))


def _plain(cleaned: Clean, start: int, stop: int) -> list[Token]:
    tokens: list[Token] = []
    for match in _PIECE.finditer(cleaned.text, start, stop):
        span = cleaned.span(match.start(), match.end())
        written = cleaned.raw[span.start : span.stop]
        tokens.append(
            Token(span=span, written=written, kind=match.lastgroup or "", spoken=match[0])
        )
    return tokens
