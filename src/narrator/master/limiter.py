"""A true-peak limiter that looks ahead: one gain for all, less only around what would clip."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from narrator.master.peaks import true_peaks, worst_rise
from narrator.master.windows import windows
from narrator.model import Hertz, Samples

_BLOCK = 1 << 13
"""Samples limited at a time, whatever the chunks: the same input gives the same bits."""
_LOOK = 0.020
"""Seconds in which the gain falls before a peak, and rises after it."""
_REACH = 5
"""Of the interpolator: a wave of three quarters of Nyquist still within 0.1 dB."""


def limit(
    chunks: Iterable[Samples], sample_rate: Hertz, gain: float, ceiling_dbtp: float
) -> Iterator[Samples]:
    """``chunks`` times ``gain``: as many samples, no true peak over ``ceiling_dbtp``.

    Around a peak the gain follows a smooth curve that is all in place when the
    peak comes; elsewhere samples are multiplied by ``gain`` and nothing else.
    """
    ceiling = np.float32(10 ** (ceiling_dbtp / 20))
    box = round(_LOOK * sample_rate / 2)
    margin = 2 * box - 2 + _REACH
    for window in windows(chunks, _BLOCK, np.zeros(margin, np.float32)):
        loud = window * np.float32(gain)
        block = loud[margin:-margin]
        if np.abs(loud).max() * worst_rise(_REACH) > ceiling:
            peaks = true_peaks(loud, _REACH)
            if peaks.max() > ceiling:
                excess = np.float32(1) - ceiling / np.maximum(peaks, ceiling)
                block = block * (1 - _curve(excess, box))
        yield block


def _curve(excess: NDArray[np.floating], box: int) -> Samples:
    """A smooth curve nowhere under ``excess``: its running maximum, averaged twice.

    Both averages reach over ``box`` values and the maximum over one more than
    the two together, so that each average at a peak sees nothing lower than it.
    """
    held = _running_max(excess, 2 * box)
    return _average(_average(held, box), box).astype(np.float32)


def _running_max(values: NDArray[np.floating], size: int) -> NDArray[np.floating]:
    """The largest of each ``size`` neighbours, by windows that double."""
    reach = 1
    while reach < size:
        step = min(reach, size - reach)
        values = np.maximum(values[:-step], values[step:])
        reach += step
    return values


def _average(values: NDArray[np.floating], size: int) -> NDArray[np.float64]:
    total = np.cumsum(values, dtype=np.float64)
    total[size:] -= total[:-size]
    return total[size - 1 :] / size
