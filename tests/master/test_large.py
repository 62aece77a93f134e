"""A WAV over 4 GB, which its own header cannot count, becomes an RF64."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import av
import numpy as np
import pytest
import soundfile

from narrator.master import encode as encoding
from narrator.master.encode import encode
from narrator.master.formats import FORMATS
from narrator.master.tags import Tags
from narrator.model import Hertz, Samples
from signals import tone

RATE = Hertz(22_050)
WIDE = replace(FORMATS[".wav"], codec="pcm_f64le", sample_format="dbl")
"""Eight bytes a sample: there need be a quarter as many."""
SILENCE = 545_000_000
NOTHING = bytes(32_768)
"""As much as is written at once."""
END = tone(1, RATE)


class Sparse:
    """A file in which zeros take no room on the disk."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell = file.seek, file.tell

    def write(self, data: bytes) -> None:
        if data == NOTHING:
            self._file.seek(len(data), 1)
        else:
            self._file.write(data)


@contextmanager
def sparse_file(path: Path) -> Iterator[Sparse]:
    with path.open("wb") as file:
        yield Sparse(file)


def mostly_silent() -> Iterator[Samples]:
    step = 1 << 20
    for at in range(0, SILENCE, step):
        yield np.zeros(min(step, SILENCE - at), np.float32)
    yield END


def test_it_is_read_back_to_the_last_sample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.wav"
    monkeypatch.setattr(encoding, "whole_file", sparse_file)
    tags = Tags(title="x")
    written = encode(mostly_silent(), sample_rate=RATE, path=path, tags=tags, form=WIDE)
    assert written == SILENCE + len(END)
    assert path.stat().st_size > 1 << 32
    assert path.stat().st_blocks * 512 < 10_000_000
    with soundfile.SoundFile(path) as file:
        assert (file.format, file.frames, file.samplerate) == ("RF64", written, RATE)
        file.seek(SILENCE)
        assert np.allclose(file.read(dtype="float32"), END)
    with av.open(path) as container:
        stream = container.streams.audio[0]
        assert stream.duration == written
        container.seek(round((SILENCE + 100) / RATE * av.time_base))
        last = [frame.to_ndarray()[0] for frame in container.decode(audio=0)][-1]
    assert np.allclose(last, END[-len(last) :])


def test_a_short_one_stays_a_plain_wav(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    encode([END], sample_rate=RATE, path=path, tags=Tags(title="x"))
    assert soundfile.info(path).format == "WAV"
