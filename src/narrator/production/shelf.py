"""The cache as a whole: how much it holds, what in it is damaged, and what must make room.

A take is one FLAC and one JSON file beside it, a piece one MP3 (see cache.py); whatever
else stands there was left by a killed process. Using an entry renews the date of its
JSON or MP3, so the oldest dates are what nobody has heard for longest.
"""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import soundfile

from narrator.errors import ConfigError
from narrator.production.cache import Cache, read_piece

LIMIT_VARIABLE = "NARRATOR_CACHE_GB"
_USUAL_LIMIT = 20.0
_IN_USE = 24 * 3600
"""Seconds: what was heard more recently may belong to a run that is still going on."""
_RARELY = 3600
"""Seconds: as what was heard today stays, nothing is gained by looking more often."""
_ABANDONED = 3600
"""Seconds: no entry is written for so long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """An entry: ``size`` in bytes, all its files together, ``used`` in seconds since the epoch.

    ``path`` is the file without which there is none: the notes of a take, or a piece.
    """

    path: Path
    size: int
    used: float

    @property
    def is_piece(self) -> bool:
        return self.path.suffix == ".mp3"

    @property
    def audio(self) -> Path:
        return self.path if self.is_piece else self.path.with_suffix(".flac")


def limit() -> int:
    """The most bytes the cache may keep, from the environment.

    Raises:
        ConfigError: it is no number, or below zero.
    """
    given = os.environ.get(LIMIT_VARIABLE) or _USUAL_LIMIT
    try:
        size = float(given)
    except ValueError:
        size = -1.0
    if not size >= 0:
        raise ConfigError(f"{LIMIT_VARIABLE} must be a number of gigabytes, not '{given}'")
    return round(min(size, 1e9) * 1e9)


def shelved(folder: Path) -> Iterator[Shelved]:
    """Every entry in ``folder``, in no order."""
    for path in chain(folder.glob("??/[!.]*.json"), folder.glob("??/[!.]*.mp3")):
        with suppress(OSError):  # another process may take it away meanwhile
            status = path.stat()
            entry = Shelved(path=path, size=status.st_size, used=status.st_mtime)
            if not entry.is_piece:
                entry = replace(entry, size=entry.size + entry.audio.stat().st_size)
            yield entry


def tidy(folder: Path, most: int) -> None:
    """``trim``, if that is an hour ago: to look through a full cache takes seconds."""
    stamp = folder / ".tidied"
    with suppress(OSError):
        if abs(time.time() - stamp.stat().st_mtime) < _RARELY:
            return
    trim(folder, most)
    with suppress(OSError):
        stamp.touch()


def trim(folder: Path, most: int) -> int:
    """Remove what was unheard for longest until the rest has ``most`` bytes; the bytes freed.

    Entries of the last day stay, whatever their size; remains of killed processes go.
    """
    sweep(folder)
    now = time.time()
    entries = sorted(shelved(folder), key=lambda entry: entry.used)
    over = sum(entry.size for entry in entries) - most
    freed = 0
    for entry in entries:
        if freed >= over or entry.used > now - _IN_USE:
            break
        remove(entry)
        freed += entry.size
    return freed


def sweep(folder: Path) -> None:
    """Remove what killed processes left: half of a file, or of a take."""
    for path in chain(folder.glob("??/.*"), folder.glob("??/[!.]*.flac")):
        with suppress(OSError):
            is_whole = path.suffix == ".flac" and path.with_suffix(".json").exists()
            if not is_whole and path.stat().st_mtime < time.time() - _ABANDONED:
                path.unlink()


def remove(entry: Shelved) -> None:
    """The JSON first: without it there is no take, whenever this is interrupted."""
    with suppress(OSError):
        entry.path.unlink()
        entry.audio.unlink(missing_ok=True)


def damaged(folder: Path) -> Iterator[Shelved]:
    """The entries that cannot be read, or whose sound is not what was kept."""
    cache = Cache(folder)
    for entry in shelved(folder):
        whole = read_piece(entry.path) is not None if entry.is_piece else _is_whole(entry, cache)
        if not whole:
            yield entry


def _is_whole(take: Shelved, cache: Cache) -> bool:
    known = cache.get(take.path.stem)
    with suppress(OSError, soundfile.LibsndfileError):
        samples, rate = soundfile.read(take.audio, dtype="int16")
        return known is not None and (len(samples), rate) == (known.samples, known.sample_rate)
    return False
