"""The feed as the libraries of podcast apps on npm read it."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from narrator.publish.feed import Item
from narrator.publish.paging import Page
from narrator.publish.rss import rss
from publish.feeds import BASE, made_feed


def read(npm: Path, document: bytes) -> dict[str, Any]:
    file = npm / "feed.xml"
    file.write_bytes(document)
    command = ["node", "read.js", file.name]
    run = subprocess.run(command, cwd=npm, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def expected(item: Item) -> dict[str, Any]:
    return {
        "title": item.title,
        "guid": item.guid,
        "url": BASE + item.audio,
        "bytes": item.bytes,
        "type": item.type,
        "seconds": item.duration // 1000,
        "chapters": BASE + item.chapter_file,
        "captions": [BASE + name for name in item.captions.values()],
    }


@pytest.mark.parametrize("count", [1, 50, 5000])
def test_three_libraries_read_the_same(npm: Path, count: int) -> None:
    feed = made_feed(count)
    found = read(npm, rss(feed.channel, Page(name="feed.xml", items=feed.items)))
    assert len(found) == 3
    for name, podcast in found.items():
        assert podcast["title"] == feed.channel.title, name
        assert len(podcast["items"]) == count, name
        for ours, theirs in zip(feed.items, podcast["items"], strict=True):
            # podcast-feed-parser reads no guid, chapters or captions of its own accord.
            assert theirs.items() <= expected(ours).items(), name
