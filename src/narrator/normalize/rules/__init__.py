"""One file per semiotic class; each defines ``rule``. A new file here is a new rule.

How strong a reading is, whatever the order of the rules:

    FALLBACK    a lone number, a lone symbol: what is left when nothing else speaks
    SHAPE       known by its look alone (a decimal, a range)
    CLASS       known by its look and its parts (a valid date, a number with a unit)
    CONTEXT     a word beside it says what it is (a score after «نتیجه»)
    IDENTIFIER  cannot be anything else (an address, an account number)
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from importlib import import_module
from pkgutil import iter_modules
from re import Match, Pattern
from typing import Protocol

from narrator.lang import Tables
from narrator.model import Span
from narrator.normalize.resolve import Candidate

FALLBACK, SHAPE, CLASS, CONTEXT, IDENTIFIER = 10, 30, 50, 70, 90

ALWAYS = re.compile("")
DIGIT = re.compile(r"\d")
LONG = re.compile(r"\d{4}")
PAIRED = re.compile(r"\d\s?[-–—~:/⁄.٫+]\s?\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a rule may know beyond the paragraph.

    ``defined``: short forms the article has defined so far and what they stand for.
    ``acronyms``: "spell" says those that no table knows letter by letter, "keep" as the
    words they are where they can be said, "expand" what they stand for. ``name_emoji``:
    say what an emoji shows; else they are silent.
    """

    defined: dict[str, str] = field(default_factory=dict)
    acronyms: str = "spell"
    name_emoji: bool = False


class Rule(Protocol):
    """``name`` is the semiotic class, which is also the name of its file and golden table.

    A paragraph in which ``trigger`` is not found is not shown to the rule.
    """

    @property
    def name(self) -> str: ...

    @property
    def trigger(self) -> Pattern[str]: ...

    def candidates(self, text: str, context: Context) -> Iterator[Candidate]:
        """Every reading the rule can offer in ``text`` (cleaned); they may overlap."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternRule:
    """A rule made of one regular expression: what it matches is read by ``verbalise``.

    ``accept`` refuses matches that only look like the class (a 13th month). ``group``
    is the part that is read; what the pattern matches around it is only looked at.
    """

    name: str
    pattern: Pattern[str]
    verbalise: Callable[[Match[str], Context], str]
    accept: Callable[[Match[str], Context], bool] = lambda _match, _context: True
    priority: int = CLASS
    trigger: Pattern[str] = DIGIT
    group: str | int = 0

    def candidates(self, text: str, context: Context) -> Iterator[Candidate]:
        for match in self.pattern.finditer(text):
            if self.accept(match, context):
                yield Candidate(
                    span=Span(*match.span(self.group)),
                    rule=self.name,
                    priority=self.priority,
                    verbalise=partial(self.verbalise, match, context),
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """Several patterns of one class, e.g. an amount before and after its currency."""

    name: str
    rules: tuple[Rule, ...]
    trigger: Pattern[str] = DIGIT

    def candidates(self, text: str, context: Context) -> Iterator[Candidate]:
        for rule in self.rules:
            yield from rule.candidates(text, context)


@cache
def all_rules(tables: Tables | None = None) -> tuple[Rule, ...]:
    """Every rule of this folder, built from ``tables`` (the bundled ones if not given)."""
    tables = tables or Tables()
    return tuple(
        import_module(f"{__name__}.{module.name}").rule(tables)
        for module in iter_modules(__path__)
        if not module.name.startswith("_")
    )
