import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest

from narrator.errors import PublishError
from narrator.publish.websub import ping


class Hub(BaseHTTPRequestHandler):
    told: list[dict[str, list[str]]] = []  # noqa: RUF012 (of all hubs, for the test)

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.told.append(parse_qs(body.decode()))
        self.send_response(204 if self.path == "/hub" else 404)
        self.end_headers()


@pytest.fixture
def hub() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_hub_is_told(hub: str) -> None:
    ping(f"{hub}/hub", "https://example.org/feed.xml")
    assert Hub.told[-1] == {"hub.mode": ["publish"], "hub.url": ["https://example.org/feed.xml"]}


def test_a_hub_that_refuses_or_is_not_there_is_one_clear_line(hub: str) -> None:
    with pytest.raises(PublishError, match=r"published, but the hub .* answers 404"):
        ping(f"{hub}/other", "https://example.org/feed.xml")
    with pytest.raises(PublishError, match="cannot be reached"):
        ping("http://127.0.0.1:1/hub", "https://example.org/feed.xml")
