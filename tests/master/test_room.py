import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.master.room import with_room
from narrator.model import Hertz, Samples

RATE = Hertz(22_050)


def room(*lengths: int, level: float = -60.0) -> Samples:
    silence = [np.zeros(length, np.float32) for length in lengths]
    return np.concatenate(list(with_room(silence, RATE, level)))


def decibels(samples: Samples) -> float:
    return float(20 * np.log10(np.sqrt(np.mean(samples.astype(float) ** 2))))


@pytest.mark.parametrize("level", [-75.0, -60.0, -50.0])
def test_it_is_as_loud_as_asked_all_along(level: float) -> None:
    noise = room(25 * RATE, level=level)
    assert decibels(noise) == pytest.approx(level, abs=0.1)
    for second in np.split(noise, 25):
        assert decibels(second) == pytest.approx(level, abs=1.0)


def test_no_step_is_larger_where_it_comes_round() -> None:
    steps = np.abs(np.diff(room(24 * RATE)))
    seam = steps[11 * RATE - 50 : 11 * RATE + 50]
    assert seam.max() < 6 * steps.std()
    assert abs(float(room(11 * RATE).mean())) < 1e-6


@given(st.lists(st.integers(0, 3000), min_size=1, max_size=6))
def test_however_it_is_cut(lengths: list[int]) -> None:
    assert np.array_equal(room(*lengths), room(sum(lengths)))


def test_speech_stays_beneath_it() -> None:
    sound = np.linspace(-0.5, 0.5, 1000, dtype=np.float32)
    (heard,) = with_room([sound], RATE, -60.0)
    assert np.allclose(heard - sound, room(1000), atol=1e-7)
