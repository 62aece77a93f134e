"""Room tone: the hush of a quiet room under all that is heard, so that pauses are no holes."""

from collections.abc import Iterable, Iterator

import numpy as np

from narrator.model import Hertz, Samples

_SECONDS = 11
"""After which it repeats: nobody hears a noise come round that has no features."""
_DULL = 0.8
"""How much of each sample lives on in the next: rooms are dull, hiss is not."""
_TAPS = 24


def with_room(chunks: Iterable[Samples], sample_rate: Hertz, level: float) -> Iterator[Samples]:
    """``chunks`` with noise of ``level`` dBFS (RMS) beneath; as many samples.

    It never begins or ends within them and its end joins its beginning, so nothing clicks;
    the same samples are made on every machine, however they are cut.
    """
    noise = _hush(sample_rate) * np.float32(10 ** (level / 20))
    at = 0
    for chunk in chunks:
        places = np.arange(at, at + len(chunk)) % len(noise)
        yield chunk + noise[places]
        at = (at + len(chunk)) % len(noise)


def _hush(sample_rate: Hertz) -> Samples:
    """Dull noise, RMS 1, made by whole steps round a circle: no end that could be heard."""
    white = np.random.default_rng(0).standard_normal(_SECONDS * sample_rate, np.float32)
    dull = np.zeros_like(white)
    for tap in range(_TAPS):
        dull += np.float32(_DULL**tap) * np.roll(white, tap)
    dull -= dull.mean()
    hush: Samples = dull / np.sqrt(np.mean(dull * dull, dtype=np.float64)).astype(np.float32)
    return hush
