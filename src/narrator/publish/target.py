"""Where a feed lives: the protocol of targets, and how one is found by its address."""

from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol

from narrator.errors import NarratorError, PublishError

GROUP = "narrator.targets"
ANY = "*"
"""Instead of a version: write whatever is there."""

IMMUTABLE = ("media/", "assets/")
"""Folders whose files are named after their content."""
_TYPES = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "png": "image/png",
    "srt": "application/x-subrip; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "xml": "application/rss+xml; charset=utf-8",
}


class Conflict(NarratorError):
    """Someone else has written the file since its version was read."""

    exit_code = PublishError.exit_code


class Target(Protocol):
    """Files by name ("media/a.mp3"); every one appears whole or not at all.

    Raises, wherever it fails:
        PublishError: one clear line that says what to do.
    """

    def read(self, name: str) -> tuple[bytes, str] | None:
        """Content and version; None where there is no such file."""
        ...

    def version(self, name: str) -> str | None:
        """What changes whenever the file is written; None where there is none."""
        ...

    def write(self, name: str, content: bytes | Path, expected: str | None = ANY) -> None:
        """Write ``content``, or the content of that file, if ``expected`` is still the version.

        Raises:
            Conflict: it is not, and nothing is written.
        """
        ...

    def names(self) -> Iterator[str]:
        """Every file."""
        ...

    def remove(self, name: str) -> None:
        """Gone afterwards, whether it was there or not."""
        ...


class Opener(Protocol):
    """What an entry point of the group ``narrator.targets`` names; its name is a URL scheme."""

    def __call__(self, where: str) -> Target: ...


def target(where: str) -> Target:
    """The target at ``where``: a folder, or an address whose scheme names the kind.

    Raises:
        PublishError: there is no such kind, or it does not load.
    """
    scheme = where.partition("://")[0] if "://" in where else "folder"
    found = list(entry_points(group=GROUP, name=scheme))
    if not found:
        known = ", ".join(sorted(point.name for point in entry_points(group=GROUP)))
        raise PublishError(f"{where}: no target is called {scheme!r}; there are: {known}")
    try:
        opener: Opener = found[0].load()
    except Exception as error:  # one broken plugin is a message, never a crash
        raise PublishError(f"the target {scheme!r} does not load: {error}") from error
    return opener(where)


def media_type(name: str) -> str:
    """What a server should call the file."""
    return _TYPES.get(name.rpartition(".")[2], "application/octet-stream")


def cache_control(name: str) -> str:
    """How long it may be kept: for ever where its name changes with its content."""
    if name.startswith(IMMUTABLE):
        return "public, max-age=31536000, immutable"
    return "public, max-age=300"
