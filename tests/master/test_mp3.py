"""Pieces of MP3: joined they are the sound that went in, to the sample and without a seam."""

from pathlib import Path

import av
import mutagen
import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.errors import EncodeError
from narrator.master.encode import encode
from narrator.master.formats import FORMATS, Format
from narrator.master.level import PRESETS
from narrator.master.loudness import block_energies, integrated
from narrator.master.measure import measure
from narrator.master.mp3 import QUIET, WHOLE, encoded, fits, join
from narrator.master.tags import Tags
from narrator.model import Hertz, Samples
from programs import program
from signals import speech_like, tone

TAGS = Tags(title="نوروز")
MP3 = FORMATS[".mp3"]
ACX = PRESETS["audiobook"].form(Path("a.mp3"))
CASES = [(22_050, MP3), (24_000, MP3), (44_100, MP3), (22_050, ACX), (44_100, ACX)]


def piece(rate: int, wholes: int, seed: int) -> Samples:
    """So many times ``WHOLE`` samples of loud noise from the first one on, then silence."""
    silence = np.zeros(QUIET * rate // 1000, np.float32)
    sound = speech_like((wholes * WHOLE - len(silence)) / rate, Hertz(rate), seed=seed) * 3
    return np.concatenate([sound, silence])


def made(path: Path, pieces: list[Samples], rate: int, form: Format) -> Path:
    ends = [False] * (len(pieces) - 1) + [True]
    parts = [
        encoded(np.array_split(sound, 3), sample_rate=Hertz(rate), form=form, last=last)
        for sound, last in zip(pieces, ends, strict=True)
    ]
    samples = sum(map(len, pieces))
    join(parts, samples=samples, sample_rate=Hertz(rate), path=path, tags=TAGS, form=form)
    return path


def decoded(path: Path) -> Samples:
    with av.open(path) as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])


@pytest.mark.parametrize(("rate", "form"), CASES)
@given(st.lists(st.integers(8, 30), max_size=4), st.integers(2000, 20_000))
@settings(max_examples=10)
def test_every_sample_is_accounted_for(
    tmp_path_factory: pytest.TempPathFactory, rate: int, form: Format, wholes: list[int], rest: int
) -> None:
    last = tone(rest / rate, Hertz(rate))
    pieces = [*(piece(rate, count, seed) for seed, count in enumerate(wholes)), last]
    path = made(tmp_path_factory.mktemp("mp3") / "a.mp3", pieces, rate, form)
    whole = np.concatenate(pieces)
    assert len(decoded(path)) == len(whole) * form.rate(Hertz(rate)) // rate
    info = mutagen.File(path).info
    assert abs(info.length - len(whole) / rate) < 1e-6 * info.length + 1e-6


@pytest.mark.parametrize(("rate", "form"), CASES)
def test_mpg123_hears_the_same_samples(tmp_path: Path, rate: int, form: Format) -> None:
    pieces = [piece(rate, 20, 1), piece(rate, 31, 2), piece(rate, 9, 3)[:-777]]
    path = made(tmp_path / "a.mp3", pieces, rate, form)
    wav = tmp_path / "a.wav"
    program("mpg123", "--quiet", "--float", "--wav", wav, path)
    heard = soundfile.read(wav, dtype="float32")[0]
    assert np.abs(heard - decoded(path)).max() < 1e-4


@pytest.mark.parametrize(("rate", "form"), CASES)
def test_a_seam_is_as_true_as_a_whole_stream(tmp_path: Path, rate: int, form: Format) -> None:
    pieces = [piece(rate, count, seed) for seed, count in enumerate((20, 31, 9, 25))]
    whole, factor = np.concatenate(pieces), form.rate(Hertz(rate)) // rate
    encode([whole], sample_rate=Hertz(rate), path=tmp_path / "b.mp3", tags=TAGS, form=form)
    joined, streamed = (
        decoded(made(tmp_path / "a.mp3", pieces, rate, form)),
        decoded(tmp_path / "b.mp3"),
    )
    assert len(joined) == len(streamed) == len(whole) * factor
    seams = np.cumsum([len(sound) for sound in pieces])[:-1] * factor
    for seam in seams:
        near = slice(seam - rate // 4, seam + rate // 4)
        silent = joined[seam - 3000 : seam - 1200]
        assert np.abs(silent).max() < 1e-3
        noise = joined[near] - streamed[near]
        assert np.sqrt(np.mean(noise**2)) < 0.3 * np.sqrt(np.mean(streamed[near] ** 2))


def test_the_frames_of_a_piece_do_not_depend_on_its_place(tmp_path: Path) -> None:
    a, b, c = (piece(22_050, count, count) for count in (12, 20, 9))
    one = made(tmp_path / "a.mp3", [a, b, c], 22_050, MP3).read_bytes()
    other = made(tmp_path / "b.mp3", [b, a, c], 22_050, MP3).read_bytes()
    for sound in (a, b):
        frames = encoded([sound], sample_rate=Hertz(22_050), form=MP3)
        assert frames in one
        assert frames in other


def test_players_find_their_way(tmp_path: Path) -> None:
    """An Info frame with a table of contents, and sound wherever one jumps to."""
    pieces = [piece(22_050, 100, seed) for seed in range(4)]
    path = made(tmp_path / "a.mp3", pieces, 22_050, MP3)
    header = path.read_bytes()
    at = header.index(b"Info")
    flags = int.from_bytes(header[at + 4 : at + 8])
    assert flags & 0b111 == 0b111  # frames, bytes, table
    table = header[at + 16 : at + 116]
    assert list(table) == sorted(table)
    assert abs(table[50] - 128) <= 2
    whole = decoded(path)
    with av.open(path) as container:
        stream = container.streams.audio[0]
        container.seek(int(10 / stream.time_base), stream=stream)
        frames = [next(container.decode(stream)) for _ in range(5)]  # the decoder's memory fills
        times = [(frame.pts or 0) - (stream.start_time or 0) for frame in frames]
        at, *_, start = (round(time * stream.time_base * 22_050) for time in times)
    assert abs(at - 10 * 22_050) < 4 * 576
    heard = frames[-1].to_ndarray()[0]
    assert np.abs(heard - whole[start : start + len(heard)]).max() < 1e-4


@pytest.mark.parametrize(("rate", "form"), CASES)
def test_pieces_are_as_loud_as_the_sound(tmp_path: Path, rate: int, form: Format) -> None:
    pieces = [piece(rate, 4 * rate // WHOLE, seed) for seed in range(3)]
    path = made(tmp_path / "a.mp3", pieces, rate, form)
    wanted = integrated(block_energies(np.concatenate(pieces), Hertz(rate)))
    assert abs(measure(path).loudness - wanted) < 0.2


def test_which_rates_come_out_as_whole_frames() -> None:
    rates = (16_000, 22_050, 24_000, 44_100, 48_000)
    assert [rate for rate in rates if fits(MP3, Hertz(rate))] == [22_050, 24_000, 44_100]
    assert [rate for rate in rates if fits(ACX, Hertz(rate))] == [22_050, 44_100]
    assert not any(
        fits(form, Hertz(22_050)) for suffix, form in FORMATS.items() if suffix != ".mp3"
    )


def test_no_piece_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(EncodeError, match="no audio"):
        join([], samples=0, sample_rate=Hertz(22_050), path=tmp_path / "a.mp3", tags=TAGS, form=MP3)
    assert not list(tmp_path.iterdir())
