"""What every target must do, whatever is behind it."""

from pathlib import Path

import pytest

from narrator.publish.target import Conflict, Target


def check_target(target: Target, folder: Path) -> None:
    """Hold ``target``, which is empty, to its protocol; ``folder`` is for files to upload."""
    assert target.read("feed.xml") is None
    assert target.version("media/a.mp3") is None
    target.write("feed.xml", b"one", expected=None)
    with pytest.raises(Conflict):
        target.write("feed.xml", b"other", expected=None)
    stored = target.read("feed.xml")
    assert stored is not None
    assert stored == (b"one", target.version("feed.xml"))
    target.write("feed.xml", b"two", expected=stored[1])
    with pytest.raises(Conflict):
        target.write("feed.xml", b"lost", expected=stored[1])
    assert (target.read("feed.xml") or b"")[0] == b"two"
    large = folder / "large.mp3"
    large.write_bytes(bytes(range(256)) * (20 << 12))  # 20 MiB: in parts, where there are parts
    target.write("media/a.mp3", large)
    assert (target.read("media/a.mp3") or b"")[0] == large.read_bytes()
    assert target.version("media/a.mp3") is not None
    assert sorted(target.names()) == ["feed.xml", "media/a.mp3"]
    for _ in range(2):
        target.remove("media/a.mp3")
    assert list(target.names()) == ["feed.xml"]
    assert target.version("media/a.mp3") is None
