"""Sounds and a picture that tests are made with."""

import base64

import numpy as np

from narrator.model import Hertz, Samples

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A PNG file."""


def tone(seconds: float, sample_rate: Hertz, *, hertz: float = 440, level: float = 0.3) -> Samples:
    time = np.arange(round(seconds * sample_rate)) / sample_rate
    return (level * np.sin(2 * np.pi * hertz * time)).astype(np.float32)


def speech_like(seconds: float, sample_rate: Hertz, *, seed: int = 0) -> Samples:
    """Noise in syllables and pauses, falling 12 dB an octave as voices do, peaky as they are."""
    time = np.arange(round(seconds * sample_rate)) / sample_rate
    noise = np.random.default_rng(seed).laplace(size=len(time))
    slope = 0.7 ** np.arange(16)
    smooth = np.convolve(noise, np.convolve(slope, slope), "same")
    syllables = np.abs(np.sin(2 * np.pi * 2 * time)) * (np.sin(2 * np.pi * 0.2 * time) > -0.5)
    samples: Samples = (0.02 * smooth * syllables).astype(np.float32)
    return samples
