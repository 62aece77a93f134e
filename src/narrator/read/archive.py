"""ZIP archives (DOCX, EPUB) read within limits; nothing is ever unpacked to disk."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from narrator.errors import ArticleError

MAX_ENTRIES = 10_000
MAX_UNPACKED = 200_000_000
MAX_RATIO = 200
_SMALL = 1_000_000  # a ratio says nothing about small entries


class Archive:
    """The checked entries of an archive, as bytes by name."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive, self._name, self._unpacked = archive, name, 0
        self.names = frozenset(archive.namelist())

    def read(self, entry: str) -> bytes:
        """The content of ``entry``; all that is read adds up to the limit.

        Raises:
            ArticleError: missing, damaged, encrypted or too large.
        """
        if entry not in self.names:
            raise ArticleError(f"{self._name}: is damaged (its part {entry} is missing)")
        left = MAX_UNPACKED - self._unpacked
        try:
            with self._archive.open(entry) as file:
                content = file.read(left + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise ArticleError(f"{self._name}: is damaged (in its part {entry})") from error
        except RuntimeError as error:
            raise ArticleError(f"{self._name}: is encrypted; remove its password") from error
        if len(content) > left:
            raise ArticleError(f"{self._name}: unpacks to more than {MAX_UNPACKED // 10**6} MB")
        self._unpacked += len(content)
        return content


@contextmanager
def opened(content: bytes, name: str) -> Iterator[Archive]:
    """The archive in ``content``.

    Raises:
        ArticleError: damaged, more than 10,000 entries or 200 MB unpacked, an entry packed
            tighter than 200 to 1, or a path that leads outside.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise ArticleError(f"{name}: is damaged (its table of contents)") from error
    with archive:
        _check(archive.infolist(), name)
        yield Archive(archive, name)


def _check(entries: list[zipfile.ZipInfo], name: str) -> None:
    if len(entries) > MAX_ENTRIES:
        raise ArticleError(f"{name}: holds more than {MAX_ENTRIES} parts")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise ArticleError(f"{name}: unpacks to more than {MAX_UNPACKED // 10**6} MB")
    for entry in entries:
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ArticleError(f"{name}: {entry.filename} is packed in an unusual way; refused")
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts:
            raise ArticleError(f"{name}: holds a path that leads outside ({entry.filename})")
        if entry.file_size > max(_SMALL, MAX_RATIO * entry.compress_size):
            raise ArticleError(f"{name}: {entry.filename} is packed suspiciously tight; refused")
