"""Changes to a lexicon file (see ``overrides``): its other lines stay as they are."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from narrator.errors import ConfigError
from narrator.text_file import changing

type Row = tuple[str, str, str]
"""A word, its reading, and the word that must stand in the same sentence or nothing."""


def put(path: Path, rows: Iterable[Row]) -> None:
    """Add ``rows``, each in place of the line of the same word and context.

    Raises:
        ConfigError: the file cannot be read or written; it is then as it was.
    """
    new = {(word, context): reading for word, reading, context in rows}
    added = [
        "\t".join([word, reading] + ([context] if context else []))
        for (word, context), reading in new.items()
    ]
    with _changing(path) as lines:
        lines[:] = [line for line in lines if _key(line) not in new] + added


def drop(path: Path, word: str, context: str = "") -> None:
    """Remove the reading of ``word``.

    Raises:
        ConfigError: there is none, or the file cannot be read or written.
    """
    with _changing(path) as lines:
        kept = [line for line in lines if _key(line) != (word, context)]
        if len(kept) == len(lines):
            raise ConfigError(f"{path}: has no reading of “{word}”")
        lines[:] = kept


@contextmanager
def _changing(path: Path) -> Iterator[list[str]]:
    """The lines of ``path``, which are written when the block ends well."""
    with changing(path) as text:
        lines = text.content.splitlines()
        yield lines
        text.content = "".join(f"{line}\n" for line in lines)


def _key(line: str) -> tuple[str, str]:
    word, _, rest = line.partition("\t")
    return word.strip(), rest.partition("\t")[2].strip()
