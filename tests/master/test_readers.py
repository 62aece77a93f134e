"""What programs that people play and tag with find in finished files."""

import json
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import eyed3
import mutagen
import numpy as np
import pytest
import soundfile

from narrator.master.encode import encode
from narrator.master.formats import FORMATS
from narrator.master.tags import Tags
from narrator.model import ChapterMark, Hertz, Samples
from programs import program
from signals import tone

RATE = Hertz(22_050)
EDGES = [0, 20_001, 61_000, 88_203]
TITLES = ["آغاز", "ب" * 200, "پایان"]
PICTURES = [b"", b"\xff\xd8\xff\xe0 no more than a beginning", b"\xff\xd8 another"]
TAGS = Tags(
    title="نوروز",
    artist="نویسنده",
    chapters=[
        ChapterMark(title=title, start=start, stop=stop, picture=picture)
        for title, (start, stop), picture in zip(TITLES, pairwise(EDGES), PICTURES, strict=True)
    ],
)
STARTS = [edge / RATE for edge in EDGES[:-1]]
FRAME = 576 / RATE
"""Seconds of the shortest frame of an MP3."""


@pytest.fixture(scope="module", params=[suffix for suffix in FORMATS if suffix != ".wav"])
def finished(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Chapters that begin with a tone, the rest of each silent."""
    path: Path = tmp_path_factory.mktemp("readers") / f"a{request.param}"
    sound = np.zeros(EDGES[-1], np.float32)
    for start, stop in pairwise(EDGES):
        sound[start : (start + stop) // 2] = tone(1, RATE, hertz=1000)[: (stop - start) // 2]
    encode([sound], sample_rate=RATE, path=path, tags=TAGS)
    return path


def onsets(sound: Samples, rate: int) -> list[float]:
    """Seconds at which something is heard after silence."""
    loud = np.abs(sound) > 0.1
    places = np.flatnonzero(loud)
    return [float(places[0]) / rate] + [
        float(here) / rate for before, here in pairwise(places) if here - before > rate // 10
    ]


def decoded(path: Path) -> tuple[Samples, int]:
    with av.open(path) as container:
        rate = container.streams.audio[0].rate or 1
        frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
    sound = np.concatenate([frame.reshape(1, -1) for frame in frames], axis=1)[0]
    return sound / (32768 if sound.dtype == np.int16 else 1), rate


def test_chapters_begin_where_their_sound_does(finished: Path) -> None:
    sound, rate = decoded(finished)
    assert len(sound) / rate == pytest.approx(EDGES[-1] / RATE, abs=1 / RATE)
    assert onsets(sound, rate) == pytest.approx(STARTS, abs=FRAME)


def test_mpg123_hears_every_sample_at_its_place(finished: Path) -> None:
    if finished.suffix != ".mp3":
        return
    wave = finished.with_suffix(".mpg123.wav")
    program("mpg123", "--quiet", "--wav", wave, finished)
    sound, rate = soundfile.read(wave)
    assert (len(sound), rate) == (EDGES[-1], RATE)
    assert onsets(sound, rate) == pytest.approx(STARTS, abs=FRAME)
    other, _rate = decoded(finished)
    assert np.abs(sound - other).max() < 2 / 32768


def test_mpv_lists_the_chapters(finished: Path) -> None:
    options = ("--no-config", "--vo=null", "--ao=null", "--length=0.01", "--really-quiet")
    told = ("--msg-level=all=no,term-msg=info", "--term-playing-msg=${=chapter-list}")
    listed = json.loads(program("mpv", *options, *told, finished))
    assert [chapter["title"] for chapter in listed] == TITLES
    # It counts from behind the delay of LAME's encoder, where libavformat lets an MP3 begin.
    delay = 1105 / RATE if finished.suffix == ".mp3" else 0.0
    starts = [chapter["time"] + delay for chapter in listed]
    assert starts == pytest.approx(STARTS, abs=0.001)


def test_music_metadata_finds_names_and_chapters(finished: Path, npm: Path) -> None:
    found = music_metadata(npm, finished)
    assert (found["title"], found["artist"]) == (TAGS.title, TAGS.artist)
    if finished.suffix in (".opus", ".flac"):
        assert not found["chapters"]  # of Vorbis comments it knows none: these two it cannot find
        return
    assert [chapter["title"] for chapter in found["chapters"]] == TITLES
    starts = [chapter["start"] for chapter in found["chapters"]]
    assert starts == pytest.approx(STARTS, abs=0.001)
    images = list(map(len, PICTURES)) if finished.suffix == ".mp3" else [0, 0, 0]
    assert [chapter["image"] for chapter in found["chapters"]] == images


def test_an_mp3_shows_a_picture_a_chapter(finished: Path) -> None:
    if finished.suffix != ".mp3":  # nothing else has a place for them
        return
    frames = sorted(mutagen.File(finished).tags.getall("CHAP"), key=lambda frame: frame.start_time)
    shown = [frame.sub_frames.getall("APIC") for frame in frames]
    assert [[picture.data for picture in some] for some in shown] == [
        [picture] if picture else [] for picture in PICTURES
    ]
    tag = eyed3.load(finished).tag
    (table,) = tag.table_of_contents
    found = [tag.chapters.get(name).sub_frames.get(b"APIC") for name in table.child_ids]
    assert [some[0].image_data if some else b"" for some in found] == PICTURES
    with av.open(finished) as container:
        titles = [chapter["metadata"]["title"] for chapter in container.chapters()]
    assert titles == TITLES


def music_metadata(npm: Path, path: Path) -> dict[str, Any]:
    command = ["node", "music.mjs", str(path)]
    run = subprocess.run(command, cwd=npm, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(run.stdout)
    return found
