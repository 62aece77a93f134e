"""A book as one file a chapter, with a playlist: cut at the marks to the sample."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from narrator.errors import EncodeError
from narrator.master.tags import Tags
from narrator.master.transcript import SUFFIXES
from narrator.model import ChapterMark, Hertz, Samples
from narrator.whole import whole_file

_LONGEST = 143
"""Bytes of a name: what eCryptfs leaves of the 255 that others allow."""
_UNSAFE = re.compile(r'[\\/:*?"<>|]')  # to Windows and exFAT
_TRACK = re.compile(r"\d\d+( [^\\/]*)?\.\w+")  # named as ours are
_KEPT = frozenset("\u200c\u200d")  # the half-space is how a Persian word is written


def playlist_path(path: Path) -> Path:
    """Where the playlist of a book stands that would be ``path`` in one file."""
    return path.with_suffix("") / f"{path.stem}.m3u8"


class Write(Protocol):
    def __call__(self, *, path: Path, tags: Tags) -> object:
        """Write one file, whole or not at all."""
        ...


def write_tracks(writes: Iterable[Write], *, sample_rate: Hertz, path: Path, tags: Tags) -> Path:
    """Write a file for each chapter of ``tags`` into a folder named after ``path``.

    Each file appears whole or not at all and the playlist last, so that a folder without
    one is unfinished. Files that an older playlist names and this one does not are removed,
    with what was written beside them.

    Returns:
        The playlist.

    Raises:
        EncodeError: the folder or one of the files cannot be written.
    """
    playlist = playlist_path(path)
    try:
        playlist.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise EncodeError(f"cannot write {playlist.parent}: {error.strerror}") from error
    before = {track.name for track in tracks(playlist)}
    names = track_names(tags.chapters, path.suffix)
    for number, (name, mark, write) in enumerate(
        zip(names, tags.chapters, writes, strict=True), start=1
    ):
        write(
            path=playlist.with_name(name),
            tags=replace(
                tags,
                title=mark.title,
                track=(number, len(names)),
                cover=mark.picture or tags.cover,
                chapters=(),
            ),
        )
    with whole_file(playlist) as file:
        file.write(m3u8(tags.album, names, tags.chapters, sample_rate).encode("utf-8"))
    for name in before - set(names):
        for suffix in (path.suffix, *SUFFIXES.values()):
            with suppress(OSError):
                playlist.with_name(name).with_suffix(suffix).unlink()
    return playlist


def tracks(playlist: Path) -> list[Path]:
    """The files that a playlist of ours names, in order; none where there is no such playlist."""
    try:
        lines = playlist.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    return [playlist.with_name(line) for line in lines if _TRACK.fullmatch(line)]


def size(made: Path) -> int:
    """Bytes of a finished audio file, or of all that its playlist names; 0 where one is gone."""
    files = tracks(made) if made.suffix == ".m3u8" else [made]
    return sum(file.stat().st_size for file in files) if all(map(Path.is_file, files)) else 0


def divided(chunks: Iterable[Samples], lengths: Iterable[int]) -> Iterator[Iterator[Samples]]:
    """``chunks`` in pieces of ``lengths`` samples; each must be read before the next."""
    source = iter(chunks)
    rest: list[Samples] = []

    def piece(left: int) -> Iterator[Samples]:
        while left:
            chunk = rest.pop() if rest else next(source)
            if len(chunk) > left:
                rest.append(chunk[left:])
                chunk = chunk[:left]
            left -= len(chunk)
            yield chunk

    for length in lengths:
        yield piece(length)


def track_names(marks: Sequence[ChapterMark], suffix: str) -> list[str]:
    """«01 title.mp3»: in order on every device, and allowed on every file system."""
    width = max(2, len(str(len(marks))))
    return [
        _fitting(f"{number:0{width}} {_safe(mark.title)}", _LONGEST - len(suffix)) + suffix
        for number, mark in enumerate(marks, start=1)
    ]


def m3u8(album: str, names: Sequence[str], marks: Sequence[ChapterMark], sample_rate: Hertz) -> str:
    """An extended M3U in UTF-8, its files named as they lie beside it."""
    lines = ["#EXTM3U", f"#PLAYLIST:{_line(album)}"]
    for name, mark in zip(names, marks, strict=True):
        seconds = (mark.stop - mark.start) / sample_rate
        lines += [f"#EXTINF:{seconds:.3f},{_line(mark.title)}", name]
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    return " ".join(text.split())


def _safe(title: str) -> str:
    """Without control and direction characters, with a space for what some system forbids."""
    plain = unicodedata.normalize("NFC", _UNSAFE.sub(" ", title))
    spaced = (" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in plain)
    return _line("".join(c for c in spaced if c in _KEPT or unicodedata.category(c)[0] != "C"))


def _fitting(name: str, most: int) -> str:
    """As many whole letters of ``name`` as ``most`` bytes hold; a last dot Windows would drop."""
    cut = name.encode("utf-8")[:most].decode("utf-8", "ignore")
    if cut != name and unicodedata.combining(name[len(cut)]):
        cut = cut.rstrip("".join({c for c in cut if unicodedata.combining(c)}))[:-1]
    return cut.rstrip(" .\u200c\u200d")
