"""Language data: tab-separated tables, read once, checked on reading.

A table is UTF-8 text: one entry a line, columns separated by tabs, ``#`` starts
a comment line. Its first line that is not a comment names the columns. What is
said stands in the column ``spoken``, in Persian letters.
"""

import difflib
import gzip
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from narrator.errors import DataError

type Row = Mapping[str, str]

SLOTS = frozenset({"{عدد}", "{نام}"})
"""What an entry may ask for beside it: a number, a name."""

# What may stand in the columns that rules take for something other than words.
_SHAPES = {
    "apart": "yes|no",
    "calendar": "jalali|gregorian|lunar|syriac",
    "groups": r"[1-9](-[1-9])*",
    "number": "[1-9]|1[0-2]",
    "prefixes": "[kKMGTPhdcmµμnp]*",
    "reading": "ordinal|cardinal",
    "shortest": r"\d{1,2}",
    "side": "before|after",
    "sign": "sport|count|place|size|times|counted|unit",
}
_SLOT = re.compile(r"\{.*?\}")
_UNSPEAKABLE = re.compile(r"[0-9A-Za-z۰-۹٠-٩]")


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
    return {word: rank for rank, word in enumerate(_lines("words.txt.gz"))}


@cache
def adjectives() -> frozenset[str]:
    """Those of ``words`` that can be adjectives."""
    return frozenset(_lines("adjectives.txt.gz"))


def _lines(name: str) -> list[str]:
    return gzip.decompress(data_path(name).read_bytes()).decode().split("\n")


class Tables:
    """The bundled tables, and a user's additions laid over them.

    ``overlays`` are directories that may hold tables of the same names and
    columns; their rows replace those with the same first column.

    Raises:
        DataError: a table there has a name that no bundled one has.
    """

    def __init__(self, overlays: Sequence[Path] = ()) -> None:
        self._overlays = tuple(overlays)
        for path in (path for overlay in self._overlays for path in overlay.glob("*.tsv")):
            if not data_path(path.name).exists():
                known = [table.stem for table in data_path("").glob("*.tsv")]
                near = difflib.get_close_matches(path.stem, known, n=1)
                hint = f"did you mean {near[0]}.tsv?" if near else f"there are {', '.join(known)}"
                raise DataError(path, None, f"is no table of narrator; {hint}")

    def rows(self, name: str) -> tuple[Row, ...]:
        """Every entry of a table.

        Raises:
            DataError: a user's table is broken (file and line).
        """
        rows = table(name)
        for overlay in self._overlays:
            path = overlay / f"{name}.tsv"
            if path.exists():
                own = tuple(row for _, row in read_table(path, columns=list(table(name)[0])))
                replaced = {_key(row) for row in own}
                rows = tuple(row for row in rows if _key(row) not in replaced) + own
        return rows

    def spoken(self, name: str) -> dict[str, str]:
        """A table's first column and what is said for it."""
        return {_key(row): row["spoken"] for row in self.rows(name)}


def read_table(path: Path, columns: Sequence[str] | None = None) -> Iterator[tuple[int, Row]]:
    """Line numbers (1-based) and rows of any table file.

    Raises:
        DataError: unreadable file, other ``columns`` than asked for, a line with more
            columns than the header or none but the first (others at its end may be left
            out), or a ``spoken`` that is not in Persian letters.
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
            if columns is not None and header != list(columns):
                raise DataError(path, number, f"its columns must be {', '.join(columns)}")
        elif not min(2, len(header)) <= len(cells) <= len(header):
            expected = f"{', '.join(header)}, with a tab between them"
            raise DataError(path, number, f"has {len(cells)} columns, expected {expected}")
        else:
            row = dict.fromkeys(header, "") | dict(zip(header, cells, strict=False))
            if columns is not None:
                _check_entry(path, number, row)
            yield number, row


def _key(row: Row) -> str:
    return next(iter(row.values()))


def _check_entry(path: Path, number: int, row: Row) -> None:
    spoken = row.get("spoken", "")
    if not _key(row):
        raise DataError(path, number, "its first column is empty")
    if _UNSPEAKABLE.search(spoken):
        raise DataError(path, number, f"“{spoken}” must be spelled out in Persian letters")
    for column, shape in _SHAPES.items():
        if column in row and not re.fullmatch(shape, row[column]):
            raise DataError(path, number, f"{column} cannot be “{row[column]}”")
    if strange := set(_SLOT.findall(_key(row))) - SLOTS:
        known = " and ".join(sorted(SLOTS))
        raise DataError(path, number, f"{strange.pop()} means nothing; there are {known}")
