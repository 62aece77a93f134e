"""One synthesised sentence, made ready to be joined: trimmed, faded, free of clicks."""

import warnings
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from narrator.errors import SynthesisError
from narrator.model import Audio, Samples, Span

with warnings.catch_warnings():
    # pydub warns of a missing ffmpeg, which it is not used for, of audioop's
    # removal, which audioop-lts answers, and of escapes in its own source.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment
    from pydub.silence import detect_leading_silence

_SILENCE = -50.0
"""dBFS (RMS) under which a stretch is silence."""
_STEP = 10
"""Milliseconds by which silence is measured."""
_MARGIN = 20
"""Milliseconds of silence left on either side, so that soft consonants live."""
_FADE = 5
"""Milliseconds of fade at either end."""


def finish(audio: Audio) -> Audio:
    """The sentence without the silence around it, its ends faded to zero.

    Its words are heard as much earlier as silence was cut.

    Raises:
        SynthesisError: there is no sound in it.
    """
    take = _segment(audio)
    start = detect_leading_silence(take, _SILENCE, _STEP)
    if start >= len(take):
        raise SynthesisError("the engine gave no sound")
    stop = len(take) - detect_leading_silence(take.reverse(), _SILENCE, _STEP)
    start = max(0, start - _MARGIN)
    take = take[start : stop + _MARGIN]
    fade = min(_FADE, len(take) // 2)
    faded = _samples(take.fade_in(fade).fade_out(fade) if fade else take)
    words = _moved(audio.words, start * audio.sample_rate // 1000, len(faded))
    return replace(audio, samples=faded, words=words)


def _moved(words: Sequence[Span], cut: int, length: int) -> tuple[Span, ...]:
    """``words`` where ``cut`` samples are gone in front, all within ``length``."""
    ends = [[min(max(0, end - cut), length) for end in (w.start, w.stop)] for w in words]
    return tuple(Span(start, stop) for start, stop in ends)


def _segment(audio: Audio) -> AudioSegment:
    pcm = np.rint(np.clip(audio.samples * 32768, -32768, 32767)).astype("<i2")
    return AudioSegment(
        pcm.tobytes(), sample_width=2, frame_rate=int(audio.sample_rate), channels=1
    )


def _samples(segment: AudioSegment) -> Samples:
    pcm = np.frombuffer(segment.raw_data, "<i2")
    return pcm.astype(np.float32) / np.float32(32768)
