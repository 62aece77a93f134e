"""Files that others edit meanwhile: which have changed, and when they have settled."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

_EVERY = 0.2
"""Seconds; a file that goes on changing is left alone for so long."""


def changes(files: Callable[[], Iterable[Path]]) -> Iterator[None]:
    """Once now, then whenever one of ``files`` appears, goes or changes, once it has settled."""
    told: Mapping[Path, object] = {}
    before: Mapping[Path, object] = {}
    while True:
        now = {path: stamp(path) for path in files()}
        if not told or now == before != told:
            told = now
            yield
        before = now
        time.sleep(_EVERY)


def stamp(path: Path) -> tuple[int, int] | None:
    """Differs once ``path`` has been written; None where it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
