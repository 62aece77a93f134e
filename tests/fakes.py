"""Engines that misbehave on purpose; importable by worker processes."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from narrator.errors import SynthesisError
from narrator.model import Audio, Hertz, Prosody, Voice
from narrator.production import worker
from narrator.production.cache import take_key
from narrator.production.requests import Request
from narrator.testing import FAKE

RATE = Hertz(22050)
VOICE = Voice(id="fake", engine="fake", language="fa", sample_rate=RATE)


def sound(script: str) -> Audio:
    """A tone that is longer for a longer script."""
    at = np.arange(round((0.3 + 0.01 * len(script)) * RATE)) / RATE
    return Audio(samples=np.sin(2763 * at).astype(np.float32) * 0.5, sample_rate=RATE)


class MischievousSpeaker:
    """Speaks a tone; ``die:`` kills the process, ``die-once:PATH`` only the first time.

    ``wait:NUMBER`` takes a fifth of a second, as a GPU or a server may.
    """

    def speak(self, script: str, prosody: Prosody, seed: int = 0) -> Iterator[Audio]:
        command, _, argument = script.partition(":")
        if command == "die" or (command == "die-once" and not Path(argument).exists()):
            if argument:
                Path(argument).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if command == "wait":
            time.sleep(0.2)
        if command == "refuse":
            raise SynthesisError("the engine refused")
        yield sound(script)

    def close(self) -> None:
        pass


def start() -> None:
    """What a worker process of the tests begins with."""
    worker.start()
    vars(worker)["engine"] = lambda _name: FAKE
    worker._speakers[VOICE.id] = MischievousSpeaker()


def start_noted(folder: Path) -> None:
    """The same, with a note in ``folder`` of the process and of the GPUs it was given."""
    start()
    (folder / str(os.getpid())).write_text(os.environ.get("CUDA_VISIBLE_DEVICES", "all"))


def request(script: str) -> Request:
    return Request(
        key=take_key(script, VOICE, FAKE.info.version, Prosody(), RATE),
        script=script,
        voice=VOICE,
        prosody=Prosody(),
        sounds=10,
        sample_rate=RATE,
    )
