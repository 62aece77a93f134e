"""Killed, on a full disk, two at once: the feed is whole and old or whole and new."""

import shutil
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

import pytest
from lxml import etree

from narrator.master.finished import episode
from narrator.publish import publisher
from narrator.publish.publishing import Choice, publish
from narrator.publish.targets.folder import Folder
from publish.feeds import audio, made_channel

TESTS = Path(__file__).parents[1]


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """A feed of one episode."""
    folder = tmp_path / "feed"
    publisher.create(Folder(str(folder)), "feed", made_channel())
    when = datetime(2026, 1, 1, tzinfo=UTC)
    first = episode(audio(tmp_path, "یک.mp3", "یک"))
    publish(Folder(str(folder)), "feed", first, Choice(published=when))
    return folder


def titles(folder: Path) -> list[str | None]:
    channel = etree.parse(folder / "feed.xml").getroot()[0]
    return [item.findtext("title") for item in channel.iter("item")]


def test_killed_at_every_point(feed: Path, tmp_path: Path) -> None:
    second = audio(tmp_path, "دو.mp3", "دو")
    whole = tmp_path / "whole"
    shutil.copytree(feed, whole)
    when = datetime(2026, 2, 1, tzinfo=UTC)
    publish(Folder(str(whole)), "feed", episode(second), Choice(published=when))
    program = [sys.executable, str(Path(__file__).with_name("dying.py"))]
    run = subprocess.run(
        [*program, str(feed), str(second), str(whole)],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(TESTS)},
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) >= 18  # nine files, each twice


FULL = """
import resource, signal, sys
from pathlib import Path
from narrator.errors import PublishError
from narrator.master.finished import episode
from narrator.publish.publishing import Choice, publish
from narrator.publish.targets.folder import Folder
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
try:
    publish(Folder(sys.argv[1]), "feed", episode(Path(sys.argv[2])), Choice())
except PublishError as error:
    print(error)
"""


@pytest.mark.parametrize("room", [600, 3_000, 6_000, 20_000])
def test_a_full_disk_is_one_clear_line(feed: Path, tmp_path: Path, room: int) -> None:
    second = audio(tmp_path, "دو.mp3", "دو")
    before = (feed / "feed.xml").read_bytes()
    command = [sys.executable, "-c", FULL, str(feed), str(second), str(room)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout.startswith(f"cannot write {feed}")
    assert (len(run.stdout.splitlines()), run.stderr) == (1, "")
    assert (feed / "feed.xml").read_bytes() == before
    assert not list(feed.rglob(".narrate-*"))
    publish(Folder(str(feed)), "feed", episode(second), Choice())
    assert titles(feed) == ["دو", "یک"]


def publish_one(folder: Path, path: Path) -> str:
    return publish(Folder(str(folder)), "feed", episode(path), Choice()).title


def test_many_publishers_lose_no_episode(feed: Path, tmp_path: Path) -> None:
    paths = [audio(tmp_path, f"{n}.mp3", f"قسمت {n}") for n in range(8)]
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        done = list(pool.map(publish_one, [feed] * 8, paths))
    assert set(titles(feed)) == {*done, "یک"}
    items = publisher.load(Folder(str(feed)), "feed").items
    assert sorted(item.number for item in items) == list(range(1, 10))
    assert all((feed / item.page).exists() for item in items)
