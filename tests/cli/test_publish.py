"""narrate publish and narrate feed as a user runs them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from narrate import environment, narrate, write
from narrator.cli import run
from publish.feeds import audio

OPTIONS = {
    "--title": "چای‌نامه",
    "--description": "داستان‌هایی دربارهٔ چای",
    "--author": "نویسندهٔ نمونه",
    "--email": "a@example.org",
    "--base-url": "https://example.org/chay",
    "--category": "Arts > Food",
}


def flat(options: dict[str, str]) -> list[str]:
    return [part for pair in options.items() for part in pair]


def init(folder: Path, **options: str) -> None:
    given = OPTIONS | {f"--{key}": value for key, value in options.items()}
    ran = narrate(
        folder, "feed", "init", "feed", *(part for pair in given.items() for part in pair)
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == "چای‌نامه  https://example.org/chay/feed.xml\n"


def channel(folder: Path) -> etree._Element:
    return etree.parse(folder / "feed" / "feed.xml").getroot()[0]


def listed(folder: Path) -> list[dict[str, Any]]:
    ran = narrate(folder, "feed", "list", "feed", "--json")
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_from_an_article_to_a_feed(tmp_path: Path) -> None:
    init(tmp_path)
    article = write(tmp_path, "مقالهٔ یک.txt")
    planned = narrate(tmp_path, "publish", article.name, "--to", "feed", "--dry-run")
    assert planned.stdout == "make the audio of مقالهٔ یک.txt, then publish it\n"
    for _ in range(2):
        ran = narrate(tmp_path, "publish", article.name, "--to", "feed", "-q", "--json")
        assert ran.returncode == 0, ran.stderr
        made = json.loads(ran.stdout)
        assert made["title"] == "عنوان مقاله"
    for suffix in (".vtt", ".srt"):
        article.with_suffix(suffix).unlink()
    sound = article.with_suffix(".mp3").read_bytes()
    ran = narrate(tmp_path, "publish", article.name, "--to", "feed", "-q")
    assert "there are no captions beside it" in ran.stderr
    assert article.with_suffix(".mp3").read_bytes() == sound  # made once, kept as it is
    first = listed(tmp_path)[0]
    assert (first["guid"], len(first["chapters"]), first["number"]) == (made["guid"], 2, 1)
    write(tmp_path, article.name, article.read_text() + "\nجملهٔ تازه.\n")
    assert narrate(tmp_path, "publish", article.name, "--to", "feed", "-q").returncode == 0
    second = listed(tmp_path)
    assert [entry["guid"] for entry in second] == [first["guid"]]
    assert second[0]["audio"] != first["audio"]
    assert second[0]["published"] == first["published"]


def test_show_edit_remove(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    def done(*arguments: str) -> str:
        assert run([*arguments]) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    audio(tmp_path, "a.mp3")
    done("feed", "init", "feed", *flat(OPTIONS), "--frequency", "daily")
    done("publish", "a.mp3", "--to", "feed", "--date", "2026-03-21T18:00+03:30")
    assert "frequency = daily" in done("feed", "show", "feed")
    done("feed", "edit", "feed", "title=چای & قند", "explicit=true", "page=200")
    shown = json.loads(done("feed", "show", "feed", "--json"))
    assert (shown["title"], shown["explicit"], shown["page"]) == ("چای & قند", True, 200)
    assert channel(tmp_path).findtext("title") == "چای & قند"
    change = ["title=نام دیگر", "published=2026-03-22T00:00+03:30", "season=2"]
    done("feed", "edit", "feed", "--episode", "1", *change)
    assert channel(tmp_path).findtext("item/title") == "نام دیگر"
    assert channel(tmp_path).findtext("item/pubDate") == "Sat, 21 Mar 2026 20:30:00 GMT"
    assert "remove media/" in done("feed", "remove", "feed", "1", "--dry-run", "--purge")
    assert "نام دیگر" in done("feed", "list", "feed")
    done("feed", "remove", "feed", "1", "--purge")
    assert done("feed", "list", "feed") == ""
    names = {path.name for path in (tmp_path / "feed").iterdir()}
    assert names == {"assets", "episodes", "feed.xml", "index.html", "media", "narrator-feed.json"}
    assert [path.suffix for path in (tmp_path / "feed" / "media").iterdir()] == [".jpg"]


BAD = {
    "no feed": (["publish", "a.mp3", "--to", "none"], 8, "none: there is no feed"),
    "no scheme": (["publish", "a.mp3", "--to", "ftp://x/y"], 8, "no target is called 'ftp'"),
    "no file": (["publish", "none.mp3", "--to", "feed"], 9, "none.mp3: cannot be read as audio"),
    "no audio": (["publish", "a.mp3", "--to", "feed"], 9, "a.mp3: cannot be read as audio"),
    "no article": (["publish", "none.txt", "--to", "feed"], 4, "none.txt: no such file"),
    "no date": (["publish", "a.mp3", "--to", "feed", "--date", "دیروز"], 2, "is no date"),
    "two titles": (["publish", "a", "b", "--to", "feed", "--title", "x"], 2, "one episode at a"),
    "no episode": (["feed", "remove", "feed", "7"], 2, "no episode is called '7'"),
    "no key": (["feed", "edit", "feed", "titel=x"], 2, "did you mean 'title'?"),
    "no value": (["feed", "edit", "feed", "title"], 2, "KEY=VALUE"),
    "fixed": (["feed", "edit", "feed", "guid=1"], 2, "stays as it is"),
    "fixed of episodes": (["feed", "edit", "feed", "--episode", "1", "captions=x"], 2, "stays"),
    "wrong cover": (["feed", "edit", "feed", "cover=a.mp3"], 2, "cover a.mp3"),
    "again": (["feed", "init", "feed", *flat(OPTIONS)], 8, "already"),
    "not asked": (["feed", "init", "other"], 2, "'title' is missing"),
}


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad")
    init(folder)
    audio(folder, "b.mp3")
    narrate(folder, "publish", "b.mp3", "--to", "feed")
    write(folder, "a.mp3", "no audio")
    return folder


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_done_is_one_clear_line(
    feed: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, status, message = BAD[name]
    before = (feed / "feed" / "feed.xml").read_bytes()
    monkeypatch.chdir(feed)
    assert run(arguments) == status
    said = capsys.readouterr().err
    assert message in said
    assert len(said.splitlines()) == 1
    assert (feed / "feed" / "feed.xml").read_bytes() == before


def test_on_a_terminal_what_is_missing_is_asked_for(tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    asking = subprocess.Popen(
        [sys.executable, "-m", "narrator", "feed", "init", "feed"],
        stdin=theirs,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
        env=environment(tmp_path),
    )
    with open(ours, "wb", buffering=0) as terminal:  # noqa: PTH123 (a descriptor)
        terminal.write("".join(f"{value}\n" for value in OPTIONS.values()).encode())
        assert asking.wait(timeout=60) == 0
    assert channel(tmp_path).findtext("title") == OPTIONS["--title"]


def test_commands_about_feeds_load_little() -> None:
    code = "import sys, narrator.cli.feed.show, narrator.publish.publisher; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert not {"obstore", "starlette", "narrator.normalize", "PIL", "hazm"} & set(loaded)
