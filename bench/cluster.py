"""What Ray costs against worker processes, and what a second actor gains; needs narrator[cluster].

    python bench/cluster.py [VOICE [SENTENCES]]

The same sentences are spoken by each executor in turn, several times over, on two nodes of
one CPU each that are this machine. Times begin when all workers are at work; ratios are of
medians, to the first row of a voice, within one run on one machine.
"""

import logging
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from ray.cluster_utils import Cluster

from narrator import app
from narrator.config import Settings
from narrator.production.cache import Cache
from narrator.production.executors import Executor
from narrator.production.executors.crew import Plan
from narrator.production.executors.processes import Processes
from narrator.production.executors.ray import Ray
from narrator.production.executors.serial import Serial
from narrator.production.requests import Request, requests_for
from narrator.read import read
from production import long_article

WARM, ROUNDS = 10, 3


def requests(voice: str, count: int, folder: Path) -> list[Request]:
    settings = Settings(voice=voice)
    utterances = app.front_end(settings).utterances(read(str(long_article(folder, 1.0))))
    found = (part for utterance in utterances for part in requests_for(utterance, settings))
    return [request for _utterance, request in islice(found, count + WARM)]


def milliseconds(executor: Executor, asked: list[Request]) -> float:
    """A sentence, once the first few are spoken."""
    outcomes = executor.outcomes(asked)
    for outcome in islice(outcomes, WARM):
        if outcome.take is None:
            sys.exit(str(outcome.error))
    begin = time.monotonic()
    count = sum(1 for _outcome in outcomes)
    return 1000 * (time.monotonic() - begin) / count


def measure(voice: str, count: int, address: str) -> None:
    executors: dict[str, Callable[[Cache], Executor]] = {
        "serial": Serial,
        "processes 1": lambda cache: Processes(1, cache),
        "processes 2": lambda cache: Processes(2, cache),
        "ray 1": lambda cache: Ray(cache, Plan(address=address, actors=1)),
        "ray 2": lambda cache: Ray(cache, Plan(address=address, actors=2)),
    }
    times: dict[str, list[float]] = {name: [] for name in executors}
    with tempfile.TemporaryDirectory() as name:
        asked = requests(voice, count, Path(name))
        for _ in range(ROUNDS):
            for kind, made in executors.items():
                with tempfile.TemporaryDirectory() as folder:
                    executor = made(Cache(Path(folder)))
                    times[kind].append(milliseconds(executor, asked))
                    if isinstance(executor, Ray):
                        executor.close()
    first = statistics.median(times["serial"])
    for kind, values in times.items():
        median = statistics.median(values)
        print(f"{voice:<16} {kind:<12} {median:8.1f} ms {median / first:6.2f}", flush=True)


def main() -> None:
    logging.disable()
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    cluster.add_node(num_cpus=1)
    print(f"cluster: {platform.machine()}, {os.cpu_count()} cores, Python {sys.version[:6]}")
    print(f"{'voice':<16} {'executor':<12} {'a sentence':>11} {'ratio':>6}")
    try:
        voice, count = (*sys.argv[1:], *("fa-espeak", "200")[len(sys.argv) - 1 :])
        measure(voice, int(count), cluster.address)
    finally:
        cluster.shutdown()


if __name__ == "__main__":
    main()
