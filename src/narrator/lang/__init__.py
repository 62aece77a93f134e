"""Language data: tab-separated tables, read once, checked on reading.

A table is UTF-8 text: one entry a line, columns separated by tabs, ``#`` starts
a comment line. Its first line that is not a comment names the columns.
"""

import gzip
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from narrator.errors import DataError

type Row = Mapping[str, str]


def data_path(name: str) -> Path:
    """The file ``name`` of the bundled Persian data, e.g. ``"letters.tsv"``."""
    return Path(str(files("narrator.lang").joinpath("fa", name)))


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of the bundled table ``fa/<name>.tsv``."""
    return tuple(row for _, row in read_table(data_path(f"{name}.tsv")))


@cache
def words() -> Mapping[str, int]:
    """Persian words in use and their rank by frequency, 0 the most frequent (``fa/words.md``)."""
    text = gzip.decompress(data_path("words.txt.gz").read_bytes()).decode()
    return {word: rank for rank, word in enumerate(text.split("\n"))}


def read_table(path: Path) -> Iterator[tuple[int, Row]]:
    """Line numbers (1-based) and rows of any table file.

    Raises:
        DataError: unreadable file, or a line with more or fewer columns than the header.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(path, None, f"cannot be read as UTF-8 text ({error})") from error
    header: list[str] | None = None
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip(" ") for cell in line.rstrip("\r").split("\t")]
        if header is None:
            header = cells
        elif len(cells) != len(header):
            expected = f"{len(header)} columns ({', '.join(header)})"
            raise DataError(path, number, f"has {len(cells)} columns, expected {expected}")
        else:
            yield number, dict(zip(header, cells, strict=True))
