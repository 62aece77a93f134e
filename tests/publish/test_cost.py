"""A daily episode stays cheap, however long the feed has grown."""

import resource
from datetime import timedelta
from pathlib import Path

from narrate import narrate
from narrator.publish import publisher, state
from narrator.publish.feed import Feed
from narrator.publish.targets.folder import Folder
from publish.feeds import START, audio, made_channel, made_item


def cost(folder: Path, *arguments: str) -> float:
    """CPU seconds of a command."""

    def spent() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    before = spent()
    run = narrate(folder, *arguments)
    assert run.returncode == 0, run.stderr
    return spent() - before


def test_one_more_in_a_feed_of_5000(tmp_path: Path) -> None:
    channel = made_channel()
    past = [
        made_item(channel, number, published=START - timedelta(days=6000 - number))
        for number in range(5000, 0, -1)
    ]
    feed = Feed(channel=channel, items=tuple(past))
    Folder(str(tmp_path / "feed")).write(state.NAME, state.dumps(feed))
    audio(tmp_path, "a.mp3")
    reading = cost(tmp_path, "feed", "list", "feed")
    publishing = cost(tmp_path, "publish", "a.mp3", "--to", "feed")
    assert len(publisher.load(Folder(str(tmp_path / "feed")), "feed").items) == 5001
    assert publishing < 5 * reading  # 2.2 times where it was measured: 1.3 s against 0.6
