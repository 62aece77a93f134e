"""Written Persian to spoken Persian: every token of a paragraph, traced to its rule."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from narrator.model import Diagnostic, Token
from narrator.normalize.clean import Clean, clean
from narrator.normalize.resolve import Candidate, resolve
from narrator.normalize.rules import Context, Rule, all_rules
from narrator.normalize.tile import tile


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

    def lost(self) -> tuple[Token, ...]:
        """The ``losers`` as tokens: what each would have said, strongest first."""
        cleaned = clean(self.written)
        return tuple(_token(cleaned, loser) for loser in self.losers)


def _token(cleaned: Clean, candidate: Candidate) -> Token:
    span = cleaned.span(candidate.span.start, candidate.span.stop)
    return Token(
        span=span,
        written=cleaned.raw[span.start : span.stop],
        kind=candidate.rule,
        spoken=candidate.verbalise(),
        rule=candidate.rule,
    )


class Normalizer:
    """Reads the paragraphs of one article in order, remembering what it defines."""

    def __init__(self, rules: Sequence[Rule] | None = None, context: Context | None = None) -> None:
        self._rules = all_rules() if rules is None else tuple(rules)
        self._triggers = {rule.trigger for rule in self._rules}
        self._context = context or Context()

    def paragraph(self, written: str) -> Normalized:
        """Never raises, whatever the text."""
        with _uncollected():
            return self._paragraph(written)

    def _paragraph(self, written: str) -> Normalized:
        cleaned = clean(written)
        found = {trigger for trigger in self._triggers if trigger.search(cleaned.text)}
        winners, losers = resolve(
            (
                candidate
                for rule in self._rules
                if rule.trigger in found
                for candidate in rule.candidates(cleaned.text, self._context)
            ),
            len(cleaned.text),
        )
        tokens, doubts = tile(cleaned, winners)
        return Normalized(
            written=written,
            tokens=tuple(tokens),
            diagnostics=tuple(doubts),
            losers=tuple(losers),
        )


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles meanwhile: there are none, and among a million tokens it takes long."""
    active = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if active:
            gc.enable()
