"""narrate preview --interactive: type a sentence, hear it, mend it, hear it again."""

import difflib
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import typer

from narrator.errors import ArticleError, ConfigError, NarratorError

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrator.cli.preview._choose import Source
    from narrator.cli.preview._hear import Hearing
    from narrator.config import Settings

_MARKS = str.maketrans("", "", "\u200e\u200f\u2066\u2067\u2068\u2069")  # copied with our output
_HELP = """\
TEXT              say it; the arrow keys edit the line and bring back earlier ones
(an empty line)   say the last one again
:say کرم kerm     read a word or phrase so from now on: Persian with vowels, IPA or Latin
:voice ID         another voice (narrate voices list)
:pace 0.9         another speed; 1.0 is the voice's own
:read 3-7         sentences of the article that --file names: a number, a range, a word
:undo             take back the last :say, :voice or :pace
:save             keep the readings in your lexicon (narrate lexicon list)
:help  :quit"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """``readings``: words and what they are read as, as typed; later ones win."""

    settings: "Settings"
    readings: tuple[tuple[str, str], ...] = ()


class Session:
    """What cannot be done costs one line and changes nothing."""

    def __init__(
        self,
        settings: "Settings",
        hearing: "Hearing",
        *,
        article: str | None,
        first: "Source | None",
    ) -> None:
        self._states = [_State(settings=settings)]  # the last one holds, :undo drops it
        self._hearing = hearing
        self._article = article
        self._last = first
        self._open = True
        self._commands: dict[str, Callable[[str], None]] = {
            "say": self._say,
            "voice": self._voice,
            "pace": self._pace,
            "read": self._read,
            "undo": self._undo,
            "save": self._save,
            "help": lambda _: typer.echo(_HELP),
            "quit": self._quit,
        }

    def run(self) -> None:
        """Until :quit or the end of input; readings that were not saved are told then."""
        with suppress(ImportError):  # where it is missing, lines cannot be edited
            import readline  # noqa: F401 (input() uses it once it is loaded)

        self._attempt(self._again)
        while self._open:
            self._attempt(self._next)
        self._hearing.player.stop()
        for word, reading in self._states[-1].readings:
            typer.echo(f"not saved: narrate lexicon add '{word}' '{reading}'", err=True)

    def _attempt(self, step: "Callable[[], None]") -> None:
        try:
            step()
        except NarratorError as error:
            typer.echo(f"narrate: {error}", err=True)
        except KeyboardInterrupt:  # drops the line or stops the sound, as in a shell
            self._hearing.player.stop()
            typer.echo()

    def _next(self) -> None:
        terminal = sys.stdin.isatty()
        try:
            line = input("> " if terminal else "").translate(_MARKS).strip()
        except EOFError:
            self._open = False
            return
        except UnicodeDecodeError as error:
            raise ArticleError("that line is not UTF-8 text; type it again") from error
        if line.startswith(":"):
            self._command(line[1:])
        else:
            self._text(line)
        if not terminal:
            self._hearing.player.wait()

    def _command(self, line: str) -> None:
        name, _, value = line.partition(" ")
        if name not in self._commands:
            near = difflib.get_close_matches(name, self._commands, n=1)
            raise ConfigError(f":{name}: no such command; see :{near[0] if near else 'help'}")
        self._commands[name](value.strip())

    def _text(self, line: str) -> None:
        from narrator.cli.preview import _choose

        self._hear(_choose.text(line) if line else self._last)

    def _hear(self, source: "Source | None") -> None:
        from narrator.pronounce.overrides import entry

        if source is None:
            return
        state = self._states[-1]
        entries = tuple(entry(*reading) for reading in state.readings)
        utterances = source(state.settings, entries)
        self._last = source
        self._hearing.of(utterances, state.settings)

    def _again(self) -> None:
        self._hear(self._last)

    def _change(self, state: _State) -> None:
        self._states.append(state)
        self._again()

    def _say(self, value: str) -> None:
        from narrator.pronounce.overrides import entry

        words = value.split()
        half = len(words) // 2
        if not words or len(words) % 2:
            raise ConfigError(":say: as many readings as words, like :say کرم kerm")
        reading = " ".join(words[:half]), " ".join(words[half:])
        entry(*reading)
        state = self._states[-1]
        self._change(replace(state, readings=(*state.readings, reading)))

    def _voice(self, value: str) -> None:
        from narrator.engines.registry import check
        from narrator.engines.voices import voice

        check(voice(value))
        self._set(voice=value)

    def _pace(self, value: str) -> None:
        try:
            pace = float(value)
        except ValueError as error:
            raise ConfigError(f":pace {value}: a number, like :pace 0.9") from error
        self._set(pace=pace)

    def _set(self, **values: str | float) -> None:
        from narrator.config import override

        state = self._states[-1]
        self._change(replace(state, settings=override(state.settings, values, "preview")))

    def _read(self, value: str) -> None:
        from narrator.cli.preview import _choose

        if self._article is None:
            raise ConfigError(":read: needs an article: narrate preview -i --file ARTICLE")
        self._hear(_choose.sentences(self._article, value))

    def _undo(self, _value: str) -> None:
        if len(self._states) == 1:
            raise ConfigError(":undo: nothing to take back (narrate lexicon remove, if saved)")
        self._states.pop()
        self._again()

    def _save(self, _value: str) -> None:
        from narrator.app import lexicon_in_use
        from narrator.pronounce.lexicon_file import put

        state = self._states[-1]
        if not state.readings:
            raise ConfigError(":save: no new reading; add one with :say کرم kerm")
        path = lexicon_in_use(state.settings)
        put(path, ((word, reading, "") for word, reading in state.readings))
        self._states = [replace(state, readings=())]
        typer.echo(f"{len(state.readings)} saved\t{path}")

    def _quit(self, _value: str) -> None:
        self._open = False
