"""A feed's folder as a web server shows it, to try it in an app.

Starlette serves files with byte ranges, HEAD and
conditional requests, and never a path outside the folder; http.server of the standard
library knows no ranges, without which no app seeks.
"""

import os
import re
import socket
from contextlib import suppress
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from narrator.errors import PublishError
from narrator.publish.target import media_type

_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9a-fA-F:.]+\](:\d+)?")


class _Files(StaticFiles):
    """``base``, the feed's own address, is replaced in feeds by the one it is served under."""

    def __init__(self, folder: Path, base: str) -> None:
        super().__init__(directory=folder, html=True)
        self._base = base.encode()

    async def get_response(self, path: str, scope: Scope) -> Response:
        if any(part.startswith(".") for part in Path(path).parts):  # files being written
            raise HTTPException(404)
        response = await super().get_response(path, scope)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-cache"
        return response

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        path = Path(full_path)
        request = Request(scope)
        if path.suffix == ".xml" and _HOST.fullmatch(request.url.netloc):
            here = str(request.base_url).encode()
            content = path.read_bytes().replace(self._base, here)
            return Response(content, status_code, media_type=media_type(path.name))
        response = super().file_response(full_path, stat_result, scope, status_code)
        if response.status_code != 304:
            response.headers["Content-Type"] = media_type(path.name)
        return response


def application(folder: Path, base: str) -> Starlette:
    """Read-only: nothing but GET and HEAD is answered."""
    return Starlette(routes=[Mount("/", _Files(folder, base))])


def bound(host: str, port: int) -> socket.socket:
    """A socket to listen on.

    Raises:
        PublishError: the address or port cannot be had.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise PublishError(f"cannot listen on {host}, port {port}: {error.strerror}") from error


def address(listening: socket.socket) -> str:
    """Where others reach it: this machine's own address where it listens on all of them."""
    host, port = listening.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 (compared, not bound)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(("192.0.2.1", 9))  # sends nothing; picks the way out
            host = probe.getsockname()[0]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def serve(folder: Path, base: str, listening: socket.socket) -> None:
    """Answer until interrupted."""
    config = uvicorn.Config(application(folder, base), log_level="warning", lifespan="off")
    with suppress(KeyboardInterrupt):  # the way to end it
        uvicorn.Server(config).run(sockets=[listening])
