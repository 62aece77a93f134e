"""How fast each engine speaks, by workers and threads, and what a worker of it takes.

    python bench/engines.py [WORKERS ...]

Every Persian voice that can speak on this machine is measured; engines without one are
named. Times begin when each worker has loaded its voice; ratios are to the first row of
a voice, within one run on one machine.
"""

import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from narrator import app
from narrator.config import Settings
from narrator.engines.registry import check, engine, statuses
from narrator.engines.voices import voices
from narrator.errors import EngineError
from narrator.model import Voice
from narrator.production.cache import Cache
from narrator.production.executors.processes import Processes
from narrator.production.requests import Request, requests_for
from narrator.read import read

SAMPLE = Path(__file__).parents[1] / "samples" / "short-names.md"
SENTENCES = 24


def requests(voice: Voice) -> Iterator[Request]:
    """The sample's sentences for ``voice``, again and again, each with a key of its own."""
    settings = Settings()
    spoken = list(app.front_end(settings).utterances(read(str(SAMPLE))))
    for number in range(SENTENCES):
        utterance = spoken[number % len(spoken)]
        script = engine(voice.engine).script(utterance, voice)
        for _part, request in requests_for(utterance, settings)[:1]:
            key = f"{number:064x}"
            yield replace(
                request, key=key, script=script, voice=voice, sample_rate=voice.sample_rate
            )


def measure(voice: Voice, workers: int) -> tuple[float, float]:
    """Seconds of sound a second, and the largest memory of a worker in MiB."""
    with tempfile.TemporaryDirectory() as folder:
        outcomes = Processes(workers, Cache(Path(folder))).outcomes(requests(voice))
        sound, peak, begin = 0.0, 0.0, 0.0
        for number, outcome in enumerate(outcomes):
            if outcome.take is None:
                sys.exit(f"{voice.id}: {outcome.error}")
            if number == 2 * workers:  # each has its voice by now
                begin = time.monotonic()
            elif number > 2 * workers:
                sound += outcome.take.samples / outcome.take.sample_rate
            peak = max([peak, *map(memory, children())])
        return sound / (time.monotonic() - begin), peak


def children() -> list[int]:
    tasks = Path(f"/proc/{os.getpid()}/task")
    return [int(pid) for task in tasks.iterdir() for pid in (task / "children").read_text().split()]


def memory(pid: int) -> float:
    """The most that ``pid`` has had in memory, in MiB."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return next(
        (int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")),
        0.0,
    )


def can_speak(voice: Voice) -> bool:
    try:
        check(voice)
    except EngineError:
        return False
    return voice.language == "fa" and not engine(voice.engine).info.needs_network


def main() -> None:
    counts = [int(argument) for argument in sys.argv[1:]] or [1, 2]
    print(f"engines: {platform.machine()}, {os.cpu_count()} cores, Python {sys.version[:6]}")
    print(f"{'voice':<16} {'engine':<8} workers threads  x real time  ratio  MiB a worker")
    ready = [voice for voice in voices().values() if can_speak(voice)]
    for voice in ready:
        first = 0.0
        for threads in (1, 2) if engine(voice.engine).info.threads else (1,):
            for workers in counts:
                varied = replace(voice, options=voice.options | {"threads": threads})
                speed, peak = measure(varied, workers)
                first = first or speed
                print(
                    f"{voice.id:<16} {voice.engine:<8} {workers:>7} {threads:>7} "
                    f"{speed:>12.0f} {speed / first:>6.2f} {peak:>13.0f}",
                    flush=True,
                )
    for status in statuses():
        if status.name not in {voice.engine for voice in ready}:
            print(f"{status.name}: {status.problem or 'no voice of it is installed'}")


if __name__ == "__main__":
    main()
