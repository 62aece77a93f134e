"""Files of any known kind to an Article. One reader a file; the suffix chooses."""

import sys
from pathlib import Path
from typing import Protocol

from narrator.errors import ArticleError
from narrator.model import Article
from narrator.read import markdown, plain
from narrator.read.decoding import decode


class Reader(Protocol):
    """A module of this folder: reads what its ``SUFFIXES`` name."""

    @property
    def SUFFIXES(self) -> tuple[str, ...]: ...  # noqa: N802 (a module's constant)

    def parse(self, text: str, source: str) -> Article: ...


READERS: tuple[Reader, ...] = (plain, markdown)
MAX_BYTES = 200_000_000


def read(path: Path) -> Article:
    """The article in ``path``; ``-`` is standard input.

    Raises:
        ArticleError: missing, a folder, too large, binary, undecodable or empty.
    """
    source = "" if str(path) == "-" else path.name
    for reader in READERS:
        if path.suffix.lower() in reader.SUFFIXES:
            return reader.parse(text(path), source)
    return plain.parse(text(path), source)


def text(path: Path) -> str:
    """The text of a file as it stands; errors as for ``read``."""
    content = _bytes(path)
    if not content.strip():
        raise ArticleError(f"{path}: the file is empty")
    decoded = decode(content, str(path))
    if not decoded.strip():
        raise ArticleError(f"{path}: the file holds only blank space")
    return decoded


def _bytes(path: Path) -> bytes:
    if str(path) == "-":
        return sys.stdin.buffer.read(MAX_BYTES)
    if path.is_dir():
        raise ArticleError(f"{path}: is a folder; name a file (or use: narrate batch {path})")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ArticleError(f"{path}: is larger than {MAX_BYTES // 1_000_000} MB; split it")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ArticleError(f"{path}: no such file") from error
    except OSError as error:
        raise ArticleError(f"{path}: cannot be read ({error.strerror})") from error
