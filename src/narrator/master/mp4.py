"""An MP4 whose index stands in front of the sound: it plays while it is still being loaded."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np

_PARENTS = {b"moov", b"trak", b"mdia", b"minf", b"stbl"}
"""Boxes that hold what must be mended."""
_STEP = 1 << 20
"""Bytes moved at a time."""
_MOST = 1 << 32
"""Bytes of a file whose places 32 bits can count; longer ones stay as they are."""


def put_index_first(file: BinaryIO) -> None:
    """Move the index of the MP4 in ``file``, as libavformat leaves it, from its end to its start.

    Each title of the chapter track becomes a chunk of its own on the way: libavformat lays
    all into one, where some readers (music-metadata) look for none but the first.
    """
    end = file.seek(0, 2)
    (_, _, start), *_, (kind, stop, _) = _top(file, end)
    file.seek(stop)
    index = file.read()[8:]
    size = len(_mended(kind, index, 0))
    if stop + size < _MOST:
        _move(file, start, stop, size)
        file.seek(start)
        file.write(_mended(kind, index, size))
        file.truncate(stop + size)


def _top(file: BinaryIO, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The kind of each box of a file, where it starts and where the next does."""
    at = 0
    while at < end:
        file.seek(at)
        size, kind, long = struct.unpack(">I4sQ", file.read(16).ljust(16))
        stop = at + (long if size == 1 else size)
        yield kind, at, stop
        at = stop


def _move(file: BinaryIO, start: int, stop: int, by: int) -> None:
    """The bytes from ``start`` to ``stop``, ``by`` further on; the last go first."""
    for at in reversed(range(start, stop, _STEP)):
        file.seek(at)
        piece = file.read(min(_STEP, stop - at))
        file.seek(at + by)
        file.write(piece)


def _mended(kind: bytes, content: bytes, shift: int) -> bytes:
    """A box whose samples lie ``shift`` bytes further on in the file."""
    if kind in _PARENTS:
        children = dict(_boxes(content)) if kind == b"stbl" else {}
        if children.get(b"stsd", b"")[12:16] == b"text":
            content = b"".join(_box(*child) for child in _apart(children).items())
        content = b"".join(_mended(*child, shift) for child in _boxes(content))
    elif kind == b"stco":
        places = np.frombuffer(content, ">u4", offset=8) + np.uint32(shift)
        content = content[:8] + places.astype(">u4").tobytes()
    return _box(kind, content)


def _apart(table: dict[bytes, bytes]) -> dict[bytes, bytes]:
    """A track's sample table in which each sample, one behind the other, is a chunk."""
    _, same, count = struct.unpack_from(">3I", table[b"stsz"])
    sizes = np.full(count, same) if same else np.frombuffer(table[b"stsz"], ">u4", offset=12)
    (first,) = struct.unpack_from(">I", table[b"stco"], 8)
    places = first + np.cumsum([0, *sizes[:-1]])
    return table | {
        b"stsc": struct.pack(">5I", 0, 1, 1, 1, 1),
        b"stco": struct.pack(">2I", 0, count) + places.astype(">u4").tobytes(),
    }


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(content):
        size, kind = struct.unpack_from(">I4s", content, at)
        yield kind, content[at + 8 : at + size]
        at += size


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, kind) + content
