"""Whether a take can be the sentence it was asked for: told by its length and its sound."""

import numpy as np

from narrator.model import Audio
from narrator.production.requests import Request

# Seconds a phoneme, pauses included: espeak-ng reads the samples at 0.08 to 0.13.
_SHORTEST, _LONGEST = 0.03, 0.25
_ALLOWANCE = 1.5  # seconds more, for breaths and for sentences of one word
_SILENCE = 10 ** (-50 / 20)
_LONGEST_SILENCE = 2.0  # seconds inside a sentence
_CLIPPED = 0.01  # of the samples


def doubt(audio: Audio, request: Request) -> str:
    """What is wrong with the finished take, in a few words; empty where nothing is."""
    seconds = audio.seconds * request.prosody.pace
    length = f"{audio.seconds:.1f} s for {request.sounds} phonemes"
    if request.sounds and seconds < _SHORTEST * request.sounds:
        return f"too short: {length}"
    if seconds > _LONGEST * request.sounds + _ALLOWANCE:
        return f"too long: {length}"
    if (silent := _longest_silence(audio)) > _LONGEST_SILENCE / request.prosody.pace:
        return f"{silent:.1f} s of silence inside"
    if np.mean(np.abs(audio.samples) > 0.999) > _CLIPPED:
        return "clipped"
    return ""


def _longest_silence(audio: Audio) -> float:
    """Seconds of the longest stretch without a sample above -50 dBFS."""
    loud = np.flatnonzero(np.abs(audio.samples) > _SILENCE)
    gaps = np.diff(np.concatenate(([0], loud, [len(audio.samples)])))
    return float(gaps.max()) / audio.sample_rate
