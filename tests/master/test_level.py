from pathlib import Path

import numpy as np
import pytest

from narrator.master.encode import encode
from narrator.master.formats import FORMATS
from narrator.master.level import PRESETS, make_up
from narrator.master.limiter import limit
from narrator.master.loudness import block_energies, gain, integrated
from narrator.master.measure import measure
from narrator.master.tags import Tags
from narrator.master.verdict import findings
from narrator.model import Hertz
from signals import speech_like

RATE = Hertz(22_050)


@pytest.mark.parametrize(
    ("suffix", "name"),
    [(suffix, "podcast") for suffix in FORMATS] + [(".mp3", name) for name in PRESETS],
)
def test_the_finished_file_measures_what_the_preset_says(
    tmp_path: Path, suffix: str, name: str
) -> None:
    preset, path = PRESETS[name], tmp_path / f"a{suffix}"
    form = preset.form(path)
    sound = speech_like(25, RATE)
    boost = gain(integrated(block_energies(sound, RATE)), preset.loudness)
    ceiling = preset.ceiling(form)
    drive = make_up(sound[: 15 * RATE], RATE, boost, ceiling)
    chunks = limit([sound], RATE, drive, ceiling)
    encode(chunks, sample_rate=RATE, path=path, tags=Tags(title="x"), form=form)
    loudness, true_peak, *_ = findings(measure(path), preset)
    assert abs(loudness.value - preset.loudness) < 0.5
    assert true_peak.fits


def test_where_nothing_is_limited_nothing_is_made_up() -> None:
    sound = speech_like(10, RATE) * np.float32(0.1)
    assert make_up(sound, RATE, 1.5, -1) == 1.5


def test_make_up_has_an_end() -> None:
    sound = speech_like(10, RATE)
    assert 1 <= make_up(sound, RATE, 100, -30) / 100 <= 2


def test_silence_is_left_alone() -> None:
    assert make_up(np.zeros(RATE, np.float32), RATE, 1, -1) == 1
    assert make_up(np.zeros(0, np.float32), RATE, 1, -1) == 1
