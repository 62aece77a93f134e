"""Music is as loud as it should be everywhere, makes way for words, and never jumps."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from narrator.config import Music
from narrator.errors import ConfigError
from narrator.master import music
from narrator.master.encode import encode
from narrator.master.formats import FORMATS
from narrator.master.loudness import loudness
from narrator.master.music import LEVEL, Score, load, with_music
from narrator.master.peaks import true_peaks
from narrator.master.tags import Tags
from narrator.model import Hertz, Milliseconds, Samples, Span
from signals import speech_like, tone

RATE = Hertz(22_050)
NOTHING = np.zeros(0, np.float32)
FADE = 2 * RATE


def noise(seconds: float) -> Samples:
    sound = np.random.default_rng(1).standard_normal(round(seconds * RATE))
    return (0.1 * sound).astype(np.float32)


def score(
    intro: Samples = NOTHING, outro: Samples = NOTHING, bed: Samples = NOTHING, fade: int = FADE
) -> Score:
    return Score(intro=intro, outro=outro, bed=bed, bed_level=-20.0, fade=fade)


def heard(played: Score, rests: list[Span], *lengths: int) -> Samples:
    """What is heard with ``played`` where nobody says anything."""
    speech = [np.zeros(length, np.float32) for length in lengths]
    return np.concatenate(list(with_music(speech, played, RATE, factor=1.0, rests=rests)))


def decibels(samples: Samples) -> float:
    return float(20 * np.log10(np.sqrt(np.mean(samples.astype(float) ** 2))))


def loaded(path: Path, fade: int = 0) -> Score:
    """The file at ``path`` in every part."""
    file = str(path)
    settings = Music(intro=file, outro=file, bed=file, fade=Milliseconds(fade))
    found = load(settings, RATE)
    assert found
    return found


@pytest.mark.parametrize("suffix", [*FORMATS, ".ogg", ".aiff"])
def test_any_file_becomes_mono_of_the_rate_and_loudness_of_the_speech(
    tmp_path: Path, suffix: str
) -> None:
    path, quiet = tmp_path / f"a{suffix}", 0.2 * tone(3, Hertz(44_100), hertz=300)
    if suffix in FORMATS:
        encode([quiet], sample_rate=Hertz(44_100), path=path, tags=Tags(title="x"))
    else:
        soundfile.write(path, np.stack([quiet, quiet], axis=1), 44_100)
    intro = loaded(path).intro
    assert len(intro) / RATE == pytest.approx(3, abs=0.1)
    assert loudness([intro], RATE) == pytest.approx(LEVEL, abs=0.2)


def test_drums_are_tamed_so_that_speech_alone_sets_the_gain(tmp_path: Path) -> None:
    beat = tone(0.5, RATE, level=0.9) * np.exp(-np.arange(RATE // 2) / 1000)
    drums = np.tile(beat, 16)
    soundfile.write(tmp_path / "a.wav", drums, RATE)
    intro = loaded(tmp_path / "a.wav").intro
    assert 20 * np.log10(true_peaks(intro, 24).max()) <= -2.9
    assert loudness([intro], RATE) == pytest.approx(LEVEL, abs=0.5)


def test_before_and_behind_the_speech_which_stays_as_it_is() -> None:
    intro, outro, speech = noise(3), noise(2)[::-1], speech_like(5, RATE)
    rests = [Span(0, len(intro)), Span(8 * RATE, 10 * RATE)]
    mix = with_music([speech], score(intro, outro), RATE, factor=0.5, rests=rests)
    whole = np.concatenate(list(mix))
    half = np.float32(0.5)
    assert np.array_equal(whole, np.concatenate([half * intro, speech, half * outro]))


def test_a_bed_lies_beneath_words_and_rises_in_long_pauses() -> None:
    bed = noise(11)
    rests = [Span(0, 0), Span(20 * RATE, 24 * RATE), Span(40 * RATE, 40 * RATE + RATE // 3)]
    rests.append(Span(60 * RATE, 60 * RATE))
    found = heard(score(bed=bed), rests, 60 * RATE)
    under = decibels(bed) - 20
    assert decibels(found[5 * RATE : 19 * RATE]) == pytest.approx(under, abs=0.2)
    assert decibels(found[21 * RATE : 23 * RATE]) == pytest.approx(under + 8, abs=0.3)
    assert decibels(found[24 * RATE : 39 * RATE]) == pytest.approx(under, abs=0.2)
    assert decibels(found[40 * RATE :][: RATE // 3]) == pytest.approx(under, abs=0.5)


def test_a_bed_comes_and_goes_beneath_intro_and_outro_and_never_steps() -> None:
    intro, outro = np.zeros(5 * RATE, np.float32), np.zeros(4 * RATE, np.float32)
    rests = [Span(0, 5 * RATE), Span(14 * RATE, 20 * RATE)]
    steady = np.ones(30 * RATE, np.float32)
    found = heard(score(intro, outro, steady), rests, 11 * RATE)
    assert len(found) == 20 * RATE
    assert not found[: 3 * RATE - 64].any()
    assert not found[18 * RATE + 64 :].any()
    assert found[3 * RATE + 100 : 18 * RATE - 100].all()
    assert (
        np.abs(np.diff(found)).max() < 0.0002
    )  # from nothing to full in no less than 5000 samples


def test_it_goes_round_without_a_seam(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", noise(12), RATE)
    bed = loaded(tmp_path / "a.wav").bed
    found = heard(score(bed=bed, fade=0), [Span(0, 0), Span(21 * RATE, 21 * RATE)], 21 * RATE)
    for second in np.split(found, 21):
        assert decibels(second) == pytest.approx(decibels(found), abs=0.5)
    assert len(bed) == 9 * RATE
    assert np.array_equal(found[RATE : 2 * RATE], found[10 * RATE : 11 * RATE])


@given(st.lists(st.integers(0, 20_000), min_size=1, max_size=8))
def test_however_it_is_cut(lengths: list[int]) -> None:
    total = sum(lengths)
    played = score(noise(0.3), noise(0.2), noise(0.7), fade=3000)
    begin, stop = len(played.intro), len(played.intro) + total + len(played.outro)
    rests = [Span(0, begin), Span(begin + total // 3, begin + total // 2), Span(stop, stop)]
    assert np.array_equal(heard(played, rests, *lengths), heard(played, rests, total))


def test_music_ends_by_itself(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", noise(6), RATE)
    intro = loaded(tmp_path / "a.wav", fade=2000).intro
    levels = [decibels(part) for part in np.array_split(intro[4 * RATE :], 8)]
    assert all(later < earlier for earlier, later in pairwise(levels))
    assert abs(intro[0]) < 0.001
    assert abs(intro[-1]) < 0.001


BAD = {
    "missing": (None, "No such file"),
    "empty": (b"", "cannot be read"),
    "no sound": (b"RIFF but no sound at all", "cannot be read"),
    "a picture": ("picture", "there is no sound in it"),
    "silence": (np.zeros(22_050), "is silent"),
    "no number": (np.append(tone(0.5, RATE), np.nan), "damaged"),
    "no end": (np.append(tone(0.5, RATE), np.inf), "damaged"),
    "no level": (tone(0.5, RATE) * 1e30, "damaged"),
    "too long": (tone(2, RATE), "is longer than 0 minutes; cut it"),
    "not a sample": (np.zeros(0), "is silent"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_music_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / "a.wav"
    content, message = BAD[name]
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif isinstance(content, str):
        Image.new("RGB", (8, 8)).save(path, "PNG")
    elif content is not None:
        soundfile.write(path, content, RATE, subtype="FLOAT")
    monkeypatch.setattr(music, "_LONGEST", 1)
    with pytest.raises(ConfigError, match=rf"^music .*a\.wav: .*{message}.*$"):
        loaded(path)


def test_no_music_is_none() -> None:
    assert load(Music(), RATE) is None
