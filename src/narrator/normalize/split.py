"""Words that were written without a space between them."""

from functools import lru_cache
from math import log

from narrator.lang import words

_LONGEST = 20
_WORD_COST = 4.0  # a cut must pay: few long words rather than many short ones
_SINGLE = frozenset("و")  # the one word of one letter


@lru_cache(maxsize=2_000)
def split(joined: str) -> tuple[str, ...]:
    """The likeliest words that make up ``joined``; itself, where none do.

    Each word costs the logarithm of its rank (Zipf), so the split of least cost is
    the most probable one under a unigram model.
    """
    ranks = words()
    best: list[tuple[float, int]] = [(0.0, 0)]
    for stop in range(1, len(joined) + 1):
        options = [
            (best[start][0] + _WORD_COST + log(ranks[piece] + 2), start)
            for start in range(max(0, stop - _LONGEST), stop)
            if (piece := joined[start:stop]) in ranks and (len(piece) > 1 or piece in _SINGLE)
        ]
        best.append(min(options, default=(float("inf"), stop)))
    if best[-1][0] == float("inf"):
        return (joined,)
    pieces: list[str] = []
    stop = len(joined)
    while stop:
        start = best[stop][1]
        pieces.append(joined[start:stop])
        stop = start
    return tuple(reversed(pieces))
