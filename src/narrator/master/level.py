"""How loud a production shall be, and the gain that makes it so."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from narrator.master.formats import Format, format_of
from narrator.master.limiter import limit
from narrator.master.loudness import block_energies, integrated, stepped
from narrator.model import Hertz, Lufs, Milliseconds, Samples

_TRIALS = 5
_CLOSE = 0.05
"""LU from the aim that nobody hears."""
_MOST = 6.0
"""Decibels of make-up gain at most: beyond, a limiter makes speech flat instead of loud."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """What a finished file shall measure.

    ``loudness`` +- ``tolerance`` LU after BS.1770-4; ``true_peak`` in dBTP at most; ``rates``
    (sample rate -> bits per second) for MP3, where the preset asks for more than it
    gives by itself. The rest is asked by some shops: ``rms`` from
    and to, ``noise_floor`` at most, in dBFS; ``head``, ``tail`` and ``length`` from
    and to, in seconds.
    """

    loudness: Lufs
    true_peak: float
    tolerance: float = 0.5
    rates: dict[int, int] = field(default_factory=dict)
    rms: tuple[float, float] | None = None
    noise_floor: float | None = None
    head: tuple[float, float] | None = None
    tail: tuple[float, float] | None = None
    length: tuple[float, float] | None = None

    def form(self, path: Path) -> Format:
        """The format for ``path``, at the rates of this preset."""
        form = format_of(path)
        if self.rates and form.container == "mp3":
            return replace(form, rates=self.rates)
        return form

    @property
    def opening(self) -> Milliseconds:
        """The silence that a file begins with."""
        return Milliseconds(round(1000 * sum(self.head) / 2)) if self.head else Milliseconds(0)

    def ceiling(self, form: Format) -> float:
        """The limiter's, in dBTP, so that the encoded file keeps to ``true_peak``."""
        return self.true_peak - form.headroom


PRESETS = {
    "podcast": Preset(loudness=Lufs(-16.0), true_peak=-1.0),
    "audiobook": Preset(  # the submission requirements of ACX
        loudness=Lufs(-20.0),
        tolerance=2.0,
        true_peak=-3.0,
        rates={44_100: 192_000},
        rms=(-23.0, -18.0),
        noise_floor=-60.0,
        head=(0.5, 1.0),
        tail=(1.0, 5.0),
        length=(0.0, 7200.0),
    ),
    "quiet": Preset(loudness=Lufs(-23.0), true_peak=-1.0),  # EBU R128, as broadcast
}


def make_up(sample: Samples, sample_rate: Hertz, gain: float, ceiling_dbtp: float) -> float:
    """The gain that, through the limiter, is as loud as ``gain`` would be without it.

    ``sample`` is some of the speech that stands for the rest, a minute or so.
    A limiter answers each decibel of gain with less than one of loudness.
    It differs from ``gain`` by whole steps, as gains do.
    """
    wanted = integrated(block_energies(sample * np.float32(gain), sample_rate))
    more = 0.0
    for _ in range(_TRIALS):
        chunks = limit([sample], sample_rate, gain * 10 ** (more / 20), ceiling_dbtp)
        limited = np.concatenate([sample[:0], *chunks])
        missing = wanted - integrated(block_energies(limited, sample_rate))
        if abs(missing) < _CLOSE:
            break
        more = min(more + 1.5 * missing, _MOST)
    return gain * stepped(more)
