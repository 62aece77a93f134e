"""Publishes again and again, each time killed a little later; run as a program by the tests.

Each run forks: the child dies by SIGKILL at its n-th wish to have something on the disk,
which comes before and after every file takes its name. The parent then looks at the feed.
"""

import os
import shutil
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

from narrator.master.finished import episode
from narrator.publish import publisher
from narrator.publish.publishing import Choice, publish
from narrator.publish.targets.folder import Folder

CHOICE = Choice(published=datetime(2026, 2, 1, tzinfo=UTC))


def guids(feed: Path) -> list[str | None]:
    return [element.text for element in etree.parse(feed / "feed.xml").iter("guid")]


def killed_at(count: int, feed: Path, audio: Path) -> bool:
    """Publish; whether it died at its ``count``-th fsync."""
    child = os.fork()
    if not child:
        true, left = os.fsync, [count]

        def fsync(descriptor: int) -> None:
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            true(descriptor)

        os.fsync = fsync  # type: ignore[assignment]
        publish(Folder(str(feed)), "feed", episode(audio), CHOICE)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def main(start: Path, audio: Path, whole: Path) -> None:
    """``start`` is a feed before the episode in ``audio``, ``whole`` the same with it."""
    before, after = guids(start), guids(whole)
    count, feed = 0, start.with_name("dying")
    while True:
        count += 1
        shutil.rmtree(feed, ignore_errors=True)
        shutil.copytree(start, feed)
        died = killed_at(count, feed, audio)
        assert guids(feed) in (before, after), count
        for enclosure in etree.parse(feed / "feed.xml").iter("enclosure"):
            file = feed / enclosure.get("url").removeprefix("https://example.org/chay/")
            assert file.stat().st_size == int(enclosure.get("length")), count
        if not died:
            break
        publish(Folder(str(feed)), "feed", episode(audio), CHOICE)  # the next run
        assert guids(feed) == after, count
        assert not publisher.load(Folder(str(feed)), "feed").pending, count
        assert (feed / "index.html").read_bytes() == (whole / "index.html").read_bytes(), count
    sys.stdout.write(f"{count - 1}\n")


main(*map(Path, sys.argv[1:]))
