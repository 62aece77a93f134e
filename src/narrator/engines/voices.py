"""The voices on this machine: one TOML file each, bundled or the user's own."""

import difflib
import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, fields, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from narrator.config import user_folder
from narrator.errors import DataError, VoiceNotFound
from narrator.model import ModelFile, Voice


def own_folder() -> Path:
    return user_folder() / "voices"


def own_file(voice_id: str) -> Path:
    """The user's TOML file of that voice, whether or not it is there."""
    return own_folder() / f"{voice_id}.toml"


def model_folder(voice: Voice) -> Path:
    """Where the files of ``voice`` are.

    Raises:
        VoiceNotFound: one is not there; the message says how to get it.
    """
    folder = folder_of(voice)
    missing = lacks(voice)
    if missing or not folder.is_dir() or not voice.sample_rate:
        raise VoiceNotFound(
            f"voice '{voice.id}' is not installed: {folder} lacks {', '.join(missing) or 'a model'}"
            f" (narrate voices install {voice.id})"
        )
    return folder


def lacks(voice: Voice) -> list[str]:
    """The names of its files that are not there."""
    folder = folder_of(voice)
    return [file.name for file in voice.files if not (folder / file.name).is_file()]


def folder_of(voice: Voice) -> Path:
    """Where the files of ``voice`` belong, whether or not they are there."""
    if voice.model:
        return Path(voice.model).expanduser()
    base, _, _variant = voice.id.partition("+")
    return user_data_path("narrator", appauthor=False) / "voices" / base


def bundled_folder() -> Path:
    packaged = Path(str(files("narrator").joinpath("voices")))
    # An editable install reads the checkout's own folder.
    return packaged if packaged.is_dir() else packaged.parents[2] / "voices"


@cache
def voices() -> dict[str, Voice]:
    """Every voice by id; the user's own stand before bundled ones of the same id."""
    found = [load(path) for path in _paths()]
    return {voice.id: voice for voice in found}


def voice(voice_id: str) -> Voice:
    """The voice of that id.

    Raises:
        VoiceNotFound: none has it; the message names the nearest ones.
    """
    known = voices()
    base, _, variant = voice_id.partition("+")
    if base in known and not variant:
        return known[base]
    if base in known:
        return _varied(known[base], variant)
    near = difflib.get_close_matches(voice_id, known, n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"there are: {', '.join(known)}"
    raise VoiceNotFound(f"no voice '{voice_id}'; {hint} (see: narrate voices list)")


def _varied(voice: Voice, variant: str) -> Voice:
    if variant not in voice.variants:
        there = f"there are: {', '.join(voice.variants)}" if voice.variants else "it has none"
        raise VoiceNotFound(f"voice '{voice.id}' has no variant '{variant}'; {there}")
    return replace(voice, id=f"{voice.id}+{variant}", variant=variant)


def load(path: Path) -> Voice:
    """One voice file.

    Raises:
        DataError: not TOML, a key missing or unknown, a value of the wrong kind.
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(path, None, f"is no voice file ({error})") from error
    voice = _record(path, Voice, entries)
    listed: list[Any] = entries.get("files", [])
    if not all(isinstance(file, dict) for file in listed):
        raise DataError(path, None, f"'files' must be tables: [[files]], not {listed!r}")
    files = tuple(_record(path, ModelFile, file) for file in listed)
    return replace(voice, files=files, variants=tuple(voice.variants))


_KINDS: dict[str, tuple[type | tuple[type, ...], str]] = {
    "sample_rate": (int, "a whole number"),
    "bytes": (int, "a whole number"),
    "pace": ((int, float), "a number"),
    "pauses": ((int, float), "a number"),
    "options": (dict, "a table: [options]"),
    "files": (list, "tables: [[files]]"),
    "variants": (list, "a list"),
}


def _record[T: (Voice, ModelFile)](path: Path, kind: type[T], entries: dict[str, Any]) -> T:
    known = {field.name: field for field in fields(kind)}
    if unknown := entries.keys() - known:
        names = ", ".join(sorted(known))
        raise DataError(path, None, f"unknown key '{min(unknown)}'; known: {names}")
    needed = {f.name for f in known.values() if f.default is f.default_factory is MISSING}
    if missing := needed - entries.keys():
        raise DataError(path, None, f"lacks '{min(missing)}'")
    for key, value in entries.items():
        wanted, name = _KINDS.get(key, (str, "text"))
        if not isinstance(value, wanted) or isinstance(value, bool):
            raise DataError(path, None, f"'{key}' must be {name}, not {value!r}")
    return kind(**entries)


def _paths() -> Iterator[Path]:
    for folder in (bundled_folder(), own_folder()):
        yield from sorted(folder.glob("*.toml"))
