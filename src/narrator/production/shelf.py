"""The cache as a whole: how much it holds, what in it is damaged, and what must make room.

A take is one FLAC and one JSON file beside it (see cache.py); whatever else stands there
was left by a killed process. Reading a take renews the date of its JSON, so the oldest
dates are the takes that nobody has heard for longest.
"""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import soundfile

from narrator.errors import ConfigError
from narrator.production.cache import Cache

LIMIT_VARIABLE = "NARRATOR_CACHE_GB"
_USUAL_LIMIT = 20.0
_IN_USE = 24 * 3600
"""Seconds: what was heard more recently may belong to a run that is still going on."""
_ABANDONED = 3600
"""Seconds: no take is written for so long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A take's files: ``size`` in bytes together, ``used`` in seconds since the epoch."""

    notes: Path
    size: int
    used: float

    @property
    def audio(self) -> Path:
        return self.notes.with_suffix(".flac")


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
    """Every take in ``folder``, in no order."""
    for notes in folder.glob("??/*.json"):
        with suppress(OSError):  # another process may take it away meanwhile
            status = notes.stat()
            size = status.st_size + notes.with_suffix(".flac").stat().st_size
            yield Shelved(notes=notes, size=size, used=status.st_mtime)


def trim(folder: Path, most: int) -> int:
    """Remove the takes unheard for longest until the rest has ``most`` bytes; the bytes freed.

    Takes of the last day stay, whatever their size; remains of killed processes go.
    """
    sweep(folder)
    now = time.time()
    takes = sorted(shelved(folder), key=lambda take: take.used)
    over = sum(take.size for take in takes) - most
    freed = 0
    for take in takes:
        if freed >= over or take.used > now - _IN_USE:
            break
        remove(take)
        freed += take.size
    return freed


def sweep(folder: Path) -> None:
    """Remove what killed processes left."""
    for remains in folder.glob("??/.*"):
        with suppress(OSError):
            if remains.stat().st_mtime < time.time() - _ABANDONED:
                remains.unlink()


def remove(take: Shelved) -> None:
    """The JSON first: without it there is no take, whenever this is interrupted."""
    with suppress(OSError):
        take.notes.unlink()
        take.audio.unlink()


def damaged(folder: Path) -> Iterator[Shelved]:
    """The takes whose notes cannot be read, or whose sound is not what they say."""
    cache = Cache(folder)
    for take in shelved(folder):
        known = cache.get(take.notes.stem)
        with suppress(OSError, soundfile.LibsndfileError):
            samples, rate = soundfile.read(take.audio, dtype="int16")
            if known and (len(samples), rate) == (known.samples, known.sample_rate):
                continue
        yield take
