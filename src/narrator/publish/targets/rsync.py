"""A folder on another machine, reached by the system's own rsync.

``rsync://host/module/path`` speaks to an rsync daemon, ``ssh://user@host:port/path``
to a machine one may log in to; keys and passwords are rsync's and ssh's own affair.
Files appear whole, as rsync writes them under other names. It knows no conditional
write: a version is compared right before, which tells two publishers apart only if
one is not within a second of the other.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from narrator.errors import PublishError
from narrator.publish.target import ANY, IMMUTABLE, Conflict

_MISSING = b"No such file or directory"
_WILD, _ESCAPED = re.compile(r"[*?\[\\]"), r"\\\g<0>"
_PATIENCE = 60
"""Seconds without a byte."""


class Rsync:
    """A file's version is the hash of its content, of what never changes its entry in a list."""

    def __init__(self, where: str) -> None:
        parts = urlsplit(where)
        if not parts.hostname or not parts.path.strip("/") or where.partition("://")[2][0] == "-":
            raise PublishError(f"{where}: must be {parts.scheme}://host/folder")
        self._where = where.rstrip("/")
        self._options: list[str] = []
        self._root = f"{self._where}/"
        if parts.scheme == "ssh":
            port = f" -p {parts.port}" if parts.port else ""
            self._options = ["--rsh", f"ssh -o BatchMode=yes{port}"]
            user = f"{parts.username}@" if parts.username else ""
            self._root = f"{user}{parts.hostname}:{parts.path.rstrip('/')}/"

    def read(self, name: str) -> tuple[bytes, str] | None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / Path(name).name
            run = self._run(f"{self._root}{name}", str(file), missing=True)
            if run is None or not file.exists():
                return None
            content = file.read_bytes()
        return content, sha256(content).hexdigest()

    def version(self, name: str) -> str | None:
        if name.startswith(IMMUTABLE):  # never fetched only to be told that it is there
            return self._run("--list-only", f"{self._root}{name}", missing=True)
        stored = self.read(name)
        return stored[1] if stored else None

    def write(self, name: str, content: bytes | Path, expected: str | None = ANY) -> None:
        if expected != ANY and expected != self.version(name):
            raise Conflict(f"{self._where}/{name}: someone else has just written it")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, Path):
                file.symlink_to(content.resolve())
            else:
                file.write_bytes(content)
            # Two states of equal size, written in one second, look alike to rsync otherwise.
            options = ("--ignore-times", "--relative", "--copy-links", "--chmod=D755,F644")
            self._run(*options, f"{folder}/./{name}", self._root)

    def names(self) -> Iterator[str]:
        listed = self._run("--recursive", "--list-only", self._root) or ""
        for entry in listed.splitlines():
            mode, _size, _day, _time, name = entry.split(None, 4)
            if mode.startswith("-"):
                yield name

    def remove(self, name: str) -> None:
        """By copying a folder that lacks it, everything else left out of the comparison."""
        kept = [*(f"/{parent}/" for parent in reversed(PurePosixPath(name).parents[:-1]))]
        included = [f"--include={_WILD.sub(_ESCAPED, path)}" for path in (*kept, f"/{name}")]
        with tempfile.TemporaryDirectory() as empty:
            (Path(empty) / name).parent.mkdir(parents=True, exist_ok=True)
            self._run("--recursive", "--delete", *included, "--exclude=*", f"{empty}/", self._root)

    def _run(self, *arguments: str, missing: bool = False) -> str | None:
        """What rsync prints; None for a missing file where one may be ``missing``."""
        command = ["rsync", f"--timeout={_PATIENCE}", *self._options, *arguments]
        try:
            run = subprocess.run(  # noqa: S603 (a list, no shell; the address is checked)
                command, capture_output=True, check=False, env=os.environ | {"LC_ALL": "C"}
            )
        except FileNotFoundError as error:
            raise PublishError(f"{self._where}: needs rsync; install it") from error
        if run.returncode == 0:
            return run.stdout.decode(errors="replace")
        if missing and _MISSING in run.stderr:
            return None
        said = run.stderr.decode(errors="replace").strip().splitlines() or ["it says nothing"]
        raise PublishError(f"{self._where}: rsync fails ({said[0]})")
