"""The kinds of file that can be made: container, codec, rates."""

from dataclasses import dataclass, field
from pathlib import Path

from narrator.errors import EncodeError
from narrator.model import Hertz

_LAME_SCALE = {160_000: 0.95, 192_000: 0.97, 224_000: 0.98}
"""Up to each bit rate, what LAME multiplies samples by (abr_switch_map in its presets.c)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How a kind of file is encoded.

    ``rates``: sample rate -> bits per second, ascending; audio of another rate is
    resampled to the next higher one. Empty where every rate will do.
    ``headroom``: decibels by which a true peak may come out over the limiter's ceiling:
    encoding raises some, and the limiter's short interpolator misses a little.
    """

    container: str
    codec: str
    sample_format: str
    rates: dict[int, int] = field(default_factory=dict)
    headroom: float = 0.3
    options: dict[str, str] = field(default_factory=dict)
    codec_options: dict[str, str] = field(default_factory=dict)

    def rate(self, engine: Hertz) -> Hertz:
        higher = (rate for rate in self.rates if rate >= engine)
        return Hertz(next(higher, max(self.rates, default=engine)))

    def scale(self, bit_rate: int) -> float:
        """What samples must be multiplied by to come out as loud as they went in."""
        if self.codec != "libmp3lame":
            return 1.0
        return 1 / next((by for limit, by in _LAME_SCALE.items() if bit_rate <= limit), 1.0)


FORMATS = {
    ".mp3": Format(
        container="mp3",
        codec="libmp3lame",
        sample_format="fltp",
        rates={22_050: 64_000, 24_000: 64_000, 44_100: 96_000},
        headroom=1.0,
        options={"id3v2_version": "0", "write_id3v1": "0"},  # the tag is ours
        codec_options={"reservoir": "0"},  # so that each frame stands for itself: see mp3.py
    ),
    ".m4b": Format(
        container="mp4",
        codec="aac",
        sample_format="fltp",
        rates={22_050: 64_000, 24_000: 64_000, 44_100: 96_000, 48_000: 96_000},
        headroom=1.0,
        options={"brand": "M4B "},
        codec_options={"aac_coder": "fast"},  # the other takes five times as long
    ),
    ".opus": Format(
        container="opus",
        codec="libopus",
        sample_format="flt",
        rates={24_000: 32_000, 48_000: 48_000},
        headroom=2.0,
        codec_options={"compression_level": "5", "vbr": "constrained"},
    ),
    ".flac": Format(container="flac", codec="flac", sample_format="s16"),
    ".wav": Format(
        container="wav",
        codec="pcm_s16le",
        sample_format="s16",
        options={"rf64": "auto"},  # over 4 GB, which a plain WAV cannot count
    ),
}


def format_of(path: Path) -> Format:
    """The format that the suffix of ``path`` names.

    Raises:
        EncodeError: it names none.
    """
    if path.suffix.lower() not in FORMATS:
        *others, last = FORMATS
        raise EncodeError(
            f"cannot write {path}: the name must end in {', '.join(others)} or {last}"
        )
    return FORMATS[path.suffix.lower()]
