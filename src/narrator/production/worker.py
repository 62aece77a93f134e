"""What runs in a worker process: one request becomes one take in the cache."""

import os
import threading
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path

from narrator.engines import Speaker, whole
from narrator.engines.registry import engine
from narrator.master.take import finish
from narrator.model import Audio, Voice
from narrator.production.cache import Cache, Take
from narrator.production.requests import Request

_speakers: dict[str, Speaker] = {}  # loaded once a process, by voice id


def start() -> None:
    """Prepare a fresh worker process: it must not outlive a killed parent."""
    parent = parent_process()
    if parent is not None:
        sentinel = parent.sentinel
        threading.Thread(target=lambda: (wait([sentinel]), os._exit(1)), daemon=True).start()


def make(request: Request, cache_folder: Path) -> Take:
    """Speak, finish and keep one sentence.

    Raises:
        EngineError: the voice does not load, or could not speak the script.
        ProductionError: the cache cannot be written.
    """
    return Cache(cache_folder).put(request.key, finish(speak(request)))


def speak(request: Request) -> Audio:
    """The sound of one script as the engine gave it."""
    pieces = _speaker(request.voice).speak(request.script, request.prosody)
    return whole(pieces, request.script)


def _speaker(voice: Voice) -> Speaker:
    if voice.id not in _speakers:
        _speakers[voice.id] = engine(voice.engine).open(voice)
    return _speakers[voice.id]
