"""Any audio file back into samples."""

from collections.abc import Iterator
from itertools import chain

import av
import numpy as np
from av.container import InputContainer

from narrator.master.windows import Signal

_LOUDEST = 1e6
"""Full scale is 1: what is so far beyond it is damage, and its square may be no number."""


def decoded(container: InputContainer, into: av.AudioResampler) -> Iterator[Signal]:
    """The sound of the first audio stream, shape (channels, n), a frame at a time.

    ``into`` must ask for "fltp".

    Raises:
        ValueError: it holds samples that are no sound: infinite, or no numbers.
    """
    for frame in chain(container.decode(audio=0), [None]):
        for part in into.resample(frame):
            samples = part.to_ndarray().astype(np.float32, copy=False)
            if not np.abs(samples).max(initial=0) < _LOUDEST:
                raise ValueError("damaged: it holds samples that are no sound")
            yield samples
