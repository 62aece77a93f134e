import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.errors import SynthesisError
from narrator.master.take import finish
from narrator.model import Audio, Hertz
from signals import tone

RATE = Hertz(22_050)


def silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * RATE), np.float32)


def test_silence_around_the_sentence_goes_but_for_a_margin() -> None:
    samples = np.concatenate((silence(0.3), tone(1, RATE), silence(0.6)))
    take = finish(Audio(samples=samples, sample_rate=RATE))
    assert take.sample_rate == RATE
    assert 1.0 < take.seconds < 1.07


def test_a_pause_inside_the_sentence_stays() -> None:
    samples = np.concatenate((tone(0.5, RATE), silence(0.4), tone(0.5, RATE)))
    assert abs(finish(Audio(samples=samples, sample_rate=RATE)).seconds - 1.4) < 0.01


@given(st.floats(0.01, 0.3), st.floats(20, 4000))
def test_the_ends_are_faded_and_the_middle_is_untouched(seconds: float, hertz: float) -> None:
    samples = tone(seconds, RATE, hertz=hertz, level=0.9) + np.float32(0.05)
    take = finish(Audio(samples=samples, sample_rate=RATE)).samples
    assert abs(len(take) - len(samples)) <= RATE / 1000
    assert abs(take[0]) < 0.02
    assert abs(take[-1]) < 0.02
    inner = slice(RATE // 100, max(RATE // 100, len(take) - RATE // 100))
    assert np.allclose(take[inner], samples[inner], atol=1 / 32768)


@pytest.mark.parametrize("seconds", [0, 0.004, 3])
def test_silence_is_an_error(seconds: float) -> None:
    with pytest.raises(SynthesisError):
        finish(Audio(samples=silence(seconds), sample_rate=RATE))


def test_importing_pydub_warns_nobody() -> None:
    program = "import narrator.master.take"
    run = [sys.executable, "-B", "-W", "error", "-c", program]
    assert subprocess.run(run, capture_output=True, check=True, text=True).stderr == ""
