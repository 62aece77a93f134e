"""One synthesised sentence, made ready to be joined: trimmed, faded, free of clicks."""

import warnings
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from av import AudioFrame, AudioResampler

from narrator.errors import SoundError
from narrator.model import Audio, Hertz, Samples, Span

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
        SoundError: there is no sound in it.
    """
    take = _segment(audio)
    start = detect_leading_silence(take, _SILENCE, _STEP)
    if start >= len(take):
        raise SoundError("the engine gave no sound")
    stop = len(take) - detect_leading_silence(take.reverse(), _SILENCE, _STEP)
    start = max(0, start - _MARGIN)
    take = take[start : stop + _MARGIN]
    fade = min(_FADE, len(take) // 2)
    faded = _samples(take.fade_in(fade).fade_out(fade) if fade else take)
    words = _moved(audio.words, start * audio.sample_rate // 1000, len(faded))
    return replace(audio, samples=faded, words=words)


def resampled(audio: Audio, sample_rate: Hertz) -> Audio:
    """``audio`` at another rate; itself where it has that rate."""
    if audio.sample_rate == sample_rate:
        return audio
    frame = AudioFrame.from_ndarray(audio.samples[np.newaxis], format="flt", layout="mono")
    frame.sample_rate = audio.sample_rate
    resampler = AudioResampler("flt", "mono", sample_rate)
    pieces = [*resampler.resample(frame), *resampler.resample(None)]
    samples = np.concatenate([piece.to_ndarray()[0] for piece in pieces])
    words = (
        Span(*(min(end * sample_rate // audio.sample_rate, len(samples)) for end in ends))
        for ends in ((word.start, word.stop) for word in audio.words)
    )
    return Audio(samples=samples, sample_rate=sample_rate, words=tuple(words))


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
