"""Which reading of a piece of text wins.

Every rule looks at the same untouched text and proposes candidates; here the
non-overlapping winners are picked: higher priority first, then the longer, then
the earlier. The order in which rules ran cannot matter.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from narrator.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A proposal to read ``span`` (of the cleaned text) as ``rule`` would.

    ``verbalise`` is called for winners only and returns what is said.
    """

    span: Span
    rule: str
    priority: int
    verbalise: Callable[[], str]


def resolve(candidates: Iterable[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """Winners in text order, and losers from the strongest down."""
    ranked = sorted(candidates, key=lambda c: (-c.priority, -len(c.span), c.span.start, c.rule))
    taken: list[tuple[int, int]] = []
    winners: list[Candidate] = []
    losers: list[Candidate] = []
    for candidate in ranked:
        start, stop = candidate.span.start, candidate.span.stop
        at = bisect_left(taken, (stop, -1))
        if start >= stop or (at and taken[at - 1][1] > start):
            losers.append(candidate)
        else:
            insort(taken, (start, stop))
            winners.append(candidate)
    return sorted(winners, key=lambda c: c.span.start), losers
