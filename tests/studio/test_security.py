"""Who the studio answers, and what it never gives or takes."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from studio.serving import Served, serving

TEXT = "# عنوان\n\nکرم خاکی در خاک است.\n"


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("home")
    folder = home / "project"
    folder.mkdir()
    (folder / "a.md").write_text(TEXT, encoding="utf-8")
    (home / "secret.txt").write_text("راز", encoding="utf-8")
    (folder / "link.txt").symlink_to(home / "secret.txt")
    (folder / "inner").mkdir()
    (folder / "inner" / "b.md").write_text(TEXT, encoding="utf-8")
    with serving(folder, "a.md", home=home) as served:
        yield served


def test_nothing_is_answered_without_the_token(studio: Served) -> None:
    for given in ("", "Bearer", "Bearer x", f"Basic {studio.token}", f"Bearer {studio.token}x"):
        for method, path in [("GET", "state"), ("GET", "events"), ("POST", "undo"), ("GET", "x")]:
            answer, content = studio.raw(method, f"/api/{path}", Authorization=given)
            assert answer.status == 401
            assert b"narrate studio printed" in content


def test_a_foreign_name_for_this_machine_is_refused(studio: Served) -> None:
    for host in ("evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", ""):
        for path in ("/", "/api/state", "/assets/index.html"):
            assert studio.raw("GET", path, Host=host)[0].status == 421


def test_a_foreign_page_is_refused_even_with_the_token(studio: Served) -> None:
    for origin in ("http://evil.example", "null", "https://" + studio.host, "http://127.0.0.1:1"):
        answer, _ = studio.raw("POST", "/api/undo", b"{}", Origin=origin)
        assert answer.status == 403
    own = studio.raw("GET", "/api/state", Origin=f"http://{studio.host}")
    assert own[0].status == 200
    assert not own[0].headers["Access-Control-Allow-Origin"]


def test_every_answer_is_sealed(studio: Served) -> None:
    for path in ("/", "/api/state", "/api/nothing", "/nothing", "/font.ttf"):
        headers = studio.raw("GET", path)[0].headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "*" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert not headers["Set-Cookie"]


NAMES = ["../secret.txt", "..", ".", "", "/etc/passwd", "link.txt", "inner/b.md", "a.md/", "a\0.md"]
NAMES += ["inner", "..\\secret.txt", "x" * 5000, "%2e%2e/secret.txt", "~/x.txt", "narrator.toml"]


@pytest.mark.parametrize("name", NAMES)
def test_no_file_outside_the_project_is_opened(studio: Served, name: str) -> None:
    assert studio.ask("POST", "open", {"name": name}, 422).keys() == {"error"}
    assert studio.raw("GET", f"/api/made/{name}")[0].status in (404, 422)
    assert studio.ask("GET", "state")["article"]["name"] == "a.md"


@pytest.mark.parametrize(
    "path",
    ["/assets/../server.py", "/assets/%2e%2e/server.py", "/assets//etc/passwd", "/..%2fserver.py"],
)
def test_no_file_beside_the_assets_is_served(studio: Served, path: str) -> None:
    assert studio.raw("GET", path)[0].status == 404


@pytest.mark.parametrize(
    "name", ["../x.md", "/tmp/x.md", "..", ".hidden.md", "a/b.md", "narrator.toml"]
)
def test_a_file_handed_in_stays_in_the_project_under_a_free_name(studio: Served, name: str) -> None:
    before = {path for path in studio.folder.parent.rglob("*") if "cache" not in str(path)}
    answer, content = studio.raw("PUT", f"/api/articles/{name}", TEXT.encode())
    now = {path for path in studio.folder.parent.rglob("*") if "cache" not in str(path)}
    if answer.status == 200:
        (made,) = now - before
        assert made.parent == studio.folder
        assert made.suffix == ".md"
        made.unlink()
        studio.ask("POST", "open", {"name": "a.md"})
    else:
        assert answer.status in (404, 405, 422), content
        assert now == before


def test_only_audio_of_the_project_is_given_out(studio: Served) -> None:
    assert studio.raw("GET", "/api/made/a.md")[0].status == 422
    (studio.folder / "b.mp3").write_bytes(b"ID3")
    assert studio.raw("GET", "/api/made/b.mp3")[0].status == 200


def test_what_is_too_large_is_refused_before_it_is_held(studio: Served) -> None:
    answer, content = studio.raw("PUT", "/api/articles/big.txt", bytes(64_000_001))
    assert answer.status == 413
    assert b"MB" in content


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"\xff",
        b"{",
        b'{"sentence": true, "token": 0}',
        b"[" * 100_000,
        b'{"name": "\\ud800", "text": "\\ud800", "reading": "\\ud800"}',
    ],
)
def test_strange_requests_get_one_line(studio: Served, body: bytes) -> None:
    for path in ("readings", "ezafe", "acronyms", "try", "open", "articles", "make", "publish"):
        answer, content = studio.raw("POST", f"/api/{path}", body)
        assert answer.status == 422, (path, content)
        assert content.count(b"\n") == 0
    assert studio.raw("POST", "/api/settings", b"[]")[0].status == 422


def test_what_is_too_long_to_be_a_reading_is_not_tried(studio: Served) -> None:
    wish = {"sentence": 1, "token": 0, "reading": "k" * 100_000}
    assert "not so long" in studio.ask("POST", "try", wish, 422)["error"]


def test_files_of_one_name_handed_in_at_once_are_all_kept(studio: Served) -> None:
    (studio.folder / "many.md").symlink_to(studio.folder.parent / "outside.md")
    texts = [f"# م\n\nمتن {number}." for number in range(8)]
    with ThreadPoolExecutor(len(texts)) as pool:
        answers = pool.map(
            lambda text: studio.raw("PUT", "/api/articles/many.md", text.encode())[0].status, texts
        )
        assert set(answers) == {200}
    kept = {path.read_text("utf-8") for path in studio.folder.glob("many-*.md")}
    assert kept == set(texts)
    assert not (studio.folder.parent / "outside.md").exists()
    studio.ask("POST", "open", {"name": "a.md"})


@pytest.mark.parametrize("key", ["lexicon", "tables", "cover", "feed", "beside", "mirror"])
def test_no_setting_of_a_page_names_a_file(studio: Served, key: str) -> None:
    assert key in studio.ask("POST", "settings", {key: "../secret.txt"}, 422)["error"]
    assert not (studio.folder / "narrator.toml").exists()


def test_private_addresses_are_not_fetched(studio: Served) -> None:
    address = f"http://{studio.host}/"
    assert "--allow-local" in studio.ask("POST", "articles", {"url": address}, 422)["error"]
    assert studio.ask("POST", "articles", {"url": "file:///etc/passwd"}, 422)


def test_the_studio_listens_on_this_machine_alone(studio: Served) -> None:
    assert studio.address.startswith("http://127.0.0.1:")
    assert len(studio.token) >= 32


@pytest.mark.parametrize(("host", "is_open"), [("0.0.0.0", True), ("localhost", False)])
def test_who_opens_the_studio_to_other_machines_is_warned(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], host: str, is_open: bool
) -> None:
    with serving(tmp_path, "--host", host) as served:
        assert served.raw("GET", "/api/state")[0].status == 200
        assert not os.path.lexists(tmp_path / "narrator.toml")
    assert ("other machines can reach" in capfd.readouterr().err) == is_open
