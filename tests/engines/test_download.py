"""Files come whole or not at all, whatever the line and the server do."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from narrator.engines.download import ATTEMPTS, download
from narrator.errors import InstallError
from narrator.model import ModelFile

from .web_files import Files, serving

CONTENT = np.random.default_rng(1).bytes(3_000_000)
DIGEST = hashlib.sha256(CONTENT).hexdigest()
FILE = ModelFile(name="m.onnx", sha256=DIGEST)


@pytest.fixture
def server() -> Iterator[Files]:
    with serving() as made:
        made.content["/m.onnx"] = CONTENT
        yield made


def fetch(server: Files, folder: Path, file: ModelFile = FILE, path: str = "/m.onnx") -> str:
    return download(file, server.url + path, folder, lambda _done, _total: None, pause=0.0)


def test_a_file_comes_whole_with_progress(server: Files, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    digest = download(FILE, f"{server.url}/m.onnx", tmp_path, lambda *done: seen.append(done))
    assert digest == DIGEST
    assert [path.name for path in tmp_path.iterdir()] == ["m.onnx"]
    assert (tmp_path / "m.onnx").read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert seen == sorted(seen)


def test_a_cut_connection_is_gone_on_from(server: Files, tmp_path: Path) -> None:
    server.cuts = [1_000_000, 700_000]
    assert fetch(server, tmp_path) == DIGEST
    ranges = [wanted for _path, wanted in server.asked]
    assert ranges == ["", "bytes=1000000-", "bytes=1700000-"]


def test_a_line_that_breaks_every_time_keeps_what_came(server: Files, tmp_path: Path) -> None:
    server.cuts = [100_000] * ATTEMPTS
    with pytest.raises(InstallError, match=r"connection broke; 0\.5 MB are there, run again"):
        fetch(server, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [".m.onnx.part"]
    server.asked.clear()
    assert fetch(server, tmp_path) == DIGEST
    assert server.asked == [("/m.onnx", "bytes=500000-")]


def test_a_server_without_ranges_starts_over(server: Files, tmp_path: Path) -> None:
    server.heeds_ranges = False
    server.cuts = [1_000_000]
    assert fetch(server, tmp_path) == DIGEST


def test_more_than_the_server_has_is_another_file(server: Files, tmp_path: Path) -> None:
    (tmp_path / ".m.onnx.part").write_bytes(CONTENT + b"more")
    assert fetch(server, tmp_path) == DIGEST


@pytest.mark.parametrize("known", [True, False], ids=["its own checksum", "the server's word"])
def test_a_tampered_file_is_refused_and_removed(server: Files, tmp_path: Path, known: bool) -> None:
    server.content["/m.onnx"] = CONTENT[:-1] + b"x"
    server.redirects["/linked"] = (f"{server.url}/m.onnx", {"X-Linked-Etag": f'"{DIGEST}"'})
    file, path = (FILE, "/m.onnx") if known else (ModelFile(name="m.onnx"), "/linked")
    with pytest.raises(InstallError, match=r"is not the file it should be .* it was removed"):
        fetch(server, tmp_path, file, path)
    assert not list(tmp_path.iterdir())


def test_what_nobody_states_is_taken_and_its_checksum_told(server: Files, tmp_path: Path) -> None:
    assert fetch(server, tmp_path, ModelFile(name="m.onnx")) == DIGEST


def test_refusals(server: Files, tmp_path: Path) -> None:
    with pytest.raises(InstallError, match="/gone: the server answers 404"):
        fetch(server, tmp_path, path="/gone")
    closed = "http://127.0.0.1:9/m.onnx"
    with pytest.raises(InstallError, match=f"{closed}: Connection refused; run again"):
        download(FILE, closed, tmp_path, lambda _done, _total: None)


def test_too_little_room_is_told_before_anything_comes(
    server: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=9_000_000))
    with pytest.raises(InstallError, match=r"3\.0 MB are needed and 9\.0 MB are free"):
        fetch(server, tmp_path)
    assert not list(tmp_path.iterdir())


def test_proxies_are_heeded(server: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server.content["http://voices.example/m.onnx"] = CONTENT  # what a proxy is asked for
    monkeypatch.setenv("http_proxy", server.url)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    digest = download(FILE, "http://voices.example/m.onnx", tmp_path, lambda _done, _total: None)
    assert digest == DIGEST
