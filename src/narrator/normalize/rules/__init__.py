"""One file per semiotic class; each defines ``RULE``. A new file here is a new rule."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from re import Match, Pattern
from typing import Protocol

from narrator.model import Span
from narrator.normalize.resolve import Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a rule may know beyond the paragraph.

    ``acronyms``: short forms the article has defined so far and what they stand for.
    """

    acronyms: dict[str, str] = field(default_factory=dict)


class Rule(Protocol):
    """``name`` is the semiotic class, which is also the name of its file and golden table."""

    @property
    def name(self) -> str: ...

    def candidates(self, text: str, context: Context) -> Iterator[Candidate]:
        """Every reading the rule can offer in ``text`` (cleaned); they may overlap."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternRule:
    """A rule made of one regular expression: what it matches is read by ``verbalise``.

    ``accept`` refuses matches that only look like the class (a 13th month).
    """

    name: str
    pattern: Pattern[str]
    verbalise: Callable[[Match[str], Context], str]
    accept: Callable[[Match[str], Context], bool] = lambda _match, _context: True
    priority: int = 50

    def candidates(self, text: str, context: Context) -> Iterator[Candidate]:
        for match in self.pattern.finditer(text):
            if self.accept(match, context):
                yield Candidate(
                    span=Span(*match.span()),
                    rule=self.name,
                    priority=self.priority,
                    verbalise=lambda match=match: self.verbalise(match, context),  # type: ignore[misc]
                )


@cache
def all_rules() -> tuple[Rule, ...]:
    return tuple(
        import_module(f"{__name__}.{module.name}").RULE
        for module in iter_modules(__path__)
        if not module.name.startswith("_")
    )
