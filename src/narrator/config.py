"""narrator.toml: what an author settles beside the article; options override it."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from narrator.errors import ConfigError
from narrator.model import Milliseconds
from narrator.records import checked

FILE_NAME = "narrator.toml"
FORMATS = ("mp3", "m4b", "opus", "flac", "wav")
ENGLISH = ("read", "skip")
ENGLISH_RUNS = ("persian", "english")
ACRONYMS = ("spell", "keep", "expand")
EMOJI = ("drop", "name")
PRESETS = ("podcast", "audiobook", "quiet")
COVERS = ("drawn", "none")
SPLITS = ("none", "chapters")
CAPTIONS = ("vtt", "srt")
EXECUTORS = ("processes", "serial", "ray")
IN_SENTENCE = {
    "،": "comma", ",": "comma", "؛": "semicolon", ";": "semicolon", ":": "colon",
    "—": "dash", "–": "dash", "…": "ellipsis",
}  # fmt: skip
BESIDE = (*CAPTIONS, "words", "json", "html")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauses:
    """Silence, in milliseconds: after a sentence, by what it ends, and within one.

    ``clause`` stands where a sentence is cut in any case, for its length or for another
    voice. The marks of ``IN_SENTENCE`` are 0 where the voice itself shall pause, as it can
    best; a sentence is spoken in parts where one of them is more. Now and then a pause is
    some hundredths of a second longer, and that of a chapter is 0.2 s at least: see
    ``pieces`` in timeline.py.
    """

    sentence: Milliseconds = Milliseconds(350)
    paragraph: Milliseconds = Milliseconds(700)
    heading: Milliseconds = Milliseconds(900)
    quote: Milliseconds = Milliseconds(700)
    list_item: Milliseconds = Milliseconds(500)
    footnote: Milliseconds = Milliseconds(500)
    chapter: Milliseconds = Milliseconds(1500)
    clause: Milliseconds = Milliseconds(150)
    comma: Milliseconds = Milliseconds(0)
    semicolon: Milliseconds = Milliseconds(0)
    colon: Milliseconds = Milliseconds(0)
    dash: Milliseconds = Milliseconds(0)
    ellipsis: Milliseconds = Milliseconds(0)

    def behind(self, mark: str) -> Milliseconds:
        """That of one of the marks within a sentence, 0 for any other."""
        pause: Milliseconds = getattr(self, IN_SENTENCE.get(mark, ""), Milliseconds(0))
        return pause


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Voices that read a part of the article instead of the main one; empty: none does.

    ``quote`` reads block quotes and what is said between «…», ``dialogue`` paragraphs
    that begin with a dash.
    """

    heading: str = ""
    quote: str = ""
    dialogue: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Music:
    """Audio files beside narrator.toml, in any format; empty: none.

    ``intro`` is heard before the first word and ``outro`` after the last, as loud as the
    speech; ``bed`` goes round under it, ``bed_level`` decibels from its loudness, and rises
    in long pauses. ``fade`` is how long music takes to go, and the bed to come.
    """

    intro: str = ""
    outro: str = ""
    bed: str = ""
    bed_level: float = -20.0
    fade: Milliseconds = Milliseconds(2000)

    @property
    def is_heard(self) -> bool:
        return bool(self.intro or self.outro or self.bed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting of one production.

    ``pace`` is a factor (1.0 the voice's own), ``heading_pace`` the same for
    headings on top of it, ``pitch`` in semitones, ``preset`` how loud.
    ``english`` says what becomes of sentences wholly in English, ``english_runs`` who
    reads several English words inside a Persian one: the voice itself, as a Persian
    would, or the English voice. ``acronyms`` says what becomes of acronyms, ``emoji`` of
    emoji. ``lexicon`` is a file and ``tables`` a folder of the author's own, beside
    narrator.toml; so is ``cover``, unless it is "drawn" or "none", and the
    folder ``chapter_pictures``, whose files are named by the chapters' numbers. ``beside``
    names what else is written, e.g. "vtt, html"; ``split`` whether a book is one file or one
    a chapter. ``room_tone`` is the level of a soft noise beneath it all in dBFS, 0 for none.
    ``mirror`` is an address that stands for the hosts that voices are downloaded from,
    ``feed`` the folder (beside narrator.toml) or address of the feed that is published to.
    ``executor`` says where sentences are spoken and ``jobs`` by how many workers, 0 for one
    a core. ``address`` is that of a Ray cluster, and ``gpus`` the share of a GPU, or the
    number of them, that a worker there holds. None of the four changes what is heard.
    """

    voice: str = "fa-espeak"
    english_voice: str = "en-espeak"
    english: str = "read"
    english_runs: str = "persian"
    acronyms: str = "spell"
    emoji: str = "drop"
    pace: float = 1.0
    heading_pace: float = 0.92
    pitch: float = 0.0
    preset: str = "podcast"
    format: str = "mp3"
    title: str = ""
    author: str = ""
    album: str = ""
    date: str = ""
    lexicon: str = ""
    tables: str = ""
    cover: str = "drawn"
    chapter_pictures: str = ""
    beside: str = ""
    split: str = "none"
    room_tone: float = 0.0
    mirror: str = ""
    feed: str = ""
    executor: str = "processes"
    address: str = "auto"
    gpus: float = 0.0
    jobs: int = 0
    pauses: Pauses = field(default_factory=Pauses)
    voices: Voices = field(default_factory=Voices)
    music: Music = field(default_factory=Music)

    @property
    def beside_kinds(self) -> tuple[str, ...]:
        return tuple(kind.strip() for kind in self.beside.split(",") if kind.strip())

    @property
    def inputs(self) -> tuple[str, ...]:
        """The files and folders that are named, whose content decides how the audio comes out."""
        cover = "" if self.cover in COVERS else self.cover
        named = (self.lexicon, self.tables, cover, self.chapter_pictures)
        music = (self.music.intro, self.music.outro, self.music.bed)
        return tuple(filter(None, (*named, *music)))

    @property
    def is_continuous(self) -> bool:
        """Whether something sounds on through the pauses, so that nowhere is silence to cut at."""
        return bool(self.room_tone) or self.music.is_heard


_CHOICES = {
    "format": FORMATS,
    "english": ENGLISH,
    "english_runs": ENGLISH_RUNS,
    "acronyms": ACRONYMS,
    "emoji": EMOJI,
    "preset": PRESETS,
    "split": SPLITS,
    "executor": EXECUTORS,
}
_BOUNDS = {
    "pace": (0.25, 4.0),
    "heading_pace": (0.25, 4.0),
    "pitch": (-12.0, 12.0),
    "room_tone": (-90.0, 0.0),
    "bed_level": (-40.0, -12.0),
    "fade": (0, 10_000),
    "jobs": (0, 256),
    "gpus": (0.0, 16.0),
}


_LOUDEST_ROOM = -50.0
"""dBFS; louder, a room would raise peaks over what was promised of them."""


def user_folder() -> Path:
    """Where the user's own narrator.toml, voices, tables and lexicon are."""
    return user_config_path("narrator", appauthor=False)


def load(folder: Path) -> Settings:
    """The settings of ``folder``/narrator.toml, over the user's own, over the defaults.

    Raises:
        ConfigError: not TOML (with the line), unknown key (with the nearest), wrong value.
    """
    settings = Settings()
    for place in dict.fromkeys((user_folder(), folder)):
        settings = _read(place, settings)
    return settings


def _read(folder: Path, settings: Settings) -> Settings:
    path = folder / FILE_NAME
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return settings
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    _place(entries, ("lexicon", "tables", "cover", "chapter_pictures", "feed"), folder)
    _place(entries.get("music"), ("intro", "outro", "bed"), folder)
    return override(settings, entries, str(path))


def _place(entries: object, keys: Sequence[str], folder: Path) -> None:
    """Let the files that ``entries`` name under ``keys`` lie in ``folder``."""
    if isinstance(entries, dict):
        for key in keys:
            value = entries.get(key)
            if isinstance(value, str) and value not in ("", *COVERS) and "://" not in value:
                entries[key] = str(folder / value)


def override(settings: Settings, entries: Mapping[str, Any], where: str) -> Settings:
    """``settings`` with ``entries`` in place; ``where`` begins the message of an error."""
    values = dict(entries)
    tables: dict[str, Pauses | Voices | Music] = {
        "pauses": settings.pauses,
        "voices": settings.voices,
        "music": settings.music,
    }
    for name in tables.keys() & values.keys():
        if not isinstance(values[name], dict):
            raise ConfigError(f"{where}: '{name}' must be a table: [{name}]")
        values[name] = checked(tables[name], values[name], f"{where}: {name}", _CHOICES, _BOUNDS)
    settings = checked(settings, values, where, _CHOICES, _BOUNDS)
    for kind in settings.beside_kinds:
        if kind not in BESIDE:
            raise ConfigError(f"{where}: 'beside' may name {', '.join(BESIDE)}, not {kind!r}")
    if _LOUDEST_ROOM < settings.room_tone < 0:
        raise ConfigError(
            f"{where}: 'room_tone' must be at most {_LOUDEST_ROOM:g} (dBFS), or 0 for none, "
            f"not {settings.room_tone:g}"
        )
    if settings.gpus > 1 and settings.gpus % 1:
        raise ConfigError(
            f"{where}: 'gpus' must be a share of one or a whole number, not {settings.gpus:g}"
        )
    if settings.split == "chapters" and "json" in settings.beside_kinds:
        raise ConfigError(
            f"{where}: 'beside' names json, the chapters of one file; with split = 'chapters' "
            "each file is one"
        )
    return settings
