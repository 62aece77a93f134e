"""Music around speech and beneath it: an intro, an outro, and a bed that makes way for words."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from narrator.config import Music
from narrator.errors import ConfigError
from narrator.master.decode import decoded
from narrator.master.level import make_up
from narrator.master.limiter import limit
from narrator.master.loudness import SILENCE, gain, loudness
from narrator.master.windows import windows
from narrator.model import Hertz, Lufs, Samples, Span

LEVEL = Lufs(-16.0)
"""What every piece is brought to once, so that one factor makes all as loud as the speech."""
_PEAK = -3.0
"""dBTP of it at that level: what is peakier is limited, so that speech alone sets the gain."""
_SAMPLE = 60
"""Seconds that tell what limiting costs."""
_LONGEST = 15 * 60
"""Seconds of one piece: it is held as a whole, in 5 MB a minute or so."""
_CLICK = 0.005
"""Seconds of fade where a piece begins, so that it does not click."""
_SEAM = 3.0
"""Seconds at most in which the end of the bed becomes its beginning."""
_RISE = 8.0
"""Decibels by which the bed rises where nobody speaks,"""
_RELEASE = 1.0
"""seconds after a word in which it does so,"""
_ATTACK = 0.4
"""and seconds before the next in which it is gone again: short pauses hardly move it."""
_BLOCK = 1 << 14
"""Samples mixed at a time, whatever the chunks: the same input gives the same bits."""
_CELL = 64
"""Samples between two points of the bed's curve, which is straight from one to the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Music of one sample rate, each piece of shape (n,), empty for none, and of ``LEVEL``.

    ``bed`` goes round without a seam, ``bed_level`` decibels under the rest; it comes and
    goes in ``fade`` samples.
    """

    intro: Samples
    outro: Samples
    bed: Samples
    bed_level: float
    fade: int


def load(music: Music, sample_rate: Hertz) -> Score | None:
    """The files that ``music`` names, decoded, resampled and made equally loud, if it names any.

    Raises:
        ConfigError: one of them cannot be read, is silent, or longer than 15 minutes.
    """
    if not music.is_heard:
        return None
    fade = music.fade * sample_rate // 1000
    intro, outro = (
        _levelled(_faded(_decoded(path, sample_rate), sample_rate, fade), sample_rate, path)
        for path in (music.intro, music.outro)
    )
    bed = _levelled(_loop(_decoded(music.bed, sample_rate), sample_rate), sample_rate, music.bed)
    return Score(intro=intro, outro=outro, bed=bed, bed_level=music.bed_level, fade=fade)


def with_music(
    chunks: Iterable[Samples],
    score: Score,
    sample_rate: Hertz,
    *,
    factor: float,
    rests: Sequence[Span],
) -> Iterator[Samples]:
    """``score`` times ``factor`` before, beneath and behind the speech in ``chunks``.

    ``rests`` say in order where in the whole nobody speaks: the first reaches from 0 past
    the intro to the first word, the last past the outro to the end.
    """
    lead, tail = np.zeros_like(score.intro), np.zeros_like(score.outro)
    curve = _Curve(score, sample_rate, rests)
    at = 0
    for block in windows(chain([lead], chunks, [tail]), _BLOCK, np.zeros(0, np.float32)):
        size = len(block)
        music = _part(score.intro, at, size) + _part(score.outro, at - curve.outro, size)
        if len(score.bed):
            places = np.arange(at, at + size) - curve.begin
            music += curve.between(at, size) * np.take(score.bed, places, mode="wrap")
        yield block + np.float32(factor) * music
        at += size


class _Curve:
    """How loud the bed is, sample by sample: the rests are known, so nothing has to react."""

    def __init__(self, score: Score, sample_rate: Hertz, rests: Sequence[Span]) -> None:
        """``begin`` and ``outro``: the first samples of the bed and of what comes after it."""
        self.begin = max(0, rests[0].stop - score.fade)
        self.outro = rests[-1].stop - len(score.outro)
        self._end = min(rests[-1].stop, self.outro + score.fade)
        self._level, self._fade, self._rate = score.bed_level, max(1, score.fade), sample_rate
        self._starts = np.array([rest.start for rest in rests])
        self._stops = np.array([rest.stop for rest in rests])

    def between(self, at: int, size: int) -> Samples:
        """What the bed is multiplied by from ``at`` on; shape (size,)."""
        points = np.arange(at, at + size + _CELL, _CELL)
        curve = np.interp(np.arange(at, at + size), points, self._at(points))
        return curve.astype(np.float32)

    def _at(self, points: NDArray[np.int64]) -> NDArray[np.float64]:
        rest = np.searchsorted(self._starts, points, "right") - 1
        risen = _smooth((points - self._starts[rest]) / (_RELEASE * self._rate))
        risen *= _smooth((self._stops[rest] - points) / (_ATTACK * self._rate))
        there = _smooth((points - self.begin) / self._fade)
        there *= _smooth((self._end - points) / self._fade)
        level: NDArray[np.float64] = there * 10 ** ((self._level + _RISE * risen) / 20)
        return level


def _smooth(way: NDArray[np.float64]) -> NDArray[np.float64]:
    """From 0 to 1 without a corner while ``way`` goes from 0 to 1."""
    way = np.clip(way, 0.0, 1.0)
    return way * way * (3 - 2 * way)


def _part(sound: Samples, start: int, size: int) -> Samples:
    """``size`` samples of ``sound`` from ``start`` on; silence before it and behind."""
    part = np.zeros(size, np.float32)
    first, last = max(0, start), min(len(sound), start + size)
    if first < last:
        part[first - start : last - start] = sound[first:last]
    return part


def _decoded(path: str, sample_rate: Hertz) -> Samples:
    """The file as mono samples, empty where no file is named."""
    pieces, left = [np.zeros(0, np.float32)], _LONGEST * sample_rate
    if path:
        with _translated(path), av.open(Path(path)) as container:
            if not container.streams.audio:
                raise ConfigError(f"music {path}: there is no sound in it")
            for (part,) in decoded(container, av.AudioResampler("fltp", "mono", sample_rate)):
                pieces.append(part)
                left -= len(part)
                if left < 0:
                    minutes = _LONGEST // 60
                    raise ConfigError(f"music {path}: is longer than {minutes} minutes; cut it")
    return np.concatenate(pieces)


@contextmanager
def _translated(path: str) -> Iterator[None]:
    try:
        yield
    except (av.FFmpegError, OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigError(f"music {path}: cannot be read ({reason})") from error


def _faded(sound: Samples, sample_rate: Hertz, fade: int) -> Samples:
    """``sound`` without a click where it begins, gone in its last ``fade`` samples."""
    click, fade = (min(round(n), len(sound)) for n in (_CLICK * sample_rate, fade))
    faded = sound.copy()
    faded[:click] *= _smooth(np.arange(click) / max(1, click))
    faded[len(sound) - fade :] *= _smooth(np.arange(fade)[::-1] / max(1, fade))
    return faded


def _loop(sound: Samples, sample_rate: Hertz) -> Samples:
    """One round of ``sound``: its end is laid over its beginning, equally loud all the way."""
    seam = min(round(_SEAM * sample_rate), len(sound) // 4)
    cycle, end = sound[: len(sound) - seam].copy(), sound[len(sound) - seam :]
    angle = np.linspace(0, np.pi / 2, seam, dtype=np.float32)
    cycle[:seam] = cycle[:seam] * np.sin(angle) + end * np.cos(angle)
    return cycle


def _levelled(sound: Samples, sample_rate: Hertz, path: str) -> Samples:
    """``sound`` of ``LEVEL``, its peaks where the finished file's limiter hardly meets them."""
    measured = loudness([sound], sample_rate)
    if path and measured <= SILENCE:
        raise ConfigError(f"music {path}: is silent")
    sample, plain = sound[: _SAMPLE * sample_rate], gain(measured, LEVEL)
    boost = make_up(sample, sample_rate, plain, _PEAK)
    return np.concatenate([sound[:0], *limit([sound], sample_rate, boost, _PEAK)])
