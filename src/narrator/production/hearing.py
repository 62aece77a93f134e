"""A few sentences as they sound, without loudness or encoding: to hear them at once."""

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import soundfile

from narrator.config import Settings
from narrator.engines.registry import check
from narrator.engines.voices import voice
from narrator.errors import EncodeError
from narrator.model import Utterance
from narrator.production import worker
from narrator.production.cache import Take
from narrator.production.requests import Request, requests_for
from narrator.production.store import open_cache
from narrator.production.timeline import Timeline


def said(
    utterances: Iterable[Utterance], settings: Settings, take_of: Callable[[Request], Take]
) -> Timeline:
    """``utterances`` one after the other, each take had from ``take_of``.

    Raises:
        EngineError: the voice cannot speak, or not one of them.
    """
    main = voice(settings.voice)
    check(main)
    timeline = Timeline(sample_rate=main.sample_rate, keeps_words=True)
    for utterance in utterances:
        for part, request in requests_for(utterance, settings):
            timeline.add(take_of(request), part, request.voice.id, cached=False)
    return timeline


def preview(utterances: Iterable[Utterance], settings: Settings, out: Path | None) -> Path:
    """Speak ``utterances`` in this process, one after the other, into one WAV file.

    Raises:
        SynthesisError: the voice could not speak one of them.
        EncodeError: ``out`` cannot be written.
    """
    cache = open_cache()
    timeline = said(
        utterances,
        settings,
        lambda request: cache.get(request.key) or worker.make(request, cache),
    )
    path = out or cache.folder / "preview.wav"
    try:
        sound = np.concatenate(list(timeline.chunks(cache)))
        soundfile.write(path, sound, timeline.sample_rate, format="WAV")
    except (OSError, soundfile.LibsndfileError) as error:
        raise EncodeError(f"{path}: cannot be written as WAV ({error})") from error
    return path
