"""Loudness after ITU-R BS.1770-4, from energies of 100 ms that add up across sentences."""

from collections.abc import Iterable
from functools import cache
from math import log10

import numpy as np
from numpy.typing import NDArray

from narrator.master.windows import windows
from narrator.model import Hertz, Lufs, Samples

type Energies = NDArray[np.float32]
"""K-weighted mean square of each 100 ms, shape (n,); silence is 0."""

BLOCKS_PER_SECOND = 10
SILENCE = Lufs(-70.0)
"""What a recording without a single audible block measures: the absolute gate."""

_STEP = 0.1
"""Decibels that nobody hears."""
_WINDOW = 4
"""Blocks in a gating window: 400 ms, moved by 100 ms."""
_BLOCKS = 100
"""Of 100 ms, measured at a time."""
_RELATIVE_GATE = 10 ** (-10 / 10)

# The two biquads of BS.1770-4 annex 1, tables 1 and 2: numerator and denominator at 48 kHz.
_SHELF = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285),
    (1.0, -1.69065929318241, 0.73248077421585),
)
_HIGH_PASS = (
    (1.0, -2.0, 1.0),
    (1.0, -1.99004745483398, 0.99007225036621),
)


def block_energies(samples: Samples, sample_rate: Hertz) -> Energies:
    """The K-weighted mean square of each 100 ms; the last block is filled up with silence.

    The weighting multiplies each block's spectrum and Parseval's theorem gives
    its energy, so no filter state crosses blocks and the cost is one real FFT.
    """
    size = sample_rate // BLOCKS_PER_SECOND
    count = -(-len(samples) // size)
    blocks = np.zeros((count, size), np.float32)
    blocks.reshape(-1)[: len(samples)] = samples
    spectrum = np.fft.rfft(blocks)
    power: NDArray[np.float32] = spectrum.real**2 + spectrum.imag**2
    energies: Energies = power @ _weights(size, sample_rate)
    return energies


def integrated(energies: Energies) -> Lufs:
    """Gated loudness of concatenated block energies; ``SILENCE`` where nothing passes the gate."""
    if len(energies) < _WINDOW:
        energies = np.pad(energies, (0, _WINDOW - len(energies)))
    total = np.cumsum(energies, dtype=np.float64)
    windows = total[_WINDOW - 1 :] - np.concatenate(([0.0], total[:-_WINDOW]))
    windows /= _WINDOW
    audible = windows[windows > _energy(SILENCE)]
    if not len(audible):
        return SILENCE
    return _lufs(float(audible[audible > audible.mean() * _RELATIVE_GATE].mean()))


def loudness(chunks: Iterable[Samples], sample_rate: Hertz) -> Lufs:
    """Gated loudness of a stream, in constant memory but for a number every 100 ms."""
    size = _BLOCKS * (sample_rate // BLOCKS_PER_SECOND)
    pieces = windows(chunks, size, np.zeros(0, np.float32))
    energies = [block_energies(piece, sample_rate) for piece in pieces]
    return integrated(np.concatenate([np.zeros(0, np.float32), *energies]))


def gain(measured: Lufs, target: Lufs) -> float:
    """The factor on samples that takes ``measured`` to ``target``; 1 for silence.

    In whole steps, so that a sentence more or less leaves it as it was.
    """
    return 1.0 if measured <= SILENCE else stepped(target - measured)


def stepped(decibels: float) -> float:
    """The factor that is ``decibels``, to the nearest step of a tenth."""
    return float(10 ** (round(decibels / _STEP) * _STEP / 20))


def _lufs(energy: float) -> Lufs:
    return Lufs(-0.691 + 10 * log10(energy))


def _energy(loudness: Lufs) -> float:
    return float(10 ** ((loudness + 0.691) / 10))


@cache
def _weights(size: int, sample_rate: Hertz) -> NDArray[np.float32]:
    """What each bin of a real spectrum of ``size`` samples adds to the mean square."""
    frequencies = np.minimum(np.fft.rfftfreq(size, 1 / sample_rate), 24_000)
    z = np.exp(-2j * np.pi * frequencies / 48_000)
    response = np.ones_like(z)
    for numerator, denominator in (_SHELF, _HIGH_PASS):
        response *= np.polyval(numerator[::-1], z) / np.polyval(denominator[::-1], z)
    weights = 2 * np.abs(response) ** 2 / size**2
    weights[0] /= 2  # the constant and, where size is even, Nyquist stand in the spectrum once
    if size % 2 == 0:
        weights[-1] /= 2
    return weights.astype(np.float32)
