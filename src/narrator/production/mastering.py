"""From a timeline to the finished file, or to one a chapter: level, limiter, encoder."""

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Literal, Protocol

import numpy as np

from narrator.config import Settings
from narrator.master.encode import encode
from narrator.master.formats import Format
from narrator.master.level import PRESETS, make_up
from narrator.master.limiter import limit
from narrator.master.loudness import gain, integrated
from narrator.master.mp3 import fits, join
from narrator.master.music import LEVEL, Score, with_music
from narrator.master.room import with_room
from narrator.master.tags import Tags
from narrator.master.tracks import Write, divided, write_tracks
from narrator.model import Samples
from narrator.production.cache import Cache
from narrator.production.pieces import Pieces
from narrator.production.timeline import Timeline, sound

_LEVEL_SECONDS = 60
_MOST_THREADS = 8  # unless asked for more


class Progress(Protocol):
    def __call__(
        self, stage: Literal["speak", "encode", "download"], done: int, total: int
    ) -> None:
        """``done`` of ``total``: characters while speaking, samples while encoding, bytes."""
        ...


class Mastering:
    """``made``: the pieces of MP3 that were not in the cache."""

    def __init__(
        self,
        timeline: Timeline,
        score: Score | None,
        cache: Cache,
        settings: Settings,
        progress: Progress,
    ) -> None:
        self._timeline = timeline
        self._score = score
        self._cache = cache
        self._settings = settings
        self._progress = progress
        self._preset = PRESETS[settings.preset]
        self._factors = timeline.factors()
        self._done = 0
        self.made = 0

    def write(self, path: Path, tags: Tags) -> Path:
        """Make ``path``, or the chapters in a folder of that name; the file, or their playlist.

        Raises:
            ProductionError: a take is damaged.
            EncodeError: a file cannot be written.
        """
        form = self._preset.form(path)
        if self._settings.split == "chapters":
            writes = self._writes(self._timeline.by_chapter(), form)
            rate = self._timeline.sample_rate
            return write_tracks(writes, sample_rate=rate, path=path, tags=tags)
        for write in self._writes([self._timeline], form):
            write(path=path, tags=tags)
        return path

    def _writes(self, files: Sequence[Timeline], form: Format) -> Iterator[Write]:
        """What writes each of the ``files``, one after the other."""
        rate, ceiling = self._timeline.sample_rate, self._preset.ceiling(form)
        boost = self._boost(ceiling)
        if self._settings.is_continuous or not fits(form, rate):
            lengths = [file.length for file in files]
            for chunks in divided(self._mastered(boost, ceiling), lengths):
                yield partial(encode, chunks, sample_rate=rate, form=form)
            return
        pieces = Pieces(
            cache=self._cache,
            sample_rate=rate,
            factors=self._factors,
            gain=boost,
            ceiling=ceiling,
            form=form,
            heard=self._heard,
            threads=min(os.cpu_count() or 1, self._settings.jobs or _MOST_THREADS),
        )
        for file in files:
            frames = pieces.frames(file.clips)
            yield partial(join, frames, samples=file.length, sample_rate=rate, form=form)
        self.made = pieces.made

    def _mastered(self, boost: float, ceiling: float) -> Iterator[Samples]:
        rate = self._timeline.sample_rate
        mastered = limit(self._mixed(boost), rate, boost, ceiling)
        if self._settings.room_tone:
            mastered = with_room(mastered, rate, self._settings.room_tone)
        for chunk in mastered:
            yield chunk
            self._heard(len(chunk))

    def _mixed(self, boost: float) -> Iterable[Samples]:
        """The speech with what music there is, which ``boost`` brings to the preset's loudness."""
        speech = sound(self._timeline.clips, self._factors, self._cache)
        if self._score is None:
            return speech
        return with_music(
            speech,
            self._score,
            self._timeline.sample_rate,
            factor=gain(LEVEL, self._preset.loudness) / boost,
            rests=self._timeline.rests(),
        )

    def _heard(self, samples: int) -> None:
        self._done += samples
        self._progress("encode", self._done, self._timeline.length)

    def _boost(self, ceiling: float) -> float:
        rate = self._timeline.sample_rate
        plain = gain(integrated(self._timeline.energies()), self._preset.loudness)
        return make_up(self._sample(), rate, plain, ceiling)

    def _sample(self) -> Samples:
        """A minute or so to set the level by: the takes of the lowest keys.

        That is as good as drawing them by lot, and an edit seldom changes the draw.
        """
        drawn = sorted(self._timeline.clips, key=lambda clip: clip.take.key)
        pieces: list[Samples] = []
        for chunk in sound(drawn, self._factors, self._cache):
            pieces.append(chunk)
            if sum(map(len, pieces)) > _LEVEL_SECONDS * self._timeline.sample_rate:
                break
        return np.concatenate(pieces)
