"""Samples into a finished audio file, streamed through the encoders that PyAV brings along."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO, cast

import av
import numpy as np
from av.audio.stream import AudioStream

from narrator.errors import EncodeError
from narrator.master.tags import Tags, id3_tag
from narrator.master.whole import whole_file
from narrator.model import Hertz, Samples


@dataclass(frozen=True, slots=True, kw_only=True)
class _Format:
    """A kind of file and how it is encoded.

    ``rates``: sample rate -> bits per second, ascending; audio of another rate is
    resampled to the next higher one. Empty where every rate will do. ``scale`` is
    what samples are multiplied by before, to undo what the encoder does to them.
    """

    container: str
    codec: str
    sample_format: str
    rates: dict[int, int] = field(default_factory=dict)
    scale: float = 1.0
    options: dict[str, str] = field(default_factory=dict)

    def rate(self, engine: Hertz) -> int:
        higher = (rate for rate in self.rates if rate >= engine)
        return next(higher, max(self.rates, default=engine))


_FORMATS = {
    ".mp3": _Format(
        container="mp3",
        codec="libmp3lame",
        sample_format="fltp",
        rates={22_050: 64_000, 24_000: 64_000, 44_100: 96_000},
        scale=1 / 0.95,  # LAME turns low bit rates down by 5 % (abr_switch_map in its presets.c)
        options={"id3v2_version": "0", "write_id3v1": "0"},  # the tag is ours
    ),
}


def encode(chunks: Iterable[Samples], *, sample_rate: Hertz, path: Path, tags: Tags) -> int:
    """Write ``chunks`` to ``path``, whole or not at all; its suffix names the format.

    Returns:
        The number of samples read from ``chunks``.

    Raises:
        EncodeError: the suffix is unknown, there is no sample, or path cannot be written.
    """
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        raise EncodeError(f"cannot write {path}: the name must end in {' or '.join(_FORMATS)}")
    with whole_file(path) as file:
        if form.container == "mp3":
            file.write(id3_tag(tags, sample_rate))
        return _stream(chunks, sample_rate, form, _Sink(file, path))


def _stream(chunks: Iterable[Samples], sample_rate: Hertz, form: _Format, sink: "_Sink") -> int:
    rate = form.rate(sample_rate)
    options = form.options | {"fflags": "bitexact"}
    with av.open(sink, "w", format=form.container, options=options) as container:
        stream = cast(
            AudioStream,
            container.add_stream(
                form.codec,
                rate,
                layout="mono",
                format=form.sample_format,
                bit_rate=form.rates.get(rate, 0),
            ),
        )
        stream.metadata["encoder"] = "LAME3.100"
        stream.codec_context.thread_count = 1
        written = 0
        for frame in _frames(chunks, sample_rate, np.float32(form.scale)):
            with _translated(sink.path):
                container.mux(stream.encode(frame))
            written += frame.samples
        if not written:
            raise EncodeError(f"cannot write {sink.path}: there is no audio")
        with _translated(sink.path):
            # A packet of padding alone would hide the padding of the one before it, and
            # with it the true end: libavformat tells players only of the last one's.
            container.mux([packet for packet in stream.encode(None) if packet.duration])
            container.close()
    return written


def _frames(
    chunks: Iterable[Samples], sample_rate: Hertz, scale: np.float32
) -> Iterator[av.AudioFrame]:
    position = 0
    for chunk in chunks:
        if len(chunk):
            frame = av.AudioFrame.from_ndarray((chunk * scale).reshape(1, -1), "fltp", "mono")
            frame.sample_rate = sample_rate
            frame.time_base = Fraction(1, sample_rate)
            frame.pts = position
            position += len(chunk)
            yield frame


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except (av.FFmpegError, OSError) as error:
        raise EncodeError(f"cannot write {path}: {error.strerror or error}") from error


class _Sink:
    """Where libavformat writes: ``file`` from its present position on, which it takes for 0."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self.path = path
        self._file, self._origin = file, file.tell()
        self.write, self.read = file.write, file.read

    def seek(self, offset: int, whence: int = 0) -> int:
        origin = self._origin if whence == 0 else 0
        return self._file.seek(origin + offset, whence) - self._origin

    def tell(self) -> int:
        return self._file.tell() - self._origin
