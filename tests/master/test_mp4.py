"""The index of an M4B in front, and all it points at still where it says."""

from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from narrator.errors import EncodeError
from narrator.master import encode as encoding
from narrator.master import mp4
from narrator.master.encode import encode
from narrator.master.tags import Tags
from narrator.model import ChapterMark, Hertz
from signals import speech_like

RATE = Hertz(22_050)
SOUND = speech_like(8, RATE)


def kinds(path: Path) -> list[bytes]:
    with path.open("rb") as file:
        return [kind for kind, _start, _stop in mp4._top(file, path.stat().st_size)]


def made(folder: Path, titles: list[str]) -> Path:
    """With chapters of a second each and a bit."""
    path = folder / "a.m4b"
    edges = [number * 22_173 for number in range(len(titles) + 1)]
    chapters = [
        ChapterMark(title=title, start=start, stop=stop)
        for title, (start, stop) in zip(titles, pairwise(edges), strict=True)
    ]
    tags = Tags(title="x", chapters=chapters)
    encode([SOUND], sample_rate=RATE, path=path, tags=tags)
    return path


def contents(path: Path) -> tuple[list[bytes], list[str], int]:
    """Packets of sound, titles as they are found by their index, and the samples decoded."""
    with av.open(path) as container:
        packets = [bytes(packet) for packet in container.demux(audio=0) if packet.size]
        titles = [chapter["metadata"]["title"] for chapter in container.chapters()]
    with av.open(path) as container:
        samples = sum(frame.samples for frame in container.decode(audio=0))
    return packets, titles, samples


@pytest.mark.parametrize("titles", [[], ["آغاز"], ["یک", "دوم", "ب" * 200], ["همه", "دهم"]])
@pytest.mark.parametrize("step", [1000, 1 << 20])
def test_nothing_changes_but_the_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, titles: list[str], step: int
) -> None:
    monkeypatch.setattr(mp4, "_STEP", step)
    with monkeypatch.context() as patch:
        patch.setattr(encoding, "put_index_first", lambda file: None)
        before = made(tmp_path, titles)
        wanted = contents(before)
        assert kinds(before)[-1] == b"moov"
    path = made(tmp_path, titles)
    assert kinds(path)[:2] == [b"ftyp", b"moov"]
    assert kinds(path)[-1] == b"mdat"
    assert contents(path) == wanted
    assert wanted[1] == titles
    assert wanted[2] == len(SOUND)


def test_a_file_too_long_for_32_bits_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mp4, "_MOST", 50_000)
    path = made(tmp_path, ["یک", "دو"])
    assert kinds(path)[-1] == b"moov"
    assert contents(path)[1:] == (["یک", "دو"], len(SOUND))


def test_a_disk_that_fills_up_meanwhile_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(file: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(encoding, "put_index_first", fail)
    with pytest.raises(EncodeError, match=r"^cannot write .*a\.m4b: No space left on device$"):
        made(tmp_path, [])
    assert not list(tmp_path.iterdir())


def test_the_sound_lies_where_the_index_says(tmp_path: Path) -> None:
    path = made(tmp_path, ["یک", "دو"])
    with av.open(path) as container:
        frames = [frame.to_ndarray()[0] for frame in container.decode(audio=0)]
    heard = np.concatenate(frames)
    assert np.corrcoef(heard[5000:-5000], SOUND[5000:-5000])[0, 1] > 0.98
