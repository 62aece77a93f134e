"""Folders, manifests and feeds name articles; each once, in order."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from narrator.errors import ArticleError
from narrator.read import Options
from narrator.read.listing import NEWEST, listed

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><link>http://x.ir/</link>
<item><title>a</title><link>http://x.ir/a</link></item>
<item><title>b</title><link> http://x.ir/b </link></item>
<item><title>no link</title></item>
<item><link>javascript:alert(1)</link></item>
<item><link>http://x.ir/a</link></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>
<entry><link rel="self" href="http://x.ir/self"/><link href="http://x.ir/c"/></entry></feed>"""


def test_a_folder_gives_its_articles_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.jpg", "d.PDF", "narrator.toml"):
        (tmp_path / name).write_text("x")
    (tmp_path / "e.txt").mkdir()
    found = [Path(name).name for name in listed(str(tmp_path), Options())]
    assert found == ["a.md", "b.txt", "d.PDF"]


def test_a_manifest_has_one_a_line(tmp_path: Path) -> None:
    manifest = tmp_path / "list.tsv"
    manifest.write_text("# mine\na.txt\tremark\n\nhttps://x.ir/b\n/tmp/c.md\na.txt\n")
    assert listed(str(manifest), Options()) == [f"{tmp_path}/a.txt", "https://x.ir/b", "/tmp/c.md"]


@pytest.fixture
def feeds() -> Iterator[str]:
    """The address of a server with /rss, /atom and a long /many."""
    many = "".join(f"<item><link>http://x.ir/{n}</link></item>" for n in range(NEWEST + 9))
    pages = {"/rss": RSS, "/atom": ATOM, "/many": f"<rss><channel>{many}</channel></rss>"}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages[self.path].encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def opml(folder: Path, *addresses: str) -> str:
    outlines = "".join(f'<outline type="rss" xmlUrl="{address}"/>' for address in addresses)
    path = folder / "feeds.opml"
    path.write_text(
        f'<opml version="2.0"><body><outline text="x">{outlines}</outline></body></opml>'
    )
    return str(path)


def test_feeds_give_their_articles(tmp_path: Path, feeds: str) -> None:
    where = opml(tmp_path, f"{feeds}/rss", f"{feeds}/atom")
    found = listed(where, Options(allow_local=True))
    assert found == ["http://x.ir/a", "http://x.ir/b", "http://x.ir/c"]


def test_only_the_newest_of_a_long_feed(tmp_path: Path, feeds: str) -> None:
    assert len(listed(opml(tmp_path, f"{feeds}/many"), Options(allow_local=True))) == NEWEST


def test_feeds_on_private_addresses_are_refused(tmp_path: Path, feeds: str) -> None:
    with pytest.raises(ArticleError, match="allow-local"):
        listed(opml(tmp_path, f"{feeds}/rss"), Options())


@pytest.mark.parametrize("name", ["empty.txt", "missing.txt", "none.opml", "bad.opml"])
def test_a_list_that_is_none_is_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.txt").write_text("# nothing\n")
    (tmp_path / "none.opml").write_text("<opml><body/></opml>")
    (tmp_path / "bad.opml").write_text("<opml>")
    with pytest.raises(ArticleError, match=name) as caught:
        listed(str(tmp_path / name), Options())
    assert "\n" not in str(caught.value)


def test_a_folder_without_articles_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="names no article"):
        listed(str(tmp_path), Options())
