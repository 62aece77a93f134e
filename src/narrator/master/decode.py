"""Any audio file back into samples."""

from collections.abc import Iterator
from itertools import chain

import av
import numpy as np
from av.container import InputContainer

from narrator.master.windows import Signal


def decoded(container: InputContainer, into: av.AudioResampler) -> Iterator[Signal]:
    """The sound of the first audio stream, shape (channels, n), a frame at a time.

    ``into`` must ask for "fltp".
    """
    for frame in chain(container.decode(audio=0), [None]):
        for part in into.resample(frame):
            yield part.to_ndarray().astype(np.float32, copy=False)
