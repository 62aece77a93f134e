"""Changes to a narrator.toml: its comments and its other lines stay as they are."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from narrator.config import FILE_NAME, Settings, override
from narrator.errors import ConfigError
from narrator.text_file import changing


def put(folder: Path, entries: Mapping[str, Any]) -> None:
    """Set ``entries`` in ``folder``/narrator.toml; those of a table that they name, in that table.

    Raises:
        ConfigError: a key is unknown, a value is none for it, or the file cannot be changed;
            it is then as it was.
    """
    path = folder / FILE_NAME
    override(Settings(), entries, str(path))
    with changing(path) as text:
        try:
            document = tomlkit.parse(text.content)
            for key, value in entries.items():
                if isinstance(value, Mapping):
                    document.setdefault(key, tomlkit.table()).update(value)
                else:
                    document[key] = value
        except (TOMLKitError, AttributeError) as error:
            raise ConfigError(f"{path}: cannot be changed ({error})") from error
        text.content = tomlkit.dumps(document)
