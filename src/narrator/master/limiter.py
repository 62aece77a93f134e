"""A true-peak limiter that looks ahead: one gain for all, less only around what would clip."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from narrator.master.peaks import true_peaks, worst_rise
from narrator.master.windows import windows
from narrator.model import Hertz, Samples

_BLOCK = 1 << 14
"""Samples limited at a time, whatever the chunks: the same input gives the same bits."""
_CELL = 8
"""Samples between two points of the gain's curve, which is straight from one to the next."""
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
    box = round(_LOOK * sample_rate / 2 / _CELL)
    margin = (2 * box - 1) * _CELL + _REACH
    for window in windows(chunks, _BLOCK, np.zeros(margin, np.float32)):
        loud = window * np.float32(gain)
        block = loud[margin:-margin]
        if np.abs(loud).max() * worst_rise(_REACH) > ceiling:
            if len(block) < _BLOCK:  # the last one
                loud = np.pad(loud, (0, _BLOCK - len(block)))
            peaks = true_peaks(loud, _REACH)[1:]
            if peaks.max() > ceiling:
                block = block * _curve(peaks, ceiling, box)[: len(block)]
        yield block


def _curve(peaks: Samples, ceiling: np.float32, box: int) -> Samples:
    """What each sample is multiplied by; shape (``_BLOCK``,).

    The points of the curve are the running minimum of the factors that the
    cells call for, averaged twice. Both averages together reach over one cell
    less than the minimum, so that at the points on either side of a peak they
    see nothing higher than its factor.
    """
    # Cells stand in columns: numpy runs along rows, and these are long.
    highest = peaks.reshape(-1, _CELL).T.copy().max(axis=0)
    lowest = _running_min(ceiling / np.maximum(highest, ceiling), 2 * box)
    points = 1 - _average(_average(1 - lowest, box), box)
    along = np.arange(_CELL)[:, None] / _CELL
    curve = points[:-1] + along * np.diff(points)
    return curve.astype(np.float32).T.ravel()


def _running_min(values: NDArray[np.floating], size: int) -> NDArray[np.floating]:
    """The smallest of each ``size`` neighbours, by windows that double."""
    reach = 1
    while reach < size:
        step = min(reach, size - reach)
        values = np.minimum(values[:-step], values[step:])
        reach += step
    return values


def _average(values: NDArray[np.floating], size: int) -> NDArray[np.float64]:
    total = np.cumsum(values, dtype=np.float64)
    total[size:] -= total[:-size]
    return total[size - 1 :] / size
