"""Signs as they stand on a line, left to right, to the order in which they are read.

The inverse of the Unicode Bidirectional Algorithm (UAX #9) for what is met in print:
one level of embedding, numbers, and neutral signs between them.
"""

import unicodedata
from collections.abc import Sequence

_RIGHT = ("R", "AL")
_NUMBERS = ("EN", "AN")
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def reading_order(signs: Sequence[str], *, rtl: bool) -> list[int]:
    """Indexes into ``signs`` (visual order, each sign in logical order) as they are read."""
    kinds = _kinds(signs)
    if rtl:
        return _from_right(signs, kinds, 0, len(kinds))
    order: list[int] = []
    at = 0
    while at < len(kinds):
        stop = _end_of_right_run(kinds, at) if kinds[at] in _RIGHT else at
        order += _from_right(signs, kinds, at, stop) if stop > at else [at]
        at = max(stop, at + 1)
    return order


def _kinds(signs: Sequence[str]) -> list[str]:
    """Bidirectional classes; a number behind Latin letters is one of them (rule W7).

    Persian digits keep apart from Latin words, as AN does.
    """
    kinds: list[str] = []
    latin = False
    for sign in signs:
        kind = unicodedata.bidirectional(sign[0]) if sign else "BN"
        if kind == "EN" and "۰" <= sign[0] <= "۹":
            kind = "AN"
        latin = kind == "L" or (latin and kind not in _RIGHT)
        kinds.append("L" if kind == "EN" and latin else kind)
    return kinds


def _end_of_right_run(kinds: Sequence[str], start: int) -> int:
    """Behind the last right-to-left sign before the next left-to-right one."""
    stop = start
    for at in range(start, len(kinds)):
        if kinds[at] == "L":
            break
        if kinds[at] in _RIGHT:
            stop = at + 1
    return stop


def _from_right(signs: Sequence[str], kinds: Sequence[str], start: int, stop: int) -> list[int]:
    order: list[int] = []
    at = stop - 1
    while at >= start:
        end = at - 1 if signs[at] in _BRACKETS and at > start else at
        first = _start_of_left_run(kinds, end, start)
        if end < at and _BRACKETS[signs[at]] not in signs[first:end]:
            first = at  # the bracket belongs to the right-to-left text
        order += range(first, at + 1)
        at = first - 1
    return order


def _start_of_left_run(kinds: Sequence[str], end: int, start: int) -> int:
    """The first index of the Latin words or the number that end at ``end``, else ``end``."""
    first = end
    if not _is_left(kinds[end]):
        return first
    for at in range(end - 1, start - 1, -1):
        if kinds[at] in _RIGHT:
            break
        if _is_left(kinds[at]):
            if not _belong_together(kinds[at], kinds[at + 1 : first], kinds[first]):
                break
            first = at
    return first


def _is_left(kind: str) -> bool:
    return kind == "L" or kind in _NUMBERS


def _belong_together(one: str, between: Sequence[str], other: str) -> bool:
    """Latin words read on over what parts them; a number goes on over one . , : or /."""
    if not between or "L" == one == other:
        return True
    if one in _NUMBERS and other in _NUMBERS:
        return list(between) == ["CS"]
    return "AN" not in (one, other)
