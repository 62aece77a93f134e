"""End to end against its two unavoidable parts, espeak-ng and lame, on the same material.

    python bench/production.py [HOURS ...]

CPU is user + system time of all processes; memory is the largest sum of the
processes' PSS (shared pages counted once), sampled ten times a second. Ratios
are within one run on one machine. Then the same article is made again with a word
more in one sentence; ``make bench`` keeps numpy to one thread, as narrate does.
"""

import ctypes
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import numpy as np

from narrator import app, espeakng
from narrator.config import Settings
from narrator.model import Utterance
from narrator.production.requests import requests_for
from narrator.read import read

CHARACTERS_AN_HOUR = 35_500
SAMPLE = Path(__file__).parents[1] / "samples" / "short-names.md"


def long_article(folder: Path, hours: float) -> Path:
    """The sample again and again, every sentence made new by a number in it."""
    text = SAMPLE.read_text(encoding="utf-8").split("---")[-1]
    paragraphs = [part for part in text.split("\n\n") if part and not part.startswith("#")]
    path = folder / f"{hours:g}.md"
    size, number = 0, 0
    with path.open("w", encoding="utf-8") as out:
        while size < hours * CHARACTERS_AN_HOUR:
            if number % 20 == 0:
                out.write(f"# فصل {number // 20 + 1}\n\n")
            paragraph = paragraphs[number % len(paragraphs)].replace(". ", f" در بند {number}. ")
            size += out.write(paragraph + "\n\n")
            number += 1
    return path


def edit(article: Path) -> None:
    """Put a word into the sentence in the middle."""
    sentences = article.read_text(encoding="utf-8").split(". ")
    sentences[len(sentences) // 2] += " دوباره"
    article.write_text(". ".join(sentences), encoding="utf-8")


def pss(pid: int) -> int:
    """Bytes of ``pid`` and its descendants now, shared pages counted once."""
    total = 0
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total = int(line.split()[1]) * 1024
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return total
    return total + sum(pss(int(child)) for child in children)


def measured(command: list[str], **environment: str) -> tuple[float, int, float]:
    """CPU seconds, peak bytes of all processes together, and wall seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.monotonic()
    run = subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL)
    peak = 0
    while run.poll() is None:
        peak = max(peak, pss(run.pid))
        time.sleep(0.1)
    if run.returncode:
        sys.exit(f"{command[:4]} ended with {run.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, peak, time.monotonic() - begin


def produce(
    article: Path, folder: Path, *options: str, cache: str = "cache"
) -> tuple[float, int, float]:
    """What ``narrate`` takes to make ``folder``/out.mp3, with the cache of that name there."""
    command = [sys.executable, "-m", "narrator", str(article), "-q", "--force", *options]
    command += ["-o", str(folder / "out.mp3")]
    return measured(command, NARRATOR_CACHE=str(folder / cache))


def cpu_of(work: Callable[[], None]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def espeak_alone(scripts: list[str]) -> None:
    """espeak-ng kept loaded, its sound thrown away: the least this material can cost."""
    library = espeakng._load()
    callback = espeakng._Callback(lambda _samples, _count, _events: 0)
    library.espeak_SetSynthCallback(callback)
    library.espeak_SetVoiceByName(b"fa")
    library.espeak_SetParameter(1, 160, 0)
    for script in scripts:
        encoded = script.encode()
        size = ctypes.c_size_t(len(encoded) + 1)
        library.espeak_Synth(encoded, size, 0, 1, 0, 0x101, None, None)


def lame_alone(path: Path) -> Callable[[], None]:
    """libmp3lame called directly on the decoded audio, at the file's own bit rate."""
    import lameenc

    chunks = [chunk.tobytes() for chunk in decoded(path)]

    def work() -> None:
        encoder = lameenc.Encoder()
        encoder.set_bit_rate(64)
        encoder.set_in_sample_rate(espeakng.SAMPLE_RATE)
        encoder.set_channels(1)
        encoder.silence()
        for chunk in chunks:
            encoder.encode(chunk)
        encoder.flush()

    return work


def decoded(path: Path) -> Iterator[np.ndarray]:
    with av.open(str(path)) as container:
        resampler = av.AudioResampler("s16", "mono", 22050, frame_size=22050)
        for frame in container.decode(audio=0):
            for piece in resampler.resample(frame):
                yield np.ascontiguousarray(piece.to_ndarray()[0])


def measure(hours: float) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        article = long_article(folder, hours)
        cpu, peak, wall = produce(article, folder)
        settings = Settings()
        utterances: list[Utterance] = []
        reading = cpu_of(
            lambda: utterances.extend(app.front_end(settings).utterances(read(article)))
        )
        scripts = [r.script for u in utterances for _part, r in requests_for(u, settings)]
        espeak = cpu_of(lambda: espeak_alone(scripts))
        lame = cpu_of(lame_alone(folder / "out.mp3"))
        with av.open(str(folder / "out.mp3")) as container:
            seconds = (container.duration or 0) / 1e6
        kept = set(folder.glob("cache/*/*.mp3"))
        edit(article)
        again, _peak, _wall = produce(article, folder)
        encoded = len(set(folder.glob("cache/*/*.mp3")) - kept)
    print(
        f"{seconds / 3600:6.2f} h  {len(scripts):6} sentences  CPU {cpu:7.1f} s = "
        f"{cpu / (espeak + lame):.2f} x (espeak-ng {espeak:.1f} + lame {lame:.1f})  "
        f"wall {seconds / wall:5.0f} x real time  peak {peak / 2**20:.0f} MiB\n"
        f"        one sentence edited: CPU {again:.1f} s = {again / cpu:.0%}, reading the text "
        f"{reading:.1f} of it; {encoded} of {len(kept)} pieces encoded",
        flush=True,
    )


def main() -> None:
    print(f"production: {platform.machine()}, {os.cpu_count()} cores, Python {sys.version[:6]}")
    for hours in [float(argument) for argument in sys.argv[1:]] or [0.1, 1.0]:
        measure(hours)


if __name__ == "__main__":
    main()
