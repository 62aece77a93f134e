"""What has been made, in order: the one source of every time in the finished file."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from narrator.master.loudness import BLOCKS_PER_SECOND
from narrator.model import Article, ChapterMark, Hertz, Milliseconds, Samples, Sentence
from narrator.production.cache import Cache, Take


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A take in its place; ``pause`` is the silence behind it, in samples."""

    take: Take
    chapter: int
    text: str
    pause: int
    cached: bool


@dataclass(slots=True, kw_only=True)
class Timeline:
    """``sample_rate`` is that of the main voice; every time is counted in its samples."""

    sample_rate: Hertz
    clips: list[Clip] = field(default_factory=list)

    def add(self, take: Take, sentence: Sentence, *, cached: bool) -> None:
        self.clips.append(
            Clip(
                take=take,
                chapter=sentence.chapter,
                text=sentence.written,
                pause=samples_of(sentence.pause_after, self.sample_rate),
                cached=cached,
            )
        )

    @property
    def length(self) -> int:
        return sum(clip.take.samples + clip.pause for clip in self.clips)

    def chunks(self, cache: Cache) -> Iterator[Samples]:
        """The sound of the whole, one sentence or pause at a time."""
        for clip in self.clips:
            yield cache.samples(clip.take)
            yield np.zeros(clip.pause, np.float32)

    def energies(self) -> NDArray[np.float32]:
        """BS.1770 block energies of the whole; pauses are silent blocks."""
        pieces = []
        for clip in self.clips:
            pieces.append(clip.take.energies)
            silent = clip.pause * BLOCKS_PER_SECOND // self.sample_rate
            pieces.append(np.zeros(silent, np.float32))
        return np.concatenate(pieces)

    def sentences(self) -> Iterator[tuple[str, int, int]]:
        """Text, first sample and last of each sentence, for captions."""
        at = 0
        for clip in self.clips:
            yield clip.text, at, at + clip.take.samples
            at += clip.take.samples + clip.pause

    def chapters(self, article: Article) -> list[ChapterMark]:
        """Marks that tile the whole; chapters without sound have none."""
        starts: dict[int, int] = {}
        at = 0
        for clip in self.clips:
            starts.setdefault(clip.chapter, at)
            at += clip.take.samples + clip.pause
        stops = [*list(starts.values())[1:], at]
        return [
            ChapterMark(
                title=article.chapters[chapter].title or article.title, start=start, stop=stop
            )
            for (chapter, start), stop in zip(starts.items(), stops, strict=True)
        ]


def samples_of(time: Milliseconds, sample_rate: Hertz) -> int:
    return time * sample_rate // 1000
