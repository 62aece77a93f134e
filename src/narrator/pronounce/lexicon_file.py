"""Changes to a lexicon file (see ``overrides``): its other lines stay as they are."""

from collections.abc import Iterable
from pathlib import Path

from narrator.errors import ConfigError
from narrator.whole import whole_file

type Row = tuple[str, str, str]
"""A word, its reading, and the word that must stand in the same sentence or nothing."""


def put(path: Path, rows: Iterable[Row]) -> None:
    """Add ``rows``, each in place of the line of the same word and context.

    Raises:
        ConfigError: the file cannot be read or written; it is then as it was.
    """
    new = {(word, context): reading for word, reading, context in rows}
    kept = [line for line in _lines(path) if _key(line) not in new]
    added = [
        "\t".join([word, reading] + ([context] if context else []))
        for (word, context), reading in new.items()
    ]
    _write(path, [*kept, *added])


def drop(path: Path, word: str, context: str = "") -> None:
    """Remove the reading of ``word``.

    Raises:
        ConfigError: there is none, or the file cannot be read or written.
    """
    lines = _lines(path)
    kept = [line for line in lines if _key(line) != (word, context)]
    if len(kept) == len(lines):
        raise ConfigError(f"{path}: has no reading of “{word}”")
    _write(path, kept)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines() if path.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read as UTF-8 text ({error})") from error


def _write(path: Path, lines: list[str]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written ({error})") from error
    with whole_file(path, ConfigError) as file:
        file.write("".join(f"{line}\n" for line in lines).encode())


def _key(line: str) -> tuple[str, str]:
    word, _, rest = line.partition("\t")
    return word.strip(), rest.partition("\t")[2].strip()
