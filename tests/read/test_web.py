"""Web addresses: limits, redirects, and addresses that are nobody's business."""

import gzip
import ipaddress
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from narrator.errors import ArticleError
from narrator.read import Options, read, web

PAGE = "<html><h1>نام</h1><p>متن صفحه.</p></html>".encode()


class Site(BaseHTTPRequestHandler):
    """Answers by the path asked for."""

    asked: list[tuple[str, str]]

    def do_GET(self) -> None:
        self.asked.append((self.headers["Host"], self.path))
        answers = {
            "/page": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE),
            "/plain": (
                200,
                {"Content-Type": "text/plain; charset=windows-1256"},
                "چاي".encode("cp1256"),
            ),
            "/notes.md": (
                200,
                {"Content-Type": "application/octet-stream"},
                "# نام\n\nمتن.".encode(),
            ),
            "/%D9%85": (200, {"Content-Type": "text/html"}, PAGE),
            "/gone": (404, {}, b""),
            "/loop": (302, {"Location": "/loop"}, b""),
            "/moved": (301, {"Location": "page?x=1"}, b""),
            "/page?x=1": (200, {"Content-Type": "text/html"}, PAGE),
            "/file": (302, {"Location": "file:///etc/passwd"}, b""),
            "/inside": (302, {"Location": "http://10.0.0.1/"}, b""),
            "/bomb": (
                200,
                {"Content-Type": "text/html", "Content-Encoding": "gzip"},
                gzip.compress(b"a" * 60_000_000),
            ),
        }
        status, headers, content = answers[self.path]
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


LOCAL = Options(allow_local=True)


@pytest.mark.parametrize("path", ["/page", "/moved", "/م"])
def test_pages(site: str, path: str) -> None:
    article = read(site + path, LOCAL)
    assert article.source == site + ("/page?x=1" if path == "/moved" else path)
    assert [block.text for block in article.chapters[0].blocks] == ["نام", "متن صفحه."]


def test_a_persian_host_is_asked_for_by_its_ascii_name(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, port = socket.getaddrinfo, site.rpartition(":")[2]

    def looked_up(_host: object, *rest: Any, **more: Any) -> Any:
        return known("127.0.0.1", *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    assert read(f"http://بلاگ.ایران:{port}/page", LOCAL).title == "نام"
    assert Site.asked == [(f"xn--mgbb8f4t.xn--mgba3a4f16a:{port}", "/page")]


def test_text_in_the_charset_that_the_server_names(site: str) -> None:
    assert read(f"{site}/plain", LOCAL).chapters[0].blocks[0].text == "چاي"


def test_the_suffix_tells_where_the_server_does_not(site: str) -> None:
    assert read(f"{site}/notes.md", LOCAL).title == "نام"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/gone", "the server answers 404"),
        ("/loop", "redirects more than 5 times"),
        ("/file", "only http and https"),
        ("/bomb", "larger than 50 MB"),
    ],
)
def test_refusals(site: str, path: str, message: str) -> None:
    with pytest.raises(ArticleError, match=message):
        read(site + path, LOCAL)


def test_loopback_is_refused_unasked(site: str) -> None:
    with pytest.raises(ArticleError, match=r"private address 127\.0\.0\.1; --allow-local"):
        read(f"{site}/page")
    assert Site.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/a",
        "file:///etc/passwd",
        "http://",
        "http://a:99999/",
        "http://[::1",
        "x://y",
    ],
)
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(ArticleError, match=r"only http and https|not a valid address"):
        read(url)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "192.168.1.1",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_private_addresses(address: str) -> None:
    assert not web._is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses(address: str) -> None:
    assert web._is_public(ipaddress.ip_address(address))


def answering(monkeypatch: pytest.MonkeyPatch, hosts: dict[str, list[str]]) -> None:
    """Let names resolve to the addresses given, in turn."""

    def getaddrinfo(host: bytes | str, port: int, *_: Any, **__: Any) -> list[Any]:
        name = host.decode() if isinstance(host, bytes) else host
        found = hosts.get(name, [name])
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


def test_a_name_that_resolves_to_a_private_address(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, {"example.org": ["1.1.1.1", "192.168.0.7"]})
    with pytest.raises(ArticleError, match=r"private address 192\.168\.0\.7"):
        read("http://example.org/")


def test_a_redirect_to_a_private_address(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(site.rpartition(":")[2])
    answering(monkeypatch, {"example.org": ["127.0.0.1"]})
    public = web._is_public
    loopback = ipaddress.ip_address("127.0.0.1")
    monkeypatch.setattr(web, "_is_public", lambda at: at == loopback or public(at))
    with pytest.raises(ArticleError, match=r"http://10\.0\.0\.1/: leads to the private address"):
        read(f"http://example.org:{port}/inside")
    assert Site.asked == [(f"example.org:{port}", "/inside")]


def test_the_checked_address_is_the_one_connected_to(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that answers otherwise the second time changes nothing."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]])
    port = int(site.rpartition(":")[2])

    class Turns(dict[str, list[str]]):
        def get(self, name: str, default: Any = None) -> Any:
            return next(answers) if name == "example.org" else default

    answering(monkeypatch, Turns())
    assert read(f"http://example.org:{port}/page", LOCAL).title == "نام"
    assert next(answers) == ["10.0.0.1"]


def test_nobody_answers() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(ArticleError, match="cannot be fetched"):
        read(f"http://127.0.0.1:{port}/", LOCAL)


def test_no_such_host() -> None:
    with pytest.raises(ArticleError, match=r"there is no host nowhere\.invalid"):
        read("http://nowhere.invalid/")


def test_a_slow_server(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "TOTAL_SECONDS", -1.0)
    with pytest.raises(ArticleError, match="takes longer than"):
        read(f"{site}/page", LOCAL)
