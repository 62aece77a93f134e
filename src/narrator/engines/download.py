"""One file from the web to disk: resumed where a connection broke, whole or not at all."""

import contextlib
import hashlib
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from email.message import Message
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import IO

from narrator.errors import InstallError
from narrator.model import ModelFile

ATTEMPTS = 5
TIMEOUT_SECONDS = 30.0
_CHUNK = 1 << 20
_SPARE = 50_000_000  # bytes of disk left for others

type Report = Callable[[int, int], None]
"""Called with the bytes that are there and those there will be; 0 where nobody says."""


def download(file: ModelFile, url: str, folder: Path, report: Report, pause: float = 1.0) -> str:
    """Fetch ``file`` from ``url`` into ``folder``; its SHA-256.

    It grows as ``.NAME.part``, where a later call goes on. HTTP_PROXY, HTTPS_PROXY and
    NO_PROXY are heeded. ``pause`` seconds, doubled each time, lie between attempts.

    Raises:
        InstallError: no connection, an error status, a full disk, a wrong checksum.
    """
    part = folder / f".{file.name}.part"
    for attempt in range(ATTEMPTS):
        try:
            stated = _fetch(file, url, part, report)
            break
        except urllib.error.HTTPError as error:
            raise InstallError(f"{url}: the server answers {error.code}") from error
        except (urllib.error.URLError, HTTPException, TimeoutError, ConnectionError) as error:
            unreachable = isinstance(error, urllib.error.URLError)
            if unreachable or attempt == ATTEMPTS - 1:
                raise InstallError(f"{url}: {_reason(error)}; {_so_far(part)}") from error
            time.sleep(pause * 2**attempt)
        except OSError as error:
            why = error.strerror or error
            raise InstallError(f"{part}: cannot be written ({why}); {_so_far(part)}") from error
    digest = sha256(part)
    if digest != (file.sha256 or stated or digest):
        part.unlink()
        raise InstallError(
            f"{url}: is not the file it should be (SHA-256 {digest[:12]}…, not "
            f"{(file.sha256 or stated)[:12]}…); it was removed"
        )
    part.replace(folder / file.name)
    return digest


def sha256(path: Path) -> str:
    """Of the content of ``path``, as 64 hex digits; read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fetch(file: ModelFile, url: str, part: Path, report: Report) -> str:
    """Make ``part`` whole; the SHA-256 that the server states, or empty."""
    there = part.stat().st_size if part.exists() else 0
    linked = _Linked()
    try:
        response = _open(url, there, linked)
    except urllib.error.HTTPError as error:
        if error.code != 416:
            raise
        part.unlink()  # more is there than the server has: it is another file
        return _fetch(file, url, part, report)
    with response:
        resumed = response.status == 206
        there = there if resumed else 0
        length = int(response.headers.get("Content-Length") or 0)
        total = there + length or file.bytes
        _check_space(part.parent, total - there)
        with part.open("ab" if resumed else "wb") as out:
            while piece := response.read(_CHUNK):
                out.write(piece)
                there += len(piece)
                report(there, total)
    if length and there < total:
        raise ConnectionError("the connection broke")
    return linked.sha256


def _open(url: str, start: int, linked: "_Linked") -> HTTPResponse:
    request = urllib.request.Request(url, headers={"User-Agent": "narrator"})  # noqa: S310 (a voice's own address)
    if start:
        request.add_header("Range", f"bytes={start}-")
    opener = urllib.request.build_opener(linked)
    response: HTTPResponse = opener.open(request, timeout=TIMEOUT_SECONDS)
    return response


class _Linked(urllib.request.HTTPRedirectHandler):
    """Hugging Face states the SHA-256 of a large file where it redirects to its store."""

    sha256 = ""

    def redirect_request(  # noqa: PLR0913, PLR0917 (the signature of the base)
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Message,
        newurl: str,
    ) -> urllib.request.Request | None:
        stated = headers.get("X-Linked-Etag", "").strip('"')
        if len(stated) == 64:
            self.sha256 = stated
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _check_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if needed > 0 and free < needed + _SPARE:
        raise InstallError(
            f"{folder}: {megabytes(needed)} are needed and {megabytes(free)} are free"
        )


def _so_far(part: Path) -> str:
    with contextlib.suppress(OSError):
        return f"{megabytes(part.stat().st_size)} are there, run again to go on"
    return "run again to go on"


def megabytes(count: int) -> str:
    return f"{count / 1e6:,.0f} MB" if count >= 10_000_000 else f"{count / 1e6:,.1f} MB"


def _reason(error: Exception) -> str:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    return str(getattr(reason, "strerror", None) or reason) or type(error).__name__
