"""Article -> takes in the cache -> one audio file. Nothing is held but the timeline."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from narrator.config import Settings
from narrator.engines.voices import voice
from narrator.errors import ArticleError, NarratorError, ProductionError, SynthesisError
from narrator.master.level import PRESETS
from narrator.master.music import load
from narrator.master.tags import Tags
from narrator.master.tracks import tracks
from narrator.model import (
    Article,
    ChapterMark,
    Sentence,
    Utterance,
)
from narrator.production.artwork import Artwork
from narrator.production.beside import write_beside
from narrator.production.cache import Cache
from narrator.production.executors import Executor, Outcome
from narrator.production.frontend import FrontEnd
from narrator.production.mastering import Mastering, Progress
from narrator.production.requests import Request, requests_for
from narrator.production.shelf import tidy
from narrator.production.timeline import Timeline, samples_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A sentence that could not be spoken, or sounds wrong; ``number`` is 1-based."""

    number: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was made; ``path`` is the audio file, or the playlist of those of the chapters."""

    path: Path
    timeline: Timeline
    chapters: tuple[ChapterMark, ...]
    failures: tuple[Failure, ...]
    suspects: tuple[Failure, ...]
    unread: Mapping[str, int]
    """Words without a reading, by what to say of them, and how often they stand there."""


class Producer:
    """Everything one production needs, put together by app.py."""

    def __init__(
        self,
        *,
        settings: Settings,
        front_end: FrontEnd,
        cache: Cache,
        executor: Executor,
        cache_limit: int,
    ) -> None:
        """``cache_limit``: bytes the cache may hold when an article is done.

        Raises:
            ConfigError: music or a picture that the settings name cannot be used.
        """
        self._settings = settings
        self._front_end = front_end
        self._cache = cache
        self._executor = executor
        self._cache_limit = cache_limit
        self._artwork = Artwork(settings)
        self._score = load(settings.music, voice(settings.voice).sample_rate)

    def make(self, article: Article, path: Path, progress: Progress) -> Result:
        """Write the audio of ``article`` to ``path``: whole, or not at all.

        Split into chapters it becomes a folder of that name, whose playlist is written last.

        Raises:
            ArticleError: it holds nothing to speak.
            ProductionError: no sentence could be spoken, or the cache is out of order.
            EncodeError: the file cannot be written.
        """
        timeline, failures, suspects = self._said(article, progress)
        if not timeline.clips:
            raise _silent(article, failures)
        chapters = self._artwork.on(timeline.chapters(article))
        tags = self._tags(article, chapters)
        mastering = Mastering(timeline, self._score, self._cache, self._settings, progress)
        path = mastering.write(path, tags)
        parts = [(path, timeline)]
        if self._settings.split == "chapters":
            parts = list(zip(tracks(path), timeline.by_chapter(), strict=True))
        for file, part in parts:
            marks = part.chapters(article)
            kinds = self._settings.beside_kinds
            write_beside(file, kinds, title=tags.title, timeline=part, marks=marks)
        if mastering.made or not all(clip.cached for clip in timeline.clips):
            tidy(self._cache.folder, self._cache_limit)
        return Result(
            path=path,
            timeline=timeline,
            chapters=tuple(chapters),
            failures=tuple(sorted(failures, key=lambda failure: failure.number)),
            suspects=tuple(suspects),
            unread=self._front_end.unread,
        )

    def _said(
        self, article: Article, progress: Progress
    ) -> tuple[Timeline, list[Failure], list[Failure]]:
        """All that could be spoken, what could not, and what sounds doubtful."""
        rate = voice(self._settings.voice).sample_rate
        timeline = Timeline(
            sample_rate=rate,
            head=samples_of(PRESETS[self._settings.preset].opening, rate),
            split=self._settings.split == "chapters",
            keeps_words=bool({"words", "html"} & set(self._settings.beside_kinds)),
            lead=len(self._score.intro) if self._score else 0,
            tail=len(self._score.outro) if self._score else 0,
        )
        failures: list[Failure] = []
        suspects: list[Failure] = []
        for part, voice_id, outcome in self._spoken(article, progress):
            sentence = part.sentence
            if outcome.take is not None:
                timeline.add(outcome.take, part, voice_id, cached=outcome.cached)
                if outcome.take.doubt:
                    suspects.append(_failure(sentence, outcome.take.doubt))
            elif isinstance(outcome.error, SynthesisError):
                failures.append(_failure(sentence, str(outcome.error)))
            elif outcome.error is not None:
                raise outcome.error
        return timeline, failures, suspects

    def _spoken(
        self, article: Article, progress: Progress
    ) -> Iterator[tuple[Utterance, str, Outcome]]:
        """Every part of a sentence, its voice, and what became of it, in order.

        Sentences that have no script come last.
        """
        total = sum(len(block.text) for chapter in article.chapters for block in chapter.blocks)
        ahead: deque[tuple[Utterance, Request]] = deque()
        refused: list[tuple[Utterance, str, Outcome]] = []

        def requests() -> Iterator[Request]:
            for utterance in self._front_end.utterances(article):
                try:
                    parts = requests_for(utterance, self._settings)
                except SynthesisError as error:
                    refused.append((utterance, "", Outcome(error=error)))
                    continue
                for part in parts:
                    ahead.append(part)
                    yield part[1]

        done = 0
        for outcome in self._executor.outcomes(requests()):
            part, request = ahead.popleft()
            yield part, request.voice.id, outcome
            done += len(part.sentence.written)
            progress("speak", min(done, total), total)
        yield from refused

    def _tags(self, article: Article, chapters: list[ChapterMark]) -> Tags:
        settings = self._settings
        return Tags(
            title=settings.title or article.title,
            artist=settings.author or article.author,
            album=settings.album or settings.title or article.title,
            date=settings.date or article.date,
            language=article.language,
            source=article.source,
            narrator=voice(settings.voice).name,
            cover=self._artwork.cover(article),
            chapters=chapters,
        )


def _failure(sentence: Sentence, reason: str) -> Failure:
    return Failure(number=sentence.index + 1, text=sentence.written, reason=reason)


def _silent(article: Article, failures: list[Failure]) -> NarratorError:
    if failures:
        return ProductionError(f"no sentence could be spoken; the first: {failures[0].reason}")
    return ArticleError(f"{article.source or 'the text'}: holds no word that can be spoken")
