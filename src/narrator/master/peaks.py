"""True peaks: how high the wave rises between its samples (BS.1770-4 annex 2, 4 x oversampled)."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from narrator.model import Samples

_OVERSAMPLING = 4


def true_peaks(samples: Samples, reach: int) -> Samples:
    """The largest magnitude from each sample to the next; shape (n - 2 * reach + 1,).

    ``reach`` samples on either side make a value between two; the first value
    belongs to sample ``reach - 1``.
    """
    peaks = np.abs(samples[reach - 1 : -reach])
    for taps in _interpolators(reach):
        np.maximum(peaks, np.abs(np.convolve(samples, taps, "valid")), out=peaks)
    return peaks


@cache
def worst_rise(reach: int) -> float:
    """How far a wave can rise between samples, as a multiple of the largest of them."""
    return float(np.abs(_interpolators(reach)).sum(axis=1).max())


@cache
def _interpolators(reach: int) -> NDArray[np.float32]:
    """Sincs in a Kaiser window, a row each, for the values at 1/4, 2/4 and 3/4 between samples."""
    offsets = np.arange(1, _OVERSAMPLING)[:, None] / _OVERSAMPLING
    distance = np.arange(2 * reach) - (reach - 1) - offsets
    window = np.i0(5 * np.sqrt(1 - (distance / reach) ** 2)) / np.i0(5)
    taps = np.sinc(distance) * window
    return (taps / taps.sum(axis=1, keepdims=True)).astype(np.float32)
