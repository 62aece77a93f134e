"""What has been made, in order: the one source of every time in the finished file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from narrator.master.loudness import BLOCKS_PER_SECOND, SILENCE, Energies, gain, integrated
from narrator.master.mp3 import QUIET, WHOLE
from narrator.model import Article, ChapterMark, Hertz, Milliseconds, Samples, Span, Utterance
from narrator.production.cache import Cache, Take
from narrator.production.words import TimedWord, timed_words

_SENTENCES = 4
"""In a piece, on average."""
_LONGEST = 300
"""Seconds after which a piece ends at the next pause in any case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A take in its place; ``pause`` is the silence behind it, in samples.

    ``head`` is the silence before it, where a file begins with it.

    ``number`` is the sentence's index in the article: its parts, whose ``text`` with the
    spaces around it adds up to the sentence, share it. ``words`` are empty where they are
    not asked for, or their times not known. ``ends`` a piece: see ``pieces``.
    """

    take: Take
    chapter: int
    number: int
    text: str
    words: tuple[TimedWord, ...]
    voice: str
    pause: int
    cached: bool
    head: int = 0
    ends: bool = False

    @property
    def length(self) -> int:
        """Samples, all silence included."""
        return self.head + self.take.samples + self.pause


@dataclass(slots=True, kw_only=True)
class Timeline:
    """``sample_rate`` is that of the main voice; every time is counted in its samples.

    Other voices are made as loud as the one that speaks first. ``keeps_words``: whether
    those are asked for. ``head`` is the silence that a file begins with, ``split`` whether
    each chapter is one. ``lead`` and ``tail`` are left free for music before the first word
    and behind the last clip.
    """

    sample_rate: Hertz
    keeps_words: bool = False
    head: int = 0
    split: bool = False
    lead: int = 0
    tail: int = 0
    clips: list[Clip] = field(default_factory=list)
    _open: int = field(default=0, init=False)
    """Samples in the piece that has not ended yet."""

    def add(self, take: Take, part: Utterance, voice: str, *, cached: bool) -> None:
        sentence = part.sentence
        opens = not self.clips
        if self.clips and self.clips[-1].chapter != sentence.chapter:
            self._end_piece()
            opens = self.split
        clip = Clip(
            take=replace(take, words=()),  # most of what it would hold for ten hours
            chapter=sentence.chapter,
            number=sentence.index,
            text="".join(token.written for token in sentence.tokens),
            words=timed_words(part, take.words) if self.keeps_words else (),
            voice=voice,
            pause=samples_of(sentence.pause_after, self.sample_rate),
            cached=cached,
            head=self.head if opens else 0,
        )
        self.clips.append(clip)
        self._open += clip.length
        chosen = int(take.key, 16) % _SENTENCES == 0 or self._open > _LONGEST * self.sample_rate
        if chosen and clip.pause >= self._quiet:
            self._end_piece()

    def _end_piece(self) -> None:
        """Make the last pause so long that the piece comes out as whole frames."""
        last = self.clips[-1]
        if not last.ends:
            more = max(0, self._quiet - last.pause)
            more += -(self._open + more) % WHOLE
            self.clips[-1] = replace(last, pause=last.pause + more, ends=True)
            self._open = 0

    @property
    def _quiet(self) -> int:
        return samples_of(QUIET, self.sample_rate)

    @property
    def length(self) -> int:
        return self.lead + sum(clip.length for clip in self.clips) + self.tail

    def chunks(self, cache: Cache) -> Iterator[Samples]:
        """The speech, without lead and tail, one sentence or pause at a time."""
        return sound(self.clips, self.factors(), cache)

    def energies(self) -> NDArray[np.float32]:
        """BS.1770 block energies of the speech; pauses are silent blocks."""
        pieces = []
        factors = self.factors()
        for clip in self.clips:
            pieces.append(clip.take.energies * factors[clip.voice] ** 2)
            silent = (clip.head + clip.pause) * BLOCKS_PER_SECOND // self.sample_rate
            pieces.append(np.zeros(silent, np.float32))
        return np.concatenate(pieces)

    def by_chapter(self) -> "list[Timeline]":
        """A timeline of each chapter; the lead is the first one's and the tail the last one's."""
        chapters = groupby(self.clips, lambda clip: clip.chapter)
        parts = [replace(self, clips=list(clips), lead=0, tail=0) for _chapter, clips in chapters]
        parts[0].lead, parts[-1].tail = self.lead, self.tail
        return parts

    def rests(self) -> list[Span]:
        """Where nobody speaks: before the first word, maybe empty, and behind each clip."""
        start, at = 0, self.lead
        found = []
        for clip in self.clips:
            found.append(Span(start, at + clip.head))
            start = at + clip.head + clip.take.samples
            at += clip.length
        return [*found, Span(start, at + self.tail)]

    def sentences(self) -> Iterator[tuple[str, int, int]]:
        """Text, first sample and last of each sentence, for captions."""
        at = self.lead
        for _number, group in groupby(self.clips, key=lambda clip: clip.number):
            parts = list(group)
            length = sum(part.length for part in parts)
            text = "".join(part.text for part in parts).strip()
            yield text, at + parts[0].head, at + length - parts[-1].pause
            at += length

    def words(self) -> Iterator[tuple[str, int, int]]:
        """The same for each word; for what no engine timed, all that one take says."""
        at = self.lead
        for clip in self.clips:
            for text, span in clip.words or [(clip.text, Span(0, clip.take.samples))]:
                yield text, at + clip.head + span.start, at + clip.head + span.stop
            at += clip.length

    def factors(self) -> dict[str, np.float32]:
        """By voice, what its samples are multiplied with."""
        heard: dict[str, list[Energies]] = {}
        for clip in self.clips:
            heard.setdefault(clip.voice, []).append(clip.take.energies)
        loudness = {name: integrated(np.concatenate(heard[name])) for name in heard}
        first = next(iter(loudness.values()), SILENCE)
        return {name: np.float32(gain(own, first)) for name, own in loudness.items()}

    def chapters(self, article: Article) -> list[ChapterMark]:
        """Marks that tile the whole, music included; chapters without sound have none."""
        starts = {self.clips[0].chapter: 0}  # the first one's holds the intro
        at = self.lead
        for clip in self.clips:
            starts.setdefault(clip.chapter, at)
            at += clip.length
        stops = [*list(starts.values())[1:], self.length]
        return [
            ChapterMark(
                title=article.chapters[chapter].title or article.title, start=start, stop=stop
            )
            for (chapter, start), stop in zip(starts.items(), stops, strict=True)
        ]


def pieces(clips: Sequence[Clip]) -> Iterator[list[Clip]]:
    """Stretches of whole MP3 frames that end in silence, all but the last one.

    A chapter ends a piece. Elsewhere the take before a pause says by its key alone whether
    one ends there (content-defined chunking), so that an edit moves no end but its own.
    """
    piece: list[Clip] = []
    for clip in clips:
        piece.append(clip)
        if clip.ends:
            yield piece
            piece = []
    if piece:
        yield piece


def sound(
    clips: Sequence[Clip], factors: Mapping[str, np.float32], cache: Cache
) -> Iterator[Samples]:
    """That of ``clips``, one sentence or pause at a time, by voice as loud as ``factors`` say."""
    for clip in clips:
        if clip.head:
            yield np.zeros(clip.head, np.float32)
        yield cache.samples(clip.take) * factors[clip.voice]
        yield np.zeros(clip.pause, np.float32)


def samples_of(time: Milliseconds, sample_rate: Hertz) -> int:
    return time * sample_rate // 1000
