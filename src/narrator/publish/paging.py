"""Long feeds in pages. A page of older episodes never changes when a new one comes."""

from collections.abc import Sequence
from dataclasses import dataclass

from narrator.publish.feed import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """``items`` newest first; ``older`` and ``newer`` name the pages beside it, if any."""

    name: str
    items: tuple[Item, ...]
    older: str = ""
    newer: str = ""


def pages(items: Sequence[Item], size: int, newest: str, older: str) -> list[Page]:
    """``items``, newest first, in pages, newest first.

    The newest page, called ``newest``, grows from ``size`` to twice that before it sheds
    its oldest ``size``; those before it are full, and counted from the oldest:
    ``older.format(1)``.
    """
    full = max(0, len(items) // size - 1) if size else 0
    names = [newest, *(older.format(number) for number in range(full, 0, -1))]
    start = len(items) - full * size
    edges = [0, *(start + at * size for at in range(full + 1))]
    return [
        Page(
            name=name,
            items=tuple(items[edges[at] : edges[at + 1]]),
            older=names[at + 1] if at < full else "",
            newer=names[at - 1] if at else "",
        )
        for at, name in enumerate(names)
    ]
