"""MP3 in pieces: each is encoded by itself, and the file is their frames in a row.

Without a bit reservoir a frame holds all its bits, and where a piece ends in silence
neither encoder nor decoder carries anything over to the next. So the frames of a piece
are the same wherever it stands, and need not be made again when others change.
"""

import struct
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

from av import CodecContext, Packet, __version__
from av.packet import PacketSideData, packet_sidedata_type_from_literal
from av.stream import Stream

from narrator.master.encode import frames, opened, prepare
from narrator.master.formats import Format
from narrator.master.tags import Tags
from narrator.model import Hertz, Milliseconds, Samples

WHOLE = 1152
"""A piece has a multiple of so many samples: one frame of MPEG-1, two of MPEG-2."""
QUIET = Milliseconds(200)
"""Silence at the end of a piece: longer than an encoder and a decoder remember."""
ENCODER = f"LAME of PyAV {__version__}"
"""Another one may make other frames of the same samples."""
_DELAY = 1105
"""Samples that LAME and every decoder put before the sound: 576 and 529."""


def fits(form: Format, sample_rate: Hertz) -> bool:
    """Whether pieces at ``sample_rate`` come out as whole frames of ``form``."""
    return form.codec == "libmp3lame" and form.rate(sample_rate) % sample_rate == 0


def encoded(
    chunks: Iterable[Samples], *, sample_rate: Hertz, form: Format, last: bool = False
) -> bytes:
    """The frames of a piece: a multiple of ``WHOLE`` samples that end in ``QUIET``.

    The ``last`` one may be of any length and have no silence at its end.
    """
    rate = form.rate(sample_rate)
    encoder = CodecContext.create("libmp3lame", "w")
    prepare(encoder, form, rate)
    made: list[bytes] = []
    samples = 0
    for frame in frames(chunks, sample_rate, form):
        made += map(bytes, encoder.encode(frame))
        samples += frame.samples
    made += map(bytes, encoder.encode(None))
    samples *= rate // sample_rate
    return b"".join(made[: _count(samples + _DELAY * last, rate)])


def join(  # noqa: PLR0913 (what decides a file, one by one)
    pieces: Iterable[bytes],
    *,
    samples: int,
    sample_rate: Hertz,
    path: Path,
    tags: Tags,
    form: Format,
) -> None:
    """Write the ``pieces`` of a sound of so many ``samples`` to ``path``, whole or not at all.

    Raises:
        EncodeError: there is no piece, or path cannot be written.
    """
    rate = form.rate(sample_rate)
    with opened(path, sample_rate=sample_rate, tags=tags, form=form) as file:
        for packet in _packets(pieces, samples * (rate // sample_rate), rate, form.rates[rate]):
            packet.stream = file.stream
            file.mux([packet])


def _packets(
    pieces: Iterable[bytes], samples: int, rate: Hertz, bit_rate: int
) -> "Iterator[Packet[Stream]]":
    """The frames with their times; the first and the last say what in them is no sound."""
    length, last = _length(rate), _count(samples + _DELAY, rate) - 1
    shortest = length // 8 * bit_rate // rate
    base = Fraction(1, rate)
    parts = (frame for piece in pieces for frame in _split(piece, shortest))
    for number, frame in enumerate(parts):
        packet = Packet(frame)
        packet.time_base = base
        packet.pts = packet.dts = number * length - _DELAY
        packet.duration = length
        if number in (0, last):
            before = 0 if number else _DELAY
            behind = (last + 1) * length - _DELAY - samples if number == last else 0
            _skip(packet, before, behind)
        yield packet


def _split(piece: bytes, shortest: int) -> Iterator[bytes]:
    """Frame by frame: a bit of each says whether it is a byte longer than the ``shortest``."""
    at = 0
    while at < len(piece):
        size = shortest + (piece[at + 2] >> 1 & 1)
        yield piece[at : at + size]
        at += size


def _skip(packet: "Packet[Stream]", before: int, behind: int) -> None:
    """Let players leave out so many samples at either end."""
    kind = packet_sidedata_type_from_literal("skip_samples")
    note = PacketSideData(kind, 10)  # type: ignore[call-arg] # its stub forgets them
    note.update(struct.pack("<IIxx", before, behind))
    packet.set_sidedata(note)


def _count(samples: int, rate: Hertz) -> int:
    """The frames that hold so many samples."""
    return -(-samples // _length(rate))


def _length(rate: Hertz) -> int:
    """Samples in a frame."""
    return WHOLE if rate >= 32_000 else WHOLE // 2
