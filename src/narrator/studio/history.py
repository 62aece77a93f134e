"""What was changed in which files, so that it can be taken back."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from narrator.errors import ConfigError
from narrator.whole import alone, whole_file

_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """``what`` says it in a few words; files that were not there are None."""

    what: str
    before: dict[Path, bytes | None]
    after: dict[Path, bytes | None]


class History:
    """The changes of all who work here, the last one first to be taken back."""

    def __init__(self) -> None:
        self._changes: list[Change] = []

    @property
    def last(self) -> str | None:
        """What the next ``undo`` takes back."""
        return self._changes[-1].what if self._changes else None

    @contextmanager
    def recorded(self, what: str, files: Sequence[Path]) -> Iterator[None]:
        """The block changes ``files``; one that fails or changes nothing is not recorded."""
        before = {path: _content(path) for path in files}
        yield
        after = {path: _content(path) for path in files}
        if after != before:
            self._changes = [
                *self._changes[1 - _MOST :],
                Change(what=what, before=before, after=after),
            ]

    def undo(self) -> None:
        """Put the files back as they were before the last change.

        Raises:
            ConfigError: there is none, or a file has been changed by others since.
        """
        if not self._changes:
            raise ConfigError("there is nothing to take back")
        change = self._changes[-1]
        for path, after in change.after.items():
            if _content(path) != after:
                self._changes.clear()
                raise ConfigError(
                    f"{path.name} has changed since; undoing “{change.what}” would lose that"
                )
        for path, before in change.before.items():
            if before != change.after[path]:
                _restore(path, before)
        self._changes.pop()


def _restore(path: Path, content: bytes | None) -> None:
    with alone(path.parent):
        if content is None:
            path.unlink(missing_ok=True)
            return
        with whole_file(path, ConfigError) as file:
            file.write(content)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
