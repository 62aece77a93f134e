"""Puts the pipeline together from settings. The one place that knows every room."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, replace
from pathlib import Path
from typing import TYPE_CHECKING

from narrator.config import CAPTIONS, FILE_NAME, FORMATS, Settings, user_folder
from narrator.engines.registry import check, engine
from narrator.engines.voices import voice
from narrator.errors import ArticleError, ConfigError, EncodeError
from narrator.lang import Tables
from narrator.model import Article, Utterance
from narrator.normalize import Normalizer
from narrator.normalize.rules import Context, all_rules
from narrator.production import worker
from narrator.production.frontend import FrontEnd
from narrator.production.requests import requests_for
from narrator.production.store import open_cache
from narrator.pronounce import Pronouncer
from narrator.pronounce.overrides import Entry, Overrides, load
from narrator.read import place

if TYPE_CHECKING:
    from narrator.model import Episode
    from narrator.production.cache import Cache
    from narrator.production.executors import Executor
    from narrator.production.executors.crew import Plan
    from narrator.production.executors.ray import Ray
    from narrator.production.produce import Producer

_TRIED = 3  # sentences spoken to tell how long many would take
_clusters: "dict[Plan, Ray]" = {}
_MOST_WORKERS = 8  # unless asked for more: each costs half a second to start


def front_end(settings: Settings, *more: Entry) -> FrontEnd:
    """A fresh one for each article: it learns the abbreviations the article defines.

    ``more`` readings are laid over those of the lexicons.
    """
    context = Context(acronyms=settings.acronyms, name_emoji=settings.emoji == "name")
    normalizer = Normalizer(all_rules(tables(settings)), context)
    return FrontEnd(settings, normalizer, pronouncer(settings, *more))


def pronouncer(settings: Settings, *more: Entry) -> Pronouncer:
    """How words are read, with ``more`` readings laid over those of the lexicons."""
    return Pronouncer(overrides=Overrides([*own_readings(settings), *more]))


def own_readings(settings: Settings) -> list[Entry]:
    """The user's lexicon, then the article's, whose entries win.

    Raises:
        DataError: a lexicon cannot be read, or a line of it is wrong (file, line, column).
    """
    files = [path for path in (user_lexicon(), Path(settings.lexicon)) if path.is_file()]
    if settings.lexicon and not Path(settings.lexicon).is_file():
        raise ConfigError(f"narrator.toml: 'lexicon': there is no file {settings.lexicon}")
    return [entry for path in files for entry in load(path)]


def changes(article: Article, settings: Settings, entry: Entry) -> Iterator[Utterance]:
    """The utterances of ``article`` that ``entry`` would make sound otherwise, as they would."""
    before = front_end(settings).utterances(article)
    for old, new in zip(before, front_end(settings, entry).utterances(article), strict=True):
        if [word.phonemes for word in old.words] != [word.phonemes for word in new.words]:
            yield new


def keys(utterance: Utterance, settings: Settings) -> set[str]:
    """Those of the takes that ``utterance`` is made of."""
    return {request.key for _part, request in requests_for(utterance, settings)}


def time_to_make(utterances: Sequence[Utterance], settings: Settings) -> float:
    """Seconds, from making a few of them now, on one worker."""
    requests = [request for u in utterances for _part, request in requests_for(u, settings)]
    tried = requests[:_TRIED]
    started = time.perf_counter()
    for request in tried:
        worker.speak(request)
    return (time.perf_counter() - started) * len(requests) / max(1, len(tried))


def user_lexicon() -> Path:
    return user_folder() / "lexicon.tsv"


def lexicon_in_use(settings: Settings) -> Path:
    """The lexicon that new readings go to: narrator.toml's, or else the user's own."""
    return Path(settings.lexicon) if settings.lexicon else user_lexicon()


def inputs(article: str | None, settings: Settings) -> list[Path]:
    """The files that decide how ``article``, or a text in this folder, sounds.

    Those that narrator looks for but that are not there are among them.
    """
    beside = place(article or "-").parent
    found = [folder / FILE_NAME for folder in (user_folder(), beside)]
    found += [user_lexicon(), lexicon_in_use(settings), *table_files(settings)]
    return [*found, Path(article)] if article else found


def table_files(settings: Settings) -> list[Path]:
    """The tables of the user's own and of the article's."""
    folders = [user_folder() / "tables", *([Path(settings.tables)] if settings.tables else [])]
    return [path for folder in folders for path in folder.glob("*.tsv")]


def tables(settings: Settings) -> Tables:
    """The language's tables under the user's own and the article's, which go first.

    Raises:
        ConfigError: narrator.toml names a folder that is not there.
    """
    own = [user_folder() / "tables"]
    if settings.tables:
        own.append(Path(settings.tables))
        if not own[-1].is_dir():
            raise ConfigError(f"narrator.toml: 'tables': there is no folder {own[-1]}")
    return Tables([folder for folder in own if folder.is_dir()])


def mender(announce: Callable[[str], None]) -> Callable[[str], str]:
    """What repairs the text of a damaged PDF, and announces in one line that it did."""

    def mend(text: str) -> str:
        from narrator.repair import repair

        mended = repair(text)
        if mended.changed:
            count = len(mended.paragraphs)
            announce(f"{count} damaged paragraphs mended (narrate repair --diff shows how)")
        return mended.text

    return mend


def producer(settings: Settings) -> "Producer":
    """Raises EngineError for a voice, ConfigError for music or a picture, before any work."""
    from narrator.production.produce import Producer
    from narrator.production.shelf import limit

    for voice_id in _voices(settings):
        check(voice(voice_id))
    cache = open_cache()
    return Producer(
        settings=settings,
        front_end=front_end(settings),
        cache=cache,
        executor=executor(settings, cache),
        cache_limit=limit(),
    )


def executor(settings: Settings, cache: "Cache") -> "Executor":
    """What speaks the sentences that ``cache`` lacks, where ``settings`` say."""
    if settings.executor == "serial":
        from narrator.production.executors.serial import Serial

        return Serial(cache)
    if settings.executor == "ray":
        from narrator.production.executors.crew import Plan

        return _cluster(
            Plan(address=settings.address, actors=settings.jobs, gpus=_gpus(settings)), cache
        )
    from narrator.production.executors.processes import Processes

    return Processes(settings.jobs or min(os.cpu_count() or 1, _MOST_WORKERS), cache)


def _cluster(plan: "Plan", cache: "Cache") -> "Executor":
    """Kept for the next article, with the voices its actors have loaded, if that asks the same.

    Beside it another would wait for the room that it holds.
    """
    from narrator.production.executors.ray import Ray

    if plan not in _clusters:
        for other in _clusters.values():
            other.close()
        _clusters.clear()
        _clusters[plan] = Ray(cache, plan)
    return _clusters[plan]


def _gpus(settings: Settings) -> float:
    """What a worker holds of a GPU: nothing where no voice of the settings can use one."""
    engines = (engine(voice(name).engine) for name in _voices(settings))
    return settings.gpus if any("cuda" in used.info.devices for used in engines) else 0.0


def _voices(settings: Settings) -> set[str]:
    return {settings.voice, settings.english_voice, *astuple(settings.voices)} - {""}


def output_path(article: str, settings: Settings, out: Path | None) -> Path:
    """Where the audio goes: ``out``, or beside the article under its own name.

    Raises:
        ArticleError: ``article`` has no name of its own, as «.» has none.
        EncodeError: ``out`` ends otherwise than the format asked for.
    """
    where = place(article)
    if not where.name:
        raise ArticleError(f"{article or where}: is a folder; name a file")
    beside = where.with_suffix(f".{settings.format}")
    if out is None:
        return beside
    if out.is_dir():
        return out / beside.name
    if out.suffix.lower() != beside.suffix:
        raise EncodeError(f"{out}: the name must end in {beside.suffix}, or --format say otherwise")
    return out


def is_audio(path: str) -> bool:
    """Whether ``path`` names audio that is made already rather than an article."""
    return Path(path).suffix.lower().removeprefix(".") in {*FORMATS, "m4a"}


def is_due(article: str, audio: Path) -> bool:
    """Whether the audio of ``article`` has yet to be made, or is older than the article."""
    if not audio.exists():
        return True
    return Path(article).is_file() and Path(article).stat().st_mtime > audio.stat().st_mtime


def finished(audio: Path) -> "Episode":
    """A finished audio file with all that a feed says of it; errors as for ``master.finished``."""
    from narrator.master.finished import episode

    return episode(audio)


def publishable(settings: Settings) -> Settings:
    """How an episode is made: one file, with captions beside it."""
    beside = ", ".join(dict.fromkeys([*settings.beside_kinds, *CAPTIONS]))
    return replace(settings, beside=beside, split="none")


def publish(audio: Path, where: str) -> str:
    """Add ``audio`` to the feed at ``where``, or renew it there; the address of its page.

    Errors as for ``publishing.publish``.
    """
    from narrator.publish.publisher import load
    from narrator.publish.publishing import Choice
    from narrator.publish.publishing import publish as add
    from narrator.publish.target import target
    from narrator.publish.websub import announced

    place = target(where)
    with announced(place, where):
        item = add(place, where, finished(audio), Choice())
    return load(place, where).channel.url(item.page)


def feed_cover(path: Path | None, title: str, author: str) -> bytes:
    """The picture at ``path`` as it is, or one drawn; raises ConfigError where it is none."""
    from narrator.master.cover import drawn, picture

    return picture(path) if path else drawn(title, author)
