"""Samples into a finished audio file, streamed through the encoders that PyAV brings along."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

import av
import numpy as np
from av import AudioCodecContext, AudioFrame, Packet
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.stream import Stream

from narrator.errors import EncodeError
from narrator.master.describe import describe
from narrator.master.formats import Format, format_of
from narrator.master.id3 import id3_tag
from narrator.master.mp4 import put_index_first
from narrator.master.tags import Tags
from narrator.model import Hertz, Samples
from narrator.whole import whole_file


def encode(
    chunks: Iterable[Samples],
    *,
    sample_rate: Hertz,
    path: Path,
    tags: Tags,
    form: Format | None = None,
) -> int:
    """Write ``chunks`` to ``path``, whole or not at all; its suffix names the format.

    ``form`` stands in for the format as it is in ``FORMATS``.

    Returns:
        The number of samples read from ``chunks``.

    Raises:
        EncodeError: the suffix is unknown, there is no sample, or path cannot be written.
    """
    form = form or format_of(path)
    written = 0
    with opened(path, sample_rate=sample_rate, tags=tags, form=form) as file:
        for frame in frames(chunks, sample_rate, form):
            file.mux(file.stream.encode(frame))
            written += frame.samples
        # A packet of padding alone would hide the padding of the one before it, and with
        # it the true end. (FLAC ends with an empty packet that carries its checksum.)
        last = file.stream.encode(None)
        file.mux(packet for packet in last if packet.duration or not packet.size)
    return written


@contextmanager
def opened(path: Path, *, sample_rate: Hertz, tags: Tags, form: Format) -> Iterator["AudioFile"]:
    """A file that takes packets, and becomes ``path`` when the block ends well.

    Raises:
        EncodeError: nothing was put into it, or path cannot be written.
    """
    with whole_file(path) as whole:
        if form.container == "mp3":
            whole.write(id3_tag(tags, sample_rate))
        # A write a packet would cost more than the packet.
        options = form.options | {"fflags": "bitexact", "flush_packets": "0"}
        sink = _Sink(whole, path)
        with av.open(sink, "w", format=form.container, options=options) as container:
            stream = _add_stream(container, form, form.rate(sample_rate))
            describe(container, stream, tags, sample_rate)
            file = AudioFile(container, stream, sink)
            yield file
        sink.check()
        if not file.packets:
            raise EncodeError(f"cannot write {path}: there is no audio")
        if form.container == "mp4":
            try:
                put_index_first(whole)
            except OSError as error:
                raise EncodeError(f"cannot write {path}: {error.strerror}") from error


def _add_stream(container: OutputContainer, form: Format, rate: Hertz) -> AudioStream:
    stream = container.add_stream(form.codec, rate)
    if not isinstance(stream, AudioStream):
        raise TypeError(f"{form.codec} is no audio codec")
    prepare(stream.codec_context, form, rate)
    if form.codec == "libmp3lame":
        # The name of the encoder in the Info frame: readers of gapless lengths look for it.
        stream.metadata["encoder"] = "LAME3.100"
    return stream


def prepare(encoder: AudioCodecContext, form: Format, rate: Hertz) -> None:
    """Set everything of ``encoder`` that ``form`` decides."""
    encoder.sample_rate = rate
    encoder.layout = "mono"
    encoder.format = form.sample_format
    encoder.bit_rate = form.rates.get(rate, 0)
    encoder.options = dict(form.codec_options)
    encoder.thread_count = 1  # PyAV would convert samples with a thread a core


def frames(chunks: Iterable[Samples], sample_rate: Hertz, form: Format) -> Iterator[AudioFrame]:
    """What an encoder of ``form`` is given for ``chunks``."""
    scale = np.float32(form.scale(form.rates.get(form.rate(sample_rate), 0)))
    position = 0
    for chunk in chunks:
        if len(chunk):
            frame = AudioFrame.from_ndarray((chunk * scale).reshape(1, -1), "fltp", "mono")
            frame.sample_rate = sample_rate
            frame.time_base = Fraction(1, sample_rate)
            frame.pts = position
            position += len(chunk)
            yield frame


class AudioFile:
    """A file being written: one ``stream`` and the ``packets`` it was given so far."""

    def __init__(self, container: OutputContainer, stream: AudioStream, sink: "_Sink") -> None:
        self._container, self._sink = container, sink
        self.stream = stream
        self.packets = 0

    def mux(self, packets: "Iterable[Packet[Stream]]") -> None:
        """Raises EncodeError where they cannot be written."""
        for packet in packets:
            self._container.mux_one(packet)
            self._sink.check()
            self.packets += 1


class _Sink:
    """Where libavformat writes: ``file`` from its present position on, which it takes for 0.

    A write that fails is kept for ``check``, since no exception travels through libavformat.
    """

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self._file, self._path = file, path
        self._origin = file.tell()
        self._failure: OSError | None = None

    def write(self, data: bytes) -> int:
        if not self._failure:
            try:
                self._file.write(data)
            except OSError as error:
                self._failure = error
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        if not self._failure:
            try:
                self._file.seek(offset if whence else self._origin + offset, whence)
            except OSError as error:
                self._failure = error
        return self.tell()

    def tell(self) -> int:
        return self._file.tell() - self._origin

    def check(self) -> None:
        """Raise EncodeError where something could not be written."""
        if self._failure:
            raise EncodeError(
                f"cannot write {self._path}: {self._failure.strerror}"
            ) from self._failure
