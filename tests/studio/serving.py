"""A studio as a user starts it, and a page's side of the talk with it."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from narrate import environment


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """``address`` as it was printed, with the token; ``folder`` is the project."""

    address: str
    folder: Path
    process: subprocess.Popen[str]

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    @property
    def token(self) -> str:
        return urlsplit(self.address).fragment

    def raw(
        self, method: str, path: str, body: bytes = b"", **headers: str
    ) -> tuple[HTTPResponse, bytes]:
        """The answer as it comes; headers are given with _ for -."""
        connection = HTTPConnection(self.host, timeout=60)
        given = {"Authorization": f"Bearer {self.token}"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, quote(path, safe="/?=&%.-"), body, given)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer, content

    def ask(self, method: str, path: str, body: object = None, status: int = 200) -> Any:
        """The JSON that ``/api/path`` answers."""
        content = b"" if body is None else json.dumps(body).encode()
        answer, found = self.raw(method, f"/api/{path}", content)
        assert answer.status == status, found.decode()
        return json.loads(found)

    def audio(self, at: int, query: str = "") -> tuple[bytes, list[tuple[int, float, float]]]:
        """The WAV of a sentence, and its words' times."""
        answer, content = self.raw("GET", f"/api/sentences/{at}/audio{query}")
        assert answer.status == 200, content.decode()
        return content, json.loads(answer.headers["Narrator-Words"])


@contextmanager
def serving(folder: Path, *arguments: str, home: Path | None = None) -> Iterator[Served]:
    """``narrate studio ARGUMENTS`` in ``folder``; ended as Ctrl-C ends it."""
    command = [sys.executable, "-m", "narrator", "studio", *arguments, "--no-browser"]
    process = subprocess.Popen(
        command, cwd=folder, env=environment(home or folder), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    try:
        address = process.stdout.readline().strip()
        assert address, "the studio did not start"
        yield Served(address=address, folder=folder, process=process)
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(30) in (0, 130)
        process.stdout.close()
