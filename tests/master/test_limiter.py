import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ffmpeg_meter import ebur128
from narrator.master.limiter import limit
from narrator.master.peaks import true_peaks
from narrator.model import Hertz, Samples
from signals import speech_like, tone

RATE = Hertz(22_050)
SOUND = arrays(
    np.float32, st.integers(0, 3000), elements=st.floats(-1, 1, width=32), fill=st.just(0)
)
SPEECH = speech_like(10, RATE)
NOTHING = np.zeros(0, np.float32)


def limited(chunks: list[Samples], gain: float, ceiling: float) -> Samples:
    return np.concatenate([NOTHING, *limit(chunks, RATE, gain, ceiling)])


@given(SOUND, st.floats(0.01, 20), st.floats(-20, 0))
def test_no_true_peak_passes_the_ceiling(sound: Samples, gain: float, ceiling: float) -> None:
    result = limited([sound], gain, ceiling)
    assert len(result) == len(sound)
    padded = np.pad(result, 24)
    assert np.abs(result).max(initial=0) <= 10 ** (ceiling / 20) * 1.0001
    assert true_peaks(padded, 5).max() <= 10 ** (ceiling / 20) * 1.05


@given(st.lists(st.integers(0, 30_000), max_size=6), st.floats(0.5, 8))
def test_the_cut_into_chunks_changes_no_bit(cuts: list[int], gain: float) -> None:
    sound = SPEECH[:30_000]
    whole = limited([sound], gain, -1)
    assert np.array_equal(whole, limited(np.split(sound, sorted(cuts)), gain, -1))


@given(SOUND)
def test_below_the_ceiling_it_is_the_gain_alone(sound: Samples) -> None:
    assert np.array_equal(limited([sound], 0.25, -1), sound * np.float32(0.25))


def test_only_the_neighbourhood_of_a_peak_is_changed() -> None:
    sound = tone(1, RATE, level=0.5)
    sound[10_000:10_040] *= 4
    result = limited([sound], 1, -1)
    near = slice(10_000 - RATE // 40, 10_040 + RATE // 40)
    assert np.abs(result).max() <= 10 ** (-1 / 20)
    result[near], sound[near] = 0, 0
    assert np.array_equal(result, sound)


@pytest.mark.parametrize("gain", [1, 2, 4, 8])
@pytest.mark.parametrize("ceiling", [-1, -3])
def test_speech_stays_under_the_ceiling_by_ffmpeg_too(gain: float, ceiling: float) -> None:
    result = limited([SPEECH], gain, ceiling)
    assert ebur128(result, RATE).true_peak <= ceiling + 0.3


def test_nothing_gives_nothing() -> None:
    assert len(limited([], 1, -1)) == 0
