"""Where a check looks: a web server, or a feed's folder as if a server stood before it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import urllib3

from narrator.errors import PublishError
from narrator.publish.target import media_type

_SECONDS = 20.0
_MOST_BYTES = 100_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a server says of a file: ``problem`` where it gives none, ``size`` -1 for unsaid."""

    problem: str = ""
    type: str = ""
    size: int = -1
    ranges: bool = False


class Source(Protocol):
    def read(self, url: str) -> bytes:
        """The file.

        Raises:
            PublishError: there is none, or it is larger than 100 MB.
        """
        ...

    def look(self, url: str) -> Sight:
        """What can be told without fetching the file, and whether parts of it can be had."""
        ...


class Web:
    def __init__(self) -> None:
        self._pool = urllib3.PoolManager(
            timeout=_SECONDS,
            retries=urllib3.Retry(2, redirect=5),
            headers={"User-Agent": "narrator"},
        )

    def read(self, url: str) -> bytes:
        try:
            with self._pool.request("GET", url, preload_content=False) as answer:
                if answer.status != 200:
                    raise PublishError(f"{url}: the server answers {answer.status}")
                content = answer.read(_MOST_BYTES + 1, decode_content=True)
        except (urllib3.exceptions.HTTPError, ValueError) as error:
            raise PublishError(f"{url}: cannot be reached ({_reason(error)})") from error
        if len(content) > _MOST_BYTES:
            raise PublishError(f"{url}: is larger than {_MOST_BYTES // 1_000_000} MB")
        return content

    def look(self, url: str) -> Sight:
        try:
            whole = self._pool.request("HEAD", url)
            part = self._pool.request(
                "GET", url, headers={"Range": "bytes=0-1"}, preload_content=False
            )
            ranges = part.status == 206 and part.headers.get("content-range", "").startswith(
                "bytes"
            )
            part.close()
        except (urllib3.exceptions.HTTPError, ValueError) as error:
            return Sight(problem=f"cannot be reached ({_reason(error)})")
        if whole.status != 200:
            return Sight(problem=f"the server answers {whole.status}")
        size = whole.headers.get("content-length", "")
        return Sight(
            type=whole.headers.get("content-type", "").partition(";")[0].strip().lower(),
            size=int(size) if size.isdecimal() else -1,
            ranges=ranges,
        )


class Disk:
    """``base`` is the address that ``folder`` is to be reached under."""

    def __init__(self, folder: Path, base: str) -> None:
        self._folder, self._base = folder, base

    def read(self, url: str) -> bytes:
        path = self._path(url)
        if path is None:
            raise PublishError(f"{url}: is not in this folder")
        try:
            return path.read_bytes()
        except OSError as error:
            raise PublishError(f"{path}: {error.strerror}") from error

    def look(self, url: str) -> Sight:
        path = self._path(url)
        if path is None or not path.is_file():
            return Sight(problem="there is no such file in this folder")
        kind = media_type(path.name).partition(";")[0]
        return Sight(type=kind, size=path.stat().st_size, ranges=True)

    def _path(self, url: str) -> Path | None:
        if not url.startswith(self._base):
            return None
        path = self._folder / unquote(urlsplit(url.removeprefix(self._base)).path)
        return path if path.resolve().is_relative_to(self._folder.resolve()) else None


def _reason(error: Exception) -> str:
    return str(error).rpartition(": ")[2].strip("()'\"<> ") or type(error).__name__
