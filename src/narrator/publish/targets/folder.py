"""A folder on this machine, to be served by any web server."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from narrator.errors import PublishError
from narrator.publish.target import ANY, Conflict
from narrator.whole import whole_file


class Folder:
    """A file's version is its inode, time and size: every write makes a new inode."""

    def __init__(self, where: str) -> None:
        self._root = Path(where)

    def read(self, name: str) -> tuple[bytes, str] | None:
        path = self._root / name
        try:
            with path.open("rb") as file:
                return file.read(), _version(os.fstat(file.fileno()))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise PublishError(f"{path}: cannot be read ({error.strerror})") from error

    def version(self, name: str) -> str | None:
        try:
            return _version((self._root / name).stat())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise PublishError(f"{self._root / name}: {error.strerror}") from error

    def write(self, name: str, content: bytes | Path, expected: str | None = ANY) -> None:
        path = self._root / name
        with _translated(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        with nullcontext() if expected == ANY else self._locked():
            if expected not in (ANY, self.version(name)):
                raise Conflict(f"{path}: someone else has just written it")
            with whole_file(path, PublishError) as file, _translated(path):
                if isinstance(content, bytes):
                    file.write(content)
                else:
                    with content.open("rb") as source:
                        shutil.copyfileobj(source, file, 1 << 20)
                os.fchmod(file.fileno(), 0o644)  # a web server reads it, whoever wrote it

    def names(self) -> Iterator[str]:
        for path in sorted(self._root.rglob("[!.]*")):
            if path.is_file():
                yield path.relative_to(self._root).as_posix()

    def remove(self, name: str) -> None:
        with _translated(self._root / name):
            (self._root / name).unlink(missing_ok=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Between two processes on this machine, for as long as a check and a write take."""
        with _translated(self._root):
            folder = os.open(self._root, os.O_RDONLY)
        try:
            with suppress(OSError):  # a filesystem without locks
                fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)


def _version(status: os.stat_result) -> str:
    return f"{status.st_ino}-{status.st_mtime_ns}-{status.st_size}"


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PublishError(f"cannot write {path}: {error.strerror or error}") from error
