"""What Ray costs against worker processes, and what a second actor gains; needs narrator[cluster].

    PYTHONPATH=tests python bench/cluster.py [VOICE [SENTENCES]]

The same sentences are spoken by each executor in turn, several times over, on two nodes of
one CPU each that are this machine; without a voice, by one that only waits, so that nothing
else on the machine counts. Times begin when all workers are at work; ratios are of medians,
to the first row, within one run.
"""

import logging
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path

from ray.cluster_utils import Cluster

import fakes
from narrator import app
from narrator.config import Settings
from narrator.production import worker
from narrator.production.cache import Cache
from narrator.production.executors.crew import Plan
from narrator.production.executors.processes import Processes
from narrator.production.executors.ray import Ray
from narrator.production.requests import Request, requests_for
from narrator.read import read
from production import long_article

WARM, ROUNDS = 10, 3


def requests(voice: str, count: int, folder: Path) -> list[Request]:
    if not voice:
        return [fakes.request(f"wait:{number}") for number in range(count)]
    settings = Settings(voice=voice)
    utterances = app.front_end(settings).utterances(read(str(long_article(folder, 1.0))))
    found = (part for utterance in utterances for part in requests_for(utterance, settings))
    return [request for _utterance, request in islice(found, count)]


def milliseconds(executor: Processes | Ray, asked: list[Request]) -> float:
    """A sentence, once the first few are spoken."""
    outcomes = executor.outcomes(asked)
    for outcome in islice(outcomes, WARM):
        if outcome.take is None:
            sys.exit(str(outcome.error))
    begin = time.monotonic()
    for _outcome in islice(outcomes, len(asked) - WARM):  # and not to their end, which is theirs
        pass
    took = time.monotonic() - begin
    outcomes.close()
    executor.close()
    return 1000 * took / (len(asked) - WARM)


def measure(voice: str, count: int, address: str) -> None:
    start = worker.start if voice else fakes.start
    executors: dict[str, Callable[[Cache], Processes | Ray]] = {
        f"{name} {workers}": partial(made, workers, start, address)
        for workers in (1, 2)
        for name, made in (("processes", processes), ("ray", ray))
    }
    times: dict[str, list[float]] = {name: [] for name in executors}
    with tempfile.TemporaryDirectory() as name:
        asked = requests(voice, count + WARM, Path(name))
        for _ in range(ROUNDS):
            for kind, made in executors.items():
                with tempfile.TemporaryDirectory() as folder:
                    times[kind].append(milliseconds(made(Cache(Path(folder))), asked))
    first = statistics.median(times["processes 1"])
    for kind, values in times.items():
        median = statistics.median(values)
        print(f"{voice or 'waits 200 ms':<16} {kind:<12} {median:8.1f} ms {median / first:6.2f}")


def processes(workers: int, start: Callable[[], None], _address: str, cache: Cache) -> Processes:
    return Processes(workers, cache, start=start)


def ray(workers: int, start: Callable[[], None], address: str, cache: Cache) -> Ray:
    return Ray(cache, Plan(address=address, actors=workers, start=start))


def main() -> None:
    logging.disable()
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    cluster.add_node(num_cpus=1)
    print(f"cluster: {platform.machine()}, {os.cpu_count()} cores, Python {sys.version[:6]}")
    print(f"{'voice':<16} {'executor':<12} {'a sentence':>11} {'ratio':>6}")
    try:
        voice, count = (*sys.argv[1:], *("", "50")[len(sys.argv) - 1 :])
        measure(voice, int(count), cluster.address)
    finally:
        cluster.shutdown()


if __name__ == "__main__":
    main()
