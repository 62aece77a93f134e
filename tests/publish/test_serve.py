"""A feed tried on the local network: real requests to the real server."""

import http.client
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from narrate import environment
from narrator.cli import run
from narrator.errors import PublishError
from narrator.master.finished import episode
from narrator.publish import artwork, publisher, serve
from narrator.publish.feed import Item
from narrator.publish.publishing import Choice, publish
from narrator.publish.targets.folder import Folder
from publish.feeds import BASE, audio, made_channel
from publish.test_check import picture


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path, Item]]:
    """Where a feed is served by the command, its folder, and its episode."""
    folder = tmp_path_factory.mktemp("served")
    place = Folder(str(folder / "feed"))
    name = artwork.cover(picture(), "here")
    place.write(name, picture())
    publisher.create(place, "feed", made_channel(cover=name))
    item = publish(place, "feed", episode(audio(folder)), Choice())
    (folder / "secret").write_text("secret")
    (folder / "feed" / "link").symlink_to(folder / "secret")
    (folder / "feed" / ".narrate-1.part").write_text("half a file")
    command = [sys.executable, "-m", "narrator", "feed", "serve", "feed", "--port", "0"]
    server = subprocess.Popen(
        command, cwd=folder, env=environment(folder), stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    with server.stdout:
        here = server.stdout.readline().split()[0]
    yield here, folder / "feed", item
    server.send_signal(signal.SIGINT)
    assert server.wait(timeout=20) == 0


def ask(
    here: str, path: str, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(here).netloc, timeout=20)
    try:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=given)
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def test_it_listens_on_this_machine_alone(served: tuple[str, Path, Item]) -> None:
    assert served[0].startswith("http://127.0.0.1:")


def test_sound_whole_and_in_parts(served: tuple[str, Path, Item]) -> None:
    here, folder, item = served
    sound = (folder / item.audio).read_bytes()
    status, headers, body = ask(here, f"/{item.audio}")
    assert (status, headers["content-type"], body) == (200, "audio/mpeg", sound)
    assert headers["accept-ranges"] == "bytes"
    size = len(sound)
    for asked, start, stop in (
        ("bytes=0-1", 0, 2),
        ("bytes=100-", 100, size),
        ("bytes=-50", size - 50, size),
    ):
        status, headers, body = ask(here, f"/{item.audio}", Range=asked)
        assert (status, body) == (206, sound[start:stop])
        assert headers["content-range"] == f"bytes {start}-{stop - 1}/{size}"
    assert ask(here, f"/{item.audio}", Range=f"bytes={size}-")[0] == 416
    status, headers, body = ask(here, f"/{item.audio}", "HEAD")
    assert (status, headers["content-length"], body) == (200, str(size), b"")
    assert ask(here, f"/{item.audio}", If_None_Match=headers["etag"])[0] == 304


def test_every_kind_of_file_has_its_type(served: tuple[str, Path, Item]) -> None:
    here, _, item = served
    wanted = {
        "/": "text/html; charset=utf-8",
        f"/{item.page}": "text/html; charset=utf-8",
        f"/{item.captions['vtt']}": "text/vtt; charset=utf-8",
        f"/{item.captions['srt']}": "application/x-subrip; charset=utf-8",
        f"/{item.chapter_file}": "application/json; charset=utf-8",
        "/feed.xml": "application/rss+xml; charset=utf-8",
    }
    assert {path: ask(here, path)[1]["content-type"] for path in wanted} == wanted


def test_the_feed_names_the_server_it_is_tried_on(served: tuple[str, Path, Item]) -> None:
    here, folder, item = served
    body = ask(here, "/feed.xml")[2].decode()
    assert BASE not in body
    assert f'url="{here}{item.audio}"' in body
    assert BASE in (folder / "feed.xml").read_text()
    odd = ask(here, "/feed.xml", Host='"><x y="')
    assert b"<x" not in odd[2]


@pytest.mark.parametrize(
    "path",
    [
        "/../secret",
        "/%2e%2e/secret",
        "/..%2fsecret",
        "/media/../../secret",
        "//etc/passwd",
        "/link",
        "/.narrate-1.part",
        "/media/%00",
        "/nothing",
    ],
)
def test_nothing_outside_the_folder(served: tuple[str, Path, Item], path: str) -> None:
    status, _, body = ask(served[0], path)
    assert status in (400, 404)
    assert b"secret" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_it_is_read_only(served: tuple[str, Path, Item], method: str) -> None:
    assert ask(served[0], "/feed.xml", method)[0] == 405


def test_the_check_over_http_finds_nothing(
    served: tuple[str, Path, Item], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["feed", "check", f"{served[0]}feed.xml"]) == 0
    assert capsys.readouterr().out == f"{served[0]}feed.xml: in order\n"


def test_the_check_of_a_folder_and_of_nothing(
    served: tuple[str, Path, Item], capsys: pytest.CaptureFixture[str]
) -> None:
    here, folder, item = served
    assert run(["feed", "check", str(folder)]) == 0
    kept = (folder / item.audio).rename(folder / "away")
    try:
        assert run(["feed", "check", f"{here}feed.xml", "--json"]) == 1
        assert "the server answers 404" in capsys.readouterr().out
    finally:
        kept.rename(folder / item.audio)
    assert run(["feed", "check", f"{here}none.xml"]) == 8
    assert "none.xml: the server answers 404" in capsys.readouterr().err
    assert run(["feed", "check", "http://127.0.0.1:1/feed.xml"]) == 8


def test_a_port_that_is_taken_is_one_clear_line() -> None:
    with serve.bound("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PublishError, match=f"cannot listen on 127.0.0.1, port {port}: "):
            serve.bound("127.0.0.1", port)


def test_on_all_addresses_it_names_one_that_others_reach() -> None:
    with serve.bound("0.0.0.0", 0) as everywhere:
        assert not serve.address(everywhere).startswith("http://0.")
