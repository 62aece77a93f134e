"""The studio: one project, one open article, and all that can be done with it."""

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from narrator import app, config, settings_file
from narrator.changes import changes, stamp
from narrator.engines.registry import check
from narrator.engines.voices import voice
from narrator.errors import ArticleError, ConfigError, NarratorError
from narrator.model import Token, Utterance
from narrator.production.executors.processes import Processes
from narrator.production.frontend import holds
from narrator.production.store import open_cache
from narrator.read import Options
from narrator.studio.events import Events
from narrator.studio.history import History
from narrator.studio.jobs import Jobs
from narrator.studio.making import making, publishing
from narrator.studio.manuscript import Manuscript
from narrator.studio.mending import Choices, Mender, Place, Scope
from narrator.studio.project import Project
from narrator.studio.sound import Sound, Sounds

_SETTABLE = frozenset({"voice", "pace", "pitch", "pauses"})
"""Settings that a page may change: none of them names a file."""


class StaleError(NarratorError):
    """What is asked for was decided before the text was changed by others."""


class Studio:
    """Safe to use from several threads: one thing is done at a time, but jobs go on beside.

    Attributes:
        revision: grows whenever anything has changed, from whatever side.
    """

    def __init__(self, folder: Path, options: Options) -> None:
        """``options`` is how articles are read that are handed in."""
        self.project = Project(folder)
        self.events = Events()
        self.history = History()
        self.jobs = Jobs(lambda job: self.events.tell(job=asdict(job)))
        self.revision = 0
        self.manuscript: Manuscript | None = None
        self.settings = config.load(self.project.folder)
        self._options = options
        self._lock = threading.RLock()
        self._stamps: object = None
        self._table_stamps: object = None
        cache = open_cache()
        self._workers = Processes(1, cache, keep=True)
        self._sounds = Sounds(cache, self._workers)

    def open(self, name: str) -> None:
        """Raises ArticleError where it is no article of this project; the open one then stays."""
        with self._lock:
            path = self.project.article(name)
            self.manuscript = Manuscript(path, config.load(self.project.folder))
            self.settings = self.manuscript.settings
            self._sounds.forget()
            self._changed()

    def add(self, keep: Callable[[Project, Options], str]) -> None:
        """Open an article that is handed in, once ``keep`` has put it into the project."""
        name = keep(self.project, self._options)
        self.open(name)

    @property
    def opened(self) -> Manuscript:
        """Raises ArticleError where no article is open."""
        if self.manuscript is None:
            raise ArticleError("no article is open")
        return self.manuscript

    def close(self) -> None:
        """End the worker that speaks."""
        self._workers.close()

    def window(self, first: int, count: int) -> tuple[int, list[Utterance]]:
        """The revision, and some sentences as they are read in it; none behind the last."""
        with self._lock:
            last = min(first + count, len(self.opened.sentences))
            return self.revision, self.opened.utterances(range(first, last))

    def choices(self, at: int, token: int) -> tuple[Choices, Token]:
        """How a token may be read otherwise."""
        with self._lock:
            return Mender(self.opened, at, token).choices(), self.opened.token(at, token)[0]

    def sound(self, at: int) -> Sound:
        """A sentence as it is heard now."""
        with self._lock:
            (utterance,), settings = self.opened.utterances([at]), self.opened.settings
        return self._sounds.of(utterance, settings)

    def sound_before(self, at: int) -> Sound:
        """A sentence as it was heard before it last changed."""
        sound = self._sounds.before(at)
        if sound is None:
            raise ArticleError(f"sentence {at + 1} has not changed since it was heard")
        return sound

    def tried(self, at: int, token: int, wish: Callable[[Mender], Utterance]) -> Sound:
        """A sentence as ``wish`` would make it sound; nothing is kept."""
        with self._lock:
            utterance = wish(Mender(self.opened, at, token))
            settings = self.opened.settings
        return self._sounds.tried(utterance, settings)

    def mend(self, place: Place, said: str, scope: Scope, wish: Callable[[Mender], None]) -> None:
        """Keep ``wish``; ``said`` tells how the token is then said, for who may undo it.

        Raises:
            StaleError: another sentence stands there now than the page showed.
        """
        with self._lock:
            mender = Mender(self.opened, place.sentence, place.token)
            if self.opened.sentences[place.sentence].written != place.written:
                raise StaleError("the text has changed meanwhile; look at the word again")
            self._change(f"{mender.written} → {said}", mender.files(scope), lambda: wish(mender))

    def set(self, entries: Mapping[str, Any]) -> None:
        """Change settings in the project's narrator.toml.

        Raises:
            ConfigError: a setting is unknown, or cannot be that.
            EngineError: the voice cannot speak here.
        """
        folder = self.project.folder
        if strange := entries.keys() - _SETTABLE:
            raise ConfigError(f"“{min(strange)}” is not set here; write it into {config.FILE_NAME}")
        if "voice" in entries:
            check(voice(str(entries["voice"])))
        what = ", ".join(_said(key, value) for key, value in entries.items())
        self._change(what, [folder / config.FILE_NAME], lambda: settings_file.put(folder, entries))

    def undo(self) -> None:
        """Take the last change back; errors as for ``History.undo``."""
        with self._lock:
            try:
                self.history.undo()
            finally:
                self.refresh()

    def search(self, text: str) -> list[int]:
        """The sentences that hold ``text``."""
        with self._lock:
            return [s.index for s in self.opened.sentences if holds(s, text)]

    def make(self, audio_format: str) -> None:
        """Begin to make the audio of the open article, beside it."""
        opened = self.opened
        settings = config.override(opened.settings, {"format": audio_format}, "make")
        self.jobs.start("make", making(opened.path, settings))

    def publish(self, feed: str) -> None:
        """Begin to publish the open article to a feed; its audio is made where that is due."""
        if feed not in self.feeds:
            raise ArticleError(f"{feed}: there is no such feed")
        opened = self.opened
        where = feed if feed == self.settings.feed else str(self.project.folder / feed)
        self.jobs.start("publish", publishing(opened.path, opened.settings, where))

    @property
    def feeds(self) -> list[str]:
        """The feed of narrator.toml, and those that are folders of the project."""
        folder, own = self.project.folder, self.settings.feed
        return [*filter(None, [own]), *(f for f in self.project.feeds() if str(folder / f) != own)]

    def watch(self) -> None:
        """Heed files that others change, for ever; call it in a thread of its own."""
        for _ in changes(lambda: app.inputs(self._article(), self.settings)):
            with self._lock:
                self.refresh()

    def pronounce_more(self) -> bool:
        """Go on with what has not been pronounced yet; whether there was any."""
        with self._lock:
            if self.manuscript is None or self.manuscript.complete:
                return False
            self.manuscript.pronounce_more()
            return True

    def warm_up(self) -> None:
        """Load the voice, so that the first sentence is heard at once."""
        with suppress(NarratorError):  # the first sentence that is asked for tells why
            self.sound(0)

    def refresh(self) -> None:
        """Read anew what has changed on disk; a file that cannot be read leaves all as it is."""
        stamps = self._stamp()
        if stamps == self._stamps:
            return
        try:
            self._reread()
        except NarratorError as error:
            self.events.tell(error=str(error))
            self._stamps = stamps
            return
        self._changed()

    def _reread(self) -> None:
        settings, old = config.load(self.project.folder), self.manuscript
        if old:
            same = (settings, stamp(old.path)) == (old.settings, old.stamp)
            if same and self._tables() == self._table_stamps:
                old.reread()
            else:
                self.manuscript = Manuscript(old.path, settings)
                if len(self.manuscript.sentences) != len(old.sentences):
                    self._sounds.forget()
        self.settings = settings

    def _change(self, what: str, files: list[Path], change: Callable[[], None]) -> None:
        with self._lock:
            try:
                with self.history.recorded(what, files):
                    change()
            finally:
                self.refresh()

    def _changed(self) -> None:
        self._stamps, self._table_stamps = self._stamp(), self._tables()
        self.revision += 1
        self.events.tell(revision=self.revision)

    def _stamp(self) -> object:
        return {path: stamp(path) for path in app.inputs(self._article(), self.settings)}

    def _tables(self) -> object:
        return {path: stamp(path) for path in app.table_files(self.settings)}

    def _article(self) -> str | None:
        return str(self.manuscript.path) if self.manuscript else None


def _said(key: str, value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(_said(f"{key}.{inner}", one) for inner, one in value.items())
    return f"{key} {value}"
