"""Sound that came from elsewhere, decoded within limits: WAV, FLAC, MP3 or Ogg to mono samples."""

from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from narrator.model import Audio, Hertz, Samples

if TYPE_CHECKING:
    from av.container import InputContainer

MAX_SECONDS = 900
_SIGNS = {b"RIFF": "wav", b"fLaC": "flac", b"ID3": "mp3", b"OggS": "ogg"}
_MP3_FRAME = 0xFFE0
_LOST_SECONDS = 0.1
"""What may be missing at the end: encoders pad, and say so in their own ways."""
_UNKNOWN_SIZES = (0, 0x7FFFFFFF, 0xFFFFFFFF)
"""What a WAV that is streamed says of its size."""


class Undecodable(Exception):
    """Says in a few words what is wrong with the bytes."""


def decode(content: bytes, rate: Hertz) -> Audio:
    """The sound in ``content`` at ``rate``.

    Raises:
        Undecodable: it is of no known format, damaged, cut short or too long.
    """
    import av

    form = _form(content)
    parts: list[Samples] = []
    try:
        # The format is named: FFmpeg, left to guess, would follow a playlist's links.
        with av.open(BytesIO(content), "r", format=form) as container:
            for part in _parts(container, rate):
                parts.append(part)
                if sum(map(len, parts)) > MAX_SECONDS * rate:
                    raise Undecodable(f"sound of more than {MAX_SECONDS} s")
            stream = container.streams.audio[0]
            expected = float((stream.duration or 0) * (stream.time_base or 0))
    except (av.error.FFmpegError, IndexError, ValueError) as error:
        raise Undecodable(f"damaged {form.upper()} sound") from error
    samples = np.concatenate([np.zeros(0, np.float32), *parts])
    if len(samples) / rate < expected - _LOST_SECONDS or (form == "wav" and _lacks_data(content)):
        raise Undecodable(f"{form.upper()} sound that is cut short")
    return Audio(samples=np.clip(samples, -1, 1), sample_rate=rate)


def _parts(container: "InputContainer", rate: Hertz) -> Iterator[Samples]:
    import av

    resampler = av.AudioResampler(format="flt", layout="mono", rate=rate)
    for frame in chain(container.decode(audio=0), [None]):
        for part in resampler.resample(frame):
            yield part.to_ndarray()[0].astype(np.float32)


def _form(content: bytes) -> str:
    for sign, form in _SIGNS.items():
        if content.startswith(sign):
            return form
    if int.from_bytes(content[:2]) & _MP3_FRAME == _MP3_FRAME:
        return "mp3"
    shown = content[:30].decode("ascii", "replace").split("\n")[0].strip()
    raise Undecodable(f"no sound but {shown!r}" if content else "nothing")


def _lacks_data(wav: bytes) -> bool:
    """FFmpeg takes a WAV that ends early for a shorter one."""
    at = wav.find(b"data", 12, 4096)
    size = int.from_bytes(wav[at + 4 : at + 8], "little")
    return at > 0 and size not in _UNKNOWN_SIZES and at + 8 + size > len(wav)
