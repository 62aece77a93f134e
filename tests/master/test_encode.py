import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import av
import mutagen
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mutagen.mp3 import BitrateMode

from narrator.errors import EncodeError
from narrator.master.encode import encode
from narrator.master.formats import FORMATS
from narrator.master.loudness import block_energies, integrated
from narrator.master.measure import measure
from narrator.master.tags import Tags
from narrator.model import Hertz, Samples
from signals import speech_like, tone

RATE = Hertz(22_050)
TAGS = Tags(title="نوروز")


def decoded(path: Path) -> Samples:
    with av.open(path) as container:
        frames = [frame.to_ndarray()[0] for frame in container.decode(audio=0)]
    return np.concatenate(frames)


@pytest.mark.parametrize("rate", [22_050, 24_000, 44_100])
@given(st.lists(st.integers(0, 30_000), max_size=5).map(lambda sizes: [*sizes, 2000]))
@example([3457])  # where LAME ends with a packet of padding alone
@settings(max_examples=10, deadline=None)
def test_every_sample_is_accounted_for(
    tmp_path_factory: pytest.TempPathFactory, rate: int, sizes: list[int]
) -> None:
    path = tmp_path_factory.mktemp("mp3") / "a.mp3"
    sound = tone(sum(sizes) / rate, Hertz(rate))
    chunks = np.split(sound, np.cumsum(sizes)[:-1])
    assert encode(chunks, sample_rate=Hertz(rate), path=path, tags=TAGS) == len(sound)
    assert len(decoded(path)) == len(sound)
    info = mutagen.File(path).info
    assert info.sample_rate == rate
    assert info.channels == 1
    assert info.bitrate_mode == BitrateMode.CBR
    assert abs(info.length - len(sound) / rate) < 576 / rate
    with av.open(path) as container:
        assert container.duration is not None
        assert abs(container.duration / av.time_base - len(sound) / rate) < 576 / rate


def test_what_is_heard_is_what_was_given(tmp_path: Path) -> None:
    sound = tone(2, RATE, hertz=300)
    encode([sound], sample_rate=RATE, path=tmp_path / "a.mp3", tags=TAGS)
    error = decoded(tmp_path / "a.mp3") - sound
    assert np.abs(error[2000:-2000]).max() < 0.01


@pytest.mark.parametrize(
    ("rate", "becomes"), [(16_000, 22_050), (48_000, 44_100), (32_000, 44_100)]
)
def test_other_rates_are_resampled(tmp_path: Path, rate: int, becomes: int) -> None:
    path = tmp_path / "a.mp3"
    sound = tone(3, Hertz(rate))
    assert encode([sound], sample_rate=Hertz(rate), path=path, tags=TAGS) == len(sound)
    assert mutagen.File(path).info.sample_rate == becomes
    assert abs(len(decoded(path)) / becomes - 3) < 0.002


def test_the_same_samples_give_the_same_bytes_however_they_are_cut(tmp_path: Path) -> None:
    sound = speech_like(5, RATE)
    for name, parts in (("a", 1), ("b", 7), ("c", 1000)):
        chunks = np.array_split(sound, parts)
        encode(chunks, sample_rate=RATE, path=tmp_path / f"{name}.mp3", tags=TAGS)
    first, *others = ((tmp_path / f"{name}.mp3").read_bytes() for name in "abc")
    assert all(other == first for other in others)


@pytest.mark.parametrize("name", ["a.txt", "a", ".mp3"])
def test_an_unknown_suffix_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(EncodeError, match=r"\.mp3"):
        encode([tone(1, RATE)], sample_rate=RATE, path=tmp_path / name, tags=TAGS)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("chunks", [[], [np.zeros(0, np.float32)]])
def test_no_audio_is_an_error_and_leaves_nothing(tmp_path: Path, chunks: list[Samples]) -> None:
    with pytest.raises(EncodeError, match="no audio"):
        encode(chunks, sample_rate=RATE, path=tmp_path / "a.mp3", tags=TAGS)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("rate", [22_050, 24_000])
def test_every_format_keeps_length_and_loudness(tmp_path: Path, suffix: str, rate: int) -> None:
    path = tmp_path / f"a{suffix}"
    sound = speech_like(11.3, Hertz(rate))
    assert encode([sound], sample_rate=Hertz(rate), path=path, tags=TAGS) == len(sound)
    measured = measure(path)
    assert measured.channels == 1
    assert abs(measured.seconds - len(sound) / rate) < 0.001
    assert abs(measured.loudness - integrated(block_energies(sound, Hertz(rate)))) < 0.3


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_gives_the_same_bytes_again(tmp_path: Path, suffix: str) -> None:
    sound = speech_like(3, RATE)
    paths = [tmp_path / f"{name}{suffix}" for name in "ab"]
    for path in paths:
        encode([sound], sample_rate=RATE, path=path, tags=TAGS)
    assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize("bit_rate", [64_000, 160_000, 192_000, 224_000, 256_000, 320_000])
def test_no_bit_rate_changes_the_level(tmp_path: Path, bit_rate: int) -> None:
    sound = tone(2, Hertz(44_100), hertz=300)
    form = replace(FORMATS[".mp3"], rates={44_100: bit_rate})
    path = tmp_path / "a.mp3"
    encode([sound], sample_rate=Hertz(44_100), path=path, tags=TAGS, form=form)
    assert abs(mutagen.File(path).info.bitrate - bit_rate) < 10
    error = decoded(path) - sound
    assert np.abs(error[4000:-4000]).max() < 0.003


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_full_disk_is_one_clear_line_and_leaves_nothing(tmp_path: Path, suffix: str) -> None:
    program = """
import resource, signal, sys
from pathlib import Path
import numpy as np
from narrator.errors import EncodeError
from narrator.master.encode import encode
from narrator.master.tags import Tags
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
noise = np.random.default_rng(0).standard_normal(22_050 * 12).astype(np.float32) / 10
try:
    encode([noise], sample_rate=22_050, path=Path(sys.argv[1]), tags=Tags(title="x"))
except EncodeError as error:
    print(error)
"""
    run = [sys.executable, "-c", program, str(tmp_path / f"a{suffix}")]
    ended = subprocess.run(run, capture_output=True, check=True, text=True)
    assert ended.stdout == f"cannot write {tmp_path}/a{suffix}: File too large\n"
    assert ended.stderr == ""
    assert not list(tmp_path.iterdir())
