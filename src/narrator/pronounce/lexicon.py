"""The readings of Persian words: ``fa/readings.tsv``, the usual reading first."""

from collections.abc import Mapping
from functools import cache

from narrator.errors import DataError
from narrator.lang import data_path


@cache
def readings() -> Mapping[str, tuple[str, ...]]:
    """Word to its readings in the alphabet of ``phonemes.tsv``.

    Raises:
        DataError: the table is missing or a line of it is broken.
    """
    path = data_path("readings.tsv")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(path, None, f"cannot be read as UTF-8 text ({error})") from error
    found: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(lines, start=1):
        if line.startswith("#"):
            continue
        word, tab, said = line.partition("\t")
        if not tab or not said:
            raise DataError(path, number, "expected a word, a tab and its readings")
        found[word] = tuple(said.split(","))
    return found
