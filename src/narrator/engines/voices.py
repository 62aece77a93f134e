"""The voices on this machine: one TOML file each, bundled or the user's own."""

import difflib
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from importlib.resources import files
from pathlib import Path

from platformdirs import user_config_path

from narrator.errors import DataError, VoiceNotFound
from narrator.model import Hertz, Voice

DEFAULT = "fa-espeak"


def user_folder() -> Path:
    return user_config_path("narrator", appauthor=False) / "voices"


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
    if voice_id in known:
        return known[voice_id]
    near = difflib.get_close_matches(voice_id, known, n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"there are: {', '.join(known)}"
    raise VoiceNotFound(f"no voice '{voice_id}'; {hint} (see: narrate voices list)")


def load(path: Path) -> Voice:
    """One voice file.

    Raises:
        DataError: not TOML, a key missing or unknown.
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(path, None, f"is no voice file ({error})") from error
    known = {field.name for field in fields(Voice)}
    if unknown := entries.keys() - known:
        raise DataError(
            path, None, f"unknown key '{min(unknown)}'; known: {', '.join(sorted(known))}"
        )
    if missing := {"id", "engine", "language", "sample_rate"} - entries.keys():
        raise DataError(path, None, f"lacks '{min(missing)}'")
    return Voice(**{**entries, "sample_rate": Hertz(entries["sample_rate"])})


def _paths() -> Iterator[Path]:
    for folder in (bundled_folder(), user_folder()):
        yield from sorted(folder.glob("*.toml"))
