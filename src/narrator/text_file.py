"""Changes to the text files that people keep: their lexicons, settings and articles."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from narrator.errors import ConfigError
from narrator.whole import alone, whole_file


@dataclass(slots=True)
class Text:
    """What a file holds, empty where there is none; set it, and the file will hold that."""

    content: str


@contextmanager
def changing(path: Path) -> Iterator[Text]:
    """The text of ``path``, written whole when the block ends well and has changed it.

    Two who change the same file, in whatever process, do so one after the other.

    Raises:
        ConfigError: it cannot be read as UTF-8 or not be written; it is then as it was.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written ({error})") from error
    with alone(path.parent):
        try:
            before = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path}: cannot be read as UTF-8 text ({error})") from error
        text = Text(before)
        yield text
        if text.content != before:
            with whole_file(path, ConfigError) as file:
                file.write(text.content.encode())
