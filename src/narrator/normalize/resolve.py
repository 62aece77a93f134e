"""Which reading of a piece of text wins.

Every rule looks at the same untouched text and proposes candidates; here the
non-overlapping winners are picked: higher priority first, then the longer, then
the earlier. The order in which rules ran cannot matter.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from narrator.model import Span


@dataclass(slots=True, kw_only=True)
class Candidate:
    """A proposal to read ``span`` (of the cleaned text) as ``rule`` would.

    ``verbalise`` returns what is said and is called for winners, or to show what lost. ``doubt``,
    where not empty, is reported if the candidate wins.
    """

    span: Span
    rule: str
    priority: int
    verbalise: Callable[[], str] = field(compare=False)
    doubt: str = ""


def resolve(
    candidates: Iterable[Candidate], length: int
) -> tuple[list[Candidate], list[Candidate]]:
    """Winners in text order, and losers from the strongest down; ``length`` is the text's."""
    ranked = sorted(candidates, key=lambda c: (-c.priority, -len(c.span), c.span.start, c.rule))
    taken = bytearray(length)
    winners: list[Candidate] = []
    losers: list[Candidate] = []
    for candidate in ranked:
        start, stop = candidate.span.start, candidate.span.stop
        if start < stop and taken.find(1, start, stop) < 0:
            taken[start:stop] = b"\1" * (stop - start)
            winners.append(candidate)
        else:
            losers.append(candidate)
    return sorted(winners, key=lambda c: c.span.start), losers
