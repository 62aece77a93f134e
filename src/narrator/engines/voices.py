"""The voices on this machine: one TOML file each, bundled or the user's own."""

import difflib
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import fields, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from platformdirs import user_data_path

from narrator.config import user_folder
from narrator.errors import DataError, VoiceNotFound
from narrator.model import Hertz, ModelFile, Voice


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
        DataError: not TOML, a key missing or unknown.
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(path, None, f"is no voice file ({error})") from error
    files = entries.pop("files", [])
    variants = tuple(entries.pop("variants", ()))
    for table, kind, needed in [
        (entries, Voice, {"id", "engine", "language"}),
        *((file, ModelFile, {"name"}) for file in files),
    ]:
        _check(path, table, {field.name for field in fields(kind)}, needed)
    return Voice(
        **{**entries, "sample_rate": Hertz(entries.get("sample_rate", 0))},
        files=tuple(ModelFile(**file) for file in files),
        variants=variants,
    )


def _check(path: Path, entries: Collection[str], known: set[str], needed: set[str]) -> None:
    if unknown := set(entries) - known:
        raise DataError(
            path, None, f"unknown key '{min(unknown)}'; known: {', '.join(sorted(known))}"
        )
    if missing := needed - set(entries):
        raise DataError(path, None, f"lacks '{min(missing)}'")


def _paths() -> Iterator[Path]:
    for folder in (bundled_folder(), own_folder()):
        yield from sorted(folder.glob("*.toml"))
