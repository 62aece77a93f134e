"""Engines that misbehave on purpose; importable by worker processes."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from narrator.errors import SynthesisError
from narrator.model import Audio, Hertz, Prosody, Voice
from narrator.production import worker
from narrator.production.requests import Request

RATE = Hertz(22050)
VOICE = Voice(id="fake", engine="fake", language="fa", sample_rate=RATE)


class MischievousSpeaker:
    """Speaks a tone; ``die:`` kills the process, ``die-once:PATH`` only the first time."""

    def speak(self, script: str, prosody: Prosody, seed: int = 0) -> Iterator[Audio]:
        command, _, argument = script.partition(":")
        if command == "die" or (command == "die-once" and not Path(argument).exists()):
            if argument:
                Path(argument).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if command == "refuse":
            raise SynthesisError("the engine refused")
        seconds = 0.3 + 0.01 * len(script)
        time = np.arange(round(seconds * RATE)) / RATE
        yield Audio(samples=np.sin(2763 * time).astype(np.float32) * 0.5, sample_rate=RATE)

    def close(self) -> None:
        pass


def start() -> None:
    """What a worker process of the tests begins with."""
    worker.start()
    worker._speakers[VOICE.id] = MischievousSpeaker()


def request(script: str) -> Request:
    return Request(
        key=script.encode().hex()[:48],
        script=script,
        voice=VOICE,
        prosody=Prosody(),
        sounds=10,
        sample_rate=RATE,
    )
