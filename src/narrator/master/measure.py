"""What players will make of a finished file: loudness, peaks and noise of its decoded samples."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf, log10
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from narrator.errors import AudioError
from narrator.master.decode import decoded
from narrator.master.loudness import BLOCKS_PER_SECOND, Energies, block_energies, integrated
from narrator.master.peaks import true_peaks, worst_rise
from narrator.master.windows import Signal, windows
from narrator.model import Hertz, Lufs

_BLOCKS = 100
"""Of 100 ms, measured at a time."""
_SLOWEST = 1000
"""Hertz under which samples are no sound."""
_REACH = 24
"""Of the true-peak interpolator: within 0.1 dB up to nine tenths of Nyquist."""
_AUDIBLE = 10 ** (-50 / 10)
"""Mean square over which 100 ms are no silence: -50 dBFS."""
_NOISE_BLOCKS = 5
"""The noise floor is that of the quietest half second, in blocks of 100 ms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """``loudness`` after BS.1770-4; ``true_peak`` in dBTP, ``rms`` and ``noise_floor`` in dBFS.

    ``samples`` is the length of one channel, ``bit_rate`` in bits per second.
    Levels are -inf for digital silence. ``head`` and ``tail`` are the seconds of
    silence before the first sound and after the last.
    """

    codec: str
    sample_rate: Hertz
    channels: int
    samples: int
    bit_rate: int
    loudness: Lufs
    true_peak: float
    rms: float
    noise_floor: float
    head: float
    tail: float

    @property
    def seconds(self) -> float:
        return self.samples / self.sample_rate


def measure(path: Path) -> Measurement:
    """Decode the whole of ``path``, in constant memory but for two numbers every 100 ms.

    Raises:
        AudioError: there is no such file, or no sound in it that can be decoded.
    """
    with _translated(path), av.open(path) as container:
        if not container.streams.audio:
            raise AudioError(f"cannot measure {path}: there is no audio in it")
        stream = container.streams.audio[0]
        if stream.rate < _SLOWEST:
            raise AudioError(f"cannot measure {path}: {stream.rate} samples a second are no sound")
        meter = _Meter(Hertz(stream.rate))
        silence = np.zeros((stream.channels, _REACH), np.float32)
        sound = decoded(container, av.AudioResampler(format="fltp"))
        for window in windows(sound, meter.block * _BLOCKS, silence):
            meter.add(window)
        if meter.samples < meter.block:
            raise AudioError(f"cannot measure {path}: there is not a tenth of a second in it")
        return Measurement(
            codec=stream.codec_context.codec.canonical_name,
            sample_rate=meter.sample_rate,
            channels=stream.channels,
            samples=meter.samples,
            bit_rate=stream.bit_rate or container.bit_rate,
            loudness=integrated(np.concatenate(meter.energies)),
            true_peak=_decibels(meter.peak),
            rms=_decibels(meter.rms),
            noise_floor=_decibels(meter.noise_floor),
            head=meter.silence(1),
            tail=meter.silence(-1),
        )


class _Meter:
    """What has been heard so far."""

    def __init__(self, sample_rate: Hertz) -> None:
        self.sample_rate = sample_rate
        self.block = sample_rate // BLOCKS_PER_SECOND
        self.samples = 0
        self.peak = 0.0
        self.energies: list[Energies] = []
        self._squares: list[NDArray[np.floating]] = []

    def add(self, window: Signal) -> None:
        """Hear ``window``, shape (channels, n), without the ``_REACH`` samples at either end."""
        if np.abs(window).max() * worst_rise(_REACH) > self.peak:
            self.peak = max(self.peak, *(float(true_peaks(row, _REACH).max()) for row in window))
        heard = window[:, _REACH:-_REACH]
        self.samples += heard.shape[1]
        energies = [block_energies(row, self.sample_rate) for row in heard]
        self.energies.append(np.sum(energies, axis=0))
        whole = heard[:, : heard.shape[1] // self.block * self.block]
        self._squares.append(np.square(whole).reshape(len(whole), -1, self.block).mean((0, 2)))

    @property
    def rms(self) -> float:
        return float(np.sqrt(np.concatenate(self._squares).mean(dtype=np.float64)))

    @property
    def noise_floor(self) -> float:
        squares = np.concatenate(self._squares)
        floors = np.convolve(squares, np.full(_NOISE_BLOCKS, 1 / _NOISE_BLOCKS), "valid")
        return float(np.sqrt(floors.min(initial=inf)))

    def silence(self, step: int) -> float:
        """Seconds without a sound from the start (1) or the end (-1)."""
        audible = np.concatenate(self._squares)[::step] > _AUDIBLE
        first = int(audible.argmax()) if audible.any() else len(audible)
        return first / BLOCKS_PER_SECOND


def _decibels(amplitude: float) -> float:
    return 20 * log10(amplitude) if amplitude else -inf


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except (av.FFmpegError, OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise AudioError(f"cannot read {path}: {reason}") from error
