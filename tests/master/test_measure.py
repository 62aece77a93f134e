from math import inf
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from ffmpeg_meter import ebur128
from narrator.errors import AudioError
from narrator.master.encode import encode
from narrator.master.measure import measure
from narrator.master.tags import Tags
from narrator.model import Hertz, Samples
from signals import speech_like, tone


def write(path: Path, samples: Samples, rate: Hertz) -> Path:
    encode([samples], sample_rate=rate, path=path, tags=Tags(title="x"))
    return path


@pytest.mark.parametrize("rate", [16_000, 22_050, 44_100, 48_000])
@pytest.mark.parametrize("level", [0.2, 1.0])
def test_it_agrees_with_ffmpegs_meter(tmp_path: Path, rate: int, level: float) -> None:
    sound = speech_like(25, Hertz(rate)) * np.float32(level)
    measured = measure(write(tmp_path / "a.wav", sound, Hertz(rate)))
    reference = ebur128(sound, Hertz(rate))
    assert measured.loudness == pytest.approx(reference.loudness, abs=0.1)
    assert measured.true_peak == pytest.approx(reference.true_peak, abs=0.2)


def test_levels_of_a_tone_between_silences(tmp_path: Path) -> None:
    rate = Hertz(22_050)
    silence = np.zeros(2 * rate, np.float32)
    sound = np.concatenate((silence, tone(6, rate, level=0.5), silence))
    measured = measure(write(tmp_path / "a.flac", sound, rate))
    assert measured.samples == len(sound)
    assert measured.rms == pytest.approx(20 * np.log10(0.5 * np.sqrt(0.5 * 0.6)), abs=0.05)
    assert measured.true_peak == pytest.approx(20 * np.log10(0.5), abs=0.05)
    assert (measured.head, measured.tail) == (2, 2)
    assert measured.noise_floor == -inf


def test_a_peak_in_the_very_last_sample_counts(tmp_path: Path) -> None:
    rate = Hertz(22_050)
    sound = tone(11, rate, level=0.1)
    sound[-1] = 0.8
    assert measure(write(tmp_path / "a.wav", sound, rate)).true_peak >= 20 * np.log10(0.79)


def test_both_channels_of_stereo_count(tmp_path: Path) -> None:
    """Two equal channels are 3 LU louder than one (BS.1770-4 sums their energies)."""
    path, rate = tmp_path / "a.wav", 48_000
    sound = (tone(5, Hertz(rate), hertz=997, level=1) * 32767).astype(np.int16)
    with av.open(path, "w") as container:
        stream = container.add_stream("pcm_s16le", rate, layout="stereo")
        frame = av.AudioFrame.from_ndarray(np.repeat(sound, 2)[None], "s16", "stereo")
        frame.sample_rate = rate
        container.mux(stream.encode(frame))
    measured = measure(path)
    assert measured.channels == 2
    assert measured.loudness == pytest.approx(0, abs=0.05)


@pytest.mark.parametrize("content", [b"", b"no audio", bytes(5000)])
def test_what_holds_no_audio_is_one_clear_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(content)
    for missing in (path, tmp_path / "none.mp3", tmp_path):
        with pytest.raises(AudioError, match=r"^cannot [a-z]+ .*: .+$"):
            measure(missing)


@pytest.mark.parametrize(
    ("sound", "rate", "message"),
    [
        (np.append(np.zeros(22_050), np.nan), 22_050, "damaged"),
        (np.append(np.zeros(22_050), 1e30), 22_050, "damaged"),
        (np.full(100, 0.5), 5, "5 samples a second"),
        (np.full(2000, 0.5), 22_050, "not a tenth of a second"),
    ],
)
def test_samples_that_are_no_sound_are_one_clear_line(
    tmp_path: Path, sound: Samples, rate: int, message: str
) -> None:
    soundfile.write(tmp_path / "a.wav", sound, rate, subtype="FLOAT")
    with pytest.raises(AudioError, match=rf"^cannot [a-z]+ .*a\.wav: .*{message}.*$"):
        measure(tmp_path / "a.wav")
