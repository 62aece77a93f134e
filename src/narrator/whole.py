"""A file that appears whole or not at all, and that one process at a time changes."""

import fcntl
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from narrator.errors import EncodeError, NarratorError

_PREFIX, _SUFFIX = ".narrate-", ".part"


@contextmanager
def whole_file(path: Path, error: type[NarratorError] = EncodeError) -> Iterator[BinaryIO]:
    """A new file, open for writing, that becomes ``path`` when the block ends well.

    It grows under another name in path's own folder. A lock on it tells living
    runs from killed ones, whose remains are removed here.

    Raises:
        error: path cannot be written, or the disk is full.
    """
    target = Path(os.path.realpath(path))
    with _translated(path, error):
        if target.exists() and not stat.S_ISREG(target.stat().st_mode):
            raise error(f"cannot write {path}: it exists and is not a file")
        _sweep(target.parent)
        file, part = _open_locked(target.parent)
    try:
        yield file
        with _translated(path, error):
            file.flush()
            os.fsync(file.fileno())
            part.replace(target)
            _sync_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)
        with suppress(OSError):  # closing flushes once more what a full disk refused
            file.close()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else who asks for it changes files of ``folder`` during the block.

    Waits for whoever does so now. Where a filesystem knows no locks, nobody waits.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _translated(path: Path, error: type[NarratorError]) -> Iterator[None]:
    try:
        yield
    except OSError as failure:
        raise error(f"cannot write {path}: {failure.strerror or failure}") from failure


def _open_locked(folder: Path) -> tuple[BinaryIO, Path]:
    while True:
        part = folder / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"
        file = part.open("x+b")
        with suppress(OSError):  # where a filesystem knows no locks, nothing is swept either
            fcntl.flock(file, fcntl.LOCK_EX)
        if part.exists():
            return file, part
        file.close()  # another run swept it away before it was locked


def _sweep(folder: Path) -> None:
    """Remove the files of runs that no longer live: those nobody holds a lock on."""
    for part in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with suppress(OSError), part.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            part.unlink()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
