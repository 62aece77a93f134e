"""A web server of files that breaks off, lies and redirects as real ones do."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Files(ThreadingHTTPServer):
    """``content`` by path; ``cuts`` says after how many bytes each next answer breaks off."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.content: dict[str, bytes] = {}
        self.redirects: dict[str, tuple[str, dict[str, str]]] = {}
        self.cuts: list[int] = []
        self.asked: list[tuple[str, str]] = []
        self.heeds_ranges = True
        self.url = f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Files

    def do_GET(self) -> None:
        wanted = self.headers.get("Range", "")
        self.server.asked.append((self.path, wanted))
        if self.path in self.server.redirects:
            target, headers = self.server.redirects[self.path]
            self._answer(302, headers | {"Location": target, "Content-Length": "0"})
        elif (content := self.server.content.get(self.path)) is None:
            self._answer(404, {"Content-Length": "0"})
        else:
            self._send(content, wanted if self.server.heeds_ranges else "")

    def _send(self, content: bytes, wanted: str) -> None:
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        if start and start >= len(content):
            self._answer(416, {"Content-Length": "0"})
            return
        self._answer(206 if wanted else 200, {"Content-Length": str(len(content) - start)})
        cut = self.server.cuts.pop(0) if self.server.cuts else len(content)
        with suppress(BrokenPipeError, ConnectionResetError):  # the client has no room
            self.wfile.write(content[start : start + cut])

    def _answer(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[Files]:
    with Files() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
