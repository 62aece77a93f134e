"""Other ways to join sentences into one MP3, each in a process of its own: see joining.py.

    python bench/ways.py pydub|concat|lame LIST OUT

LIST names 16-bit mono WAV files, one a line.
"""

import sys
import wave
from collections.abc import Iterable
from pathlib import Path

PAUSE = 350
"""Milliseconds between two sentences, whoever joins them."""
RATE = 22_050
BIT_RATE = 64


def by_pydub(takes: list[Path], out: Path) -> None:
    """One segment grows by ``+=``, which copies it each time."""
    from pydub import AudioSegment

    joined = AudioSegment.empty().set_frame_rate(RATE)
    for take in takes:
        joined += AudioSegment.from_wav(take)
        joined += AudioSegment.silent(PAUSE, frame_rate=RATE)
    _encoded([joined.raw_data], out)


def by_concat(takes: list[Path], out: Path) -> None:
    """A list of files for libavformat's concat demuxer, decoded and encoded by one PyAV loop."""
    import av

    silence = out.with_suffix(".silence.wav")
    with wave.open(str(silence), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(bytes(2 * (RATE * PAUSE // 1000)))
    listed = out.with_suffix(".ffconcat")
    lines = [f"file '{path}'" for take in takes for path in (take, silence)]
    listed.write_text("\n".join(["ffconcat version 1.0", *lines]), encoding="utf-8")
    with (
        av.open(str(listed), format="concat", options={"safe": "0"}) as source,
        av.open(str(out), "w") as sink,
    ):
        stream = sink.add_stream("libmp3lame", RATE, layout="mono", bit_rate=BIT_RATE * 1000)
        for frame in source.decode(audio=0):
            frame.pts = None
            sink.mux(stream.encode(frame))
        sink.mux(stream.encode(None))


def by_lame(takes: list[Path], out: Path) -> None:
    """No joining at all: what LAME alone costs on the same samples."""
    pause = bytes(2 * (RATE * PAUSE // 1000))
    _encoded((_samples(take) + pause for take in takes), out)


def _samples(take: Path) -> bytes:
    with wave.open(str(take), "rb") as file:
        return file.readframes(file.getnframes())


def _encoded(chunks: Iterable[bytes], out: Path) -> None:
    import lameenc

    encoder = lameenc.Encoder()
    encoder.set_bit_rate(BIT_RATE)
    encoder.set_in_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.silence()
    with out.open("wb") as file:
        for chunk in chunks:
            file.write(encoder.encode(chunk))
        file.write(encoder.flush())


if __name__ == "__main__":
    way, listed, out = sys.argv[1:]
    files = [Path(line) for line in Path(listed).read_text(encoding="utf-8").splitlines()]
    {"pydub": by_pydub, "concat": by_concat, "lame": by_lame}[way](files, Path(out))
