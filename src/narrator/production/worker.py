"""What runs in a worker process: one request becomes one take in the cache."""

import os
import threading
from multiprocessing import parent_process
from multiprocessing.connection import wait

from narrator.engines import Speaker, whole
from narrator.engines.registry import engine
from narrator.errors import EngineUnavailable, SoundError
from narrator.master.take import finish, resampled
from narrator.model import Audio, Voice
from narrator.production.cache import Cache, Take, take_key
from narrator.production.guard import doubt
from narrator.production.requests import Request

TAKES = 3
"""How often a sentence is spoken that does not sound as it should, each time with another seed."""
_MOST_LOADED = 4  # neural voices take up to a gigabyte each

_speakers: dict[str, Speaker] = {}  # loaded once a process, by voice id; the last used last


def start() -> None:
    """Prepare a fresh worker process: it must not outlive a killed parent."""
    parent = parent_process()
    if parent is not None:
        sentinel = parent.sentinel
        threading.Thread(target=lambda: (wait([sentinel]), os._exit(1)), daemon=True).start()


def make(request: Request, cache: Cache) -> Take:
    """Speak, finish and keep one sentence.

    A take that is no speech is spoken anew; one that is only doubtful is kept in the end.

    Raises:
        EngineError: the voice does not load, or could not speak the script.
        ProductionError: the cache cannot be written.
    """
    for seed in range(TAKES):
        last = seed == TAKES - 1
        try:
            audio = speak(request, seed)
        except SoundError:
            if last:
                raise
            continue
        wrong = doubt(audio, request)
        if last or not wrong:
            break
    return cache.put(request.key, audio, wrong)


def check_version(request: Request) -> None:
    """Tell, on another machine than asks, whether what it would speak is what is expected.

    Raises:
        EngineUnavailable: its engine is of another version.
    """
    info = engine(request.voice.engine).info
    key = take_key(
        request.script, request.voice, info.version, request.prosody, request.sample_rate
    )
    if key != request.key:
        raise EngineUnavailable(
            f"engine '{info.name}' is of another version here ({info.version}) than where the "
            "article is read: install one on all machines"
        )


def speak(request: Request, seed: int = 0) -> Audio:
    """The sound of one script, finished and at the rate of the whole."""
    speaker = _speaker(request.voice)
    audio = whole(speaker.speak(request.script, request.prosody, seed), request.script)
    return finish(resampled(audio, request.sample_rate))


def _speaker(voice: Voice) -> Speaker:
    """The loaded voice; the one unused for longest makes room for a new one."""
    speaker = _speakers.pop(voice.id, None) or engine(voice.engine).open(voice)
    _speakers[voice.id] = speaker
    if len(_speakers) > _MOST_LOADED:
        _speakers.pop(next(iter(_speakers))).close()
    return speaker
