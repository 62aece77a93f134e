"""What was changed in which files, so that it can be taken back."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from narrator.errors import ConfigError
from narrator.whole import alone, whole_file

_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """``what`` says it in a few words; only files that changed; those not there are None."""

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
        """The block changes ``files``; where it fails, they are put back.

        Raises:
            ConfigError: one of them cannot be read.
        """
        before = {path: _content(path) for path in files}
        try:
            yield
        except BaseException:
            for path in _changed(before):
                _restore(path, before[path])
            raise
        if after := _changed(before):
            change = Change(what=what, before={path: before[path] for path in after}, after=after)
            self._changes = [*self._changes[1 - _MOST :], change]

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
            _restore(path, before)
        self._changes.pop()


def _changed(before: Mapping[Path, bytes | None]) -> dict[Path, bytes | None]:
    """What those of the files hold now that held something else before."""
    now = {path: _content(path) for path in before}
    return {path: content for path, content in now.items() if content != before[path]}


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
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
