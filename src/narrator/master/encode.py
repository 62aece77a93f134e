"""Samples into a finished audio file, streamed through the encoders that PyAV brings along."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

import av
import numpy as np
from av import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer

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
    with whole_file(path) as file:
        if form.container == "mp3":
            file.write(id3_tag(tags, sample_rate))
        options = form.options | {"fflags": "bitexact"}
        sink = _Sink(file, path)
        with av.open(sink, "w", format=form.container, options=options) as container:
            stream = _add_stream(container, form, form.rate(sample_rate))
            describe(container, stream, tags, sample_rate)
            scaled = (chunk * np.float32(form.scale(stream.bit_rate)) for chunk in chunks)
            written = _stream(_frames(scaled, sample_rate), container, stream, sink)
        sink.check()
        if not written:
            raise EncodeError(f"cannot write {path}: there is no audio")
        if form.container == "mp4":
            try:
                put_index_first(file)
            except OSError as error:
                raise EncodeError(f"cannot write {path}: {error.strerror}") from error
    return written


def _add_stream(container: OutputContainer, form: Format, rate: Hertz) -> AudioStream:
    stream = container.add_stream(
        form.codec,
        rate,
        layout="mono",
        format=form.sample_format,
        bit_rate=form.rates.get(rate, 0),
        options=form.codec_options,
    )
    if not isinstance(stream, AudioStream):
        raise TypeError(f"{form.codec} is no audio codec")
    stream.codec_context.thread_count = 1  # PyAV would convert samples with a thread a core
    if form.codec == "libmp3lame":
        # The name of the encoder in the Info frame: readers of gapless lengths look for it.
        stream.metadata["encoder"] = "LAME3.100"
    return stream


def _stream(
    frames: Iterable[AudioFrame], container: OutputContainer, stream: AudioStream, sink: "_Sink"
) -> int:
    written = 0
    for frame in frames:
        container.mux(stream.encode(frame))
        sink.check()
        written += frame.samples
    # A packet of padding alone would hide the padding of the one before it, and with
    # it the true end. (FLAC ends with an empty packet that carries its checksum.)
    last = stream.encode(None)
    container.mux([packet for packet in last if packet.duration or not packet.size])
    return written


def _frames(chunks: Iterable[Samples], sample_rate: Hertz) -> Iterator[AudioFrame]:
    position = 0
    for chunk in chunks:
        if len(chunk):
            frame = AudioFrame.from_ndarray(chunk.reshape(1, -1), "fltp", "mono")
            frame.sample_rate = sample_rate
            frame.time_base = Fraction(1, sample_rate)
            frame.pts = position
            position += len(chunk)
            yield frame


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
