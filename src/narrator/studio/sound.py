"""What a sentence sounds like: a WAV and when each of its words is heard."""

import io
import threading
from dataclasses import dataclass

import numpy as np
import soundfile

from narrator.config import Settings
from narrator.model import Utterance
from narrator.production.cache import Cache, Take
from narrator.production.executors import Executor
from narrator.production.hearing import said
from narrator.production.requests import Request
from narrator.production.timeline import Timeline
from narrator.studio.manuscript import word_spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """``words``: the number of a token, and the seconds at which it begins and ends."""

    wav: bytes
    words: list[tuple[int, float, float]]
    has_before: bool = False


class Sounds:
    """Sentences as they are heard, and as they were heard before they last changed."""

    def __init__(self, cache: Cache, executor: Executor) -> None:
        self._cache, self._executor = cache, executor
        self._speaking = threading.Lock()
        self._now: dict[int, tuple[Utterance, Timeline]] = {}
        self._before: dict[int, tuple[Utterance, Timeline]] = {}

    def forget(self) -> None:
        """Another article: its sentences are not those of the one before."""
        self._now, self._before = {}, {}

    def of(self, utterance: Utterance, settings: Settings) -> Sound:
        """Errors as for ``hearing.said``."""
        at, now, before = utterance.sentence.index, self._now, self._before
        timeline = self._said(utterance, settings)  # meanwhile another article may be opened
        last = now.get(at)
        if last and _keys(last[1]) != _keys(timeline):
            before[at] = last
        now[at] = utterance, timeline
        return self._sound(utterance, timeline, has_before=at in before)

    def before(self, at: int) -> Sound | None:
        """The sentence as it was heard before it changed."""
        last = self._before.get(at)
        return self._sound(*last, has_before=True) if last else None

    def tried(self, utterance: Utterance, settings: Settings) -> Sound:
        """As ``of``, but it is only a try: what is compared stays what it is."""
        return self._sound(utterance, self._said(utterance, settings))

    def _said(self, utterance: Utterance, settings: Settings) -> Timeline:
        return said([utterance], settings, self._take)

    def _take(self, request: Request) -> Take:
        with self._speaking:
            (outcome,) = self._executor.outcomes([request])
        if outcome.take is None:
            assert outcome.error is not None  # noqa: S101 (one of the two it is)
            raise outcome.error
        return outcome.take

    def _sound(
        self, utterance: Utterance, timeline: Timeline, *, has_before: bool = False
    ) -> Sound:
        rate = timeline.sample_rate
        *spoken, _pause = timeline.chunks(self._cache)  # the page itself waits between sentences
        file = io.BytesIO()
        soundfile.write(file, np.concatenate(spoken), rate, format="WAV")
        return Sound(
            wav=file.getvalue(),
            words=[
                (token, round(start / rate, 3), round(stop / rate, 3))
                for token, (_text, start, stop) in zip(
                    _tokens(utterance, timeline), timeline.words(), strict=True
                )
            ],
            has_before=has_before,
        )


def _keys(timeline: Timeline) -> list[str]:
    return [clip.take.key for clip in timeline.clips]


def _tokens(utterance: Utterance, timeline: Timeline) -> list[int]:
    """For each timed word, the first token with a word in it that its text covers."""
    starts, at = [], 0
    for token, (first, stop) in zip(utterance.sentence.tokens, word_spans(utterance), strict=True):
        says = any(word.phonemes for word in utterance.words[first:stop])
        starts.append((at, says))
        at += len(token.written)
    found, at = [], 0
    for text, _start, _stop in timeline.words():
        inside = [
            n for n, (start, says) in enumerate(starts) if says and at <= start < at + len(text)
        ]
        found.append(inside[0] if inside else 0)
        at += len(text)
    return found
