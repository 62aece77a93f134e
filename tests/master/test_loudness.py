import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffmpeg_meter import ebur128
from narrator.master.loudness import SILENCE, block_energies, gain, integrated, stepped
from narrator.model import Hertz, Lufs
from signals import speech_like, tone

SPEECH = block_energies(speech_like(4, Hertz(22_050)), Hertz(22_050))
RATES = [Hertz(16_000), Hertz(22_050), Hertz(24_000), Hertz(44_100), Hertz(48_000)]


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("hertz", [60, 100, 1000, 3000, 6000])
def test_tones_measure_as_by_ffmpeg(rate: Hertz, hertz: float) -> None:
    samples = tone(5, rate, hertz=hertz)
    assert abs(integrated(block_energies(samples, rate)) - ebur128(samples, rate).loudness) < 0.1


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("level", [0.05, 1.0])
def test_speech_with_pauses_measures_as_by_ffmpeg(rate: Hertz, level: float) -> None:
    samples = speech_like(30, rate) * np.float32(level)
    assert abs(integrated(block_energies(samples, rate)) - ebur128(samples, rate).loudness) < 0.1


def test_a_full_scale_tone_of_1_khz_measures_as_the_standard_says() -> None:
    rate = Hertz(48_000)
    energies = block_energies(tone(5, rate, hertz=997, level=1), rate)
    assert integrated(energies) == pytest.approx(-3.01, abs=0.05)


def test_sentences_add_up() -> None:
    rate = Hertz(22_050)
    sentences = [speech_like(seconds, rate, seed=seconds) for seconds in (3, 7, 5)]
    whole = block_energies(np.concatenate(sentences), rate)
    parts = np.concatenate([block_energies(sentence, rate) for sentence in sentences])
    assert abs(integrated(whole) - integrated(parts)) < 0.1


@given(st.integers(0, 30), st.floats(-20, 20))
def test_gain_moves_loudness_by_just_as_much_to_a_step(pause: int, decibels: float) -> None:
    energies = np.concatenate((SPEECH, np.zeros(pause, "f4")))
    measured = integrated(energies)
    factor = gain(measured, Lufs(measured + decibels))
    assert integrated(energies * np.float32(factor**2)) == pytest.approx(
        measured + decibels, abs=0.051
    )


def test_a_hair_of_loudness_leaves_the_gain_as_it_was() -> None:
    assert gain(Lufs(-20.04), Lufs(-16)) == gain(Lufs(-19.96), Lufs(-16)) == stepped(4)


@pytest.mark.parametrize("blocks", [0, 1, 100])
def test_silence_has_the_loudness_of_the_gate_and_is_not_amplified(blocks: int) -> None:
    assert integrated(np.zeros(blocks, np.float32)) == SILENCE
    assert gain(SILENCE, Lufs(-16)) == 1


def test_pauses_do_not_count() -> None:
    rate = Hertz(22_050)
    energies = block_energies(tone(10, rate), rate)
    paused = np.concatenate((energies, np.zeros(300, np.float32)))
    assert abs(integrated(paused) - integrated(energies)) < 0.1
