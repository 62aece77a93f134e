"""A stream of chunks of any size, seen through windows of one size."""

from collections.abc import Iterable, Iterator
from itertools import chain

import numpy as np
from numpy.typing import NDArray

type Signal = NDArray[np.float32]
"""Samples in [-1, 1], shape (..., n)."""


def windows(chunks: Iterable[Signal], size: int, silence: Signal) -> Iterator[Signal]:
    """Blocks of ``size`` samples, the last shorter, with their neighbours on either side.

    There are as many neighbours as samples in ``silence``, which stands in for
    those before the first chunk and after the last.
    """
    whole = size + 2 * silence.shape[-1]
    pending: list[Signal] = []
    length = 0
    for chunk in chain([silence], chunks, [silence]):
        pending.append(chunk)
        length += chunk.shape[-1]
        if length >= whole:
            joined = np.concatenate(pending, axis=-1)
            while joined.shape[-1] >= whole:
                yield joined[..., :whole]
                joined = joined[..., size:]
            pending, length = [joined], joined.shape[-1]
    if length > whole - size:
        yield np.concatenate(pending, axis=-1)
