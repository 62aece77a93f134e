"""Files and web pages of any known kind to an Article. One reader a file.

Readers are found by entry points of the group ``narrator.readers``, named by the suffix
that they read, and loaded only when a document asks for one.
"""

import sys
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from narrator.errors import ArticleError
from narrator.model import Article
from narrator.read import plain
from narrator.read.decoding import decode
from narrator.read.document import Document, Options, Reader
from narrator.read.sniff import checked_suffix
from narrator.read.web import fetch, is_url

__all__ = ["Document", "Options", "Reader", "parsed", "place", "read", "suffixes", "text"]

GROUP = "narrator.readers"
MAX_BYTES = 200_000_000


def read(where: str | Path, options: Options | None = None) -> Article:
    """The article in a file or at an http(s) address; ``-`` is standard input.

    Raises:
        ArticleError: missing, a folder, too large, damaged, undecodable, empty or refused.
    """
    options = options or Options()
    return parsed(_document(str(where), options), options)


def parsed(document: Document, options: Options | None = None) -> Article:
    """The article that ``document`` is; errors as for ``read``."""
    if not document.content.strip():
        raise ArticleError(f"{document.name}: the file is empty")
    return _reader(checked_suffix(document))(document, options or Options())


def suffixes() -> frozenset[str]:
    """Those of the files that there are readers for."""
    return frozenset(point.name for point in entry_points(group=GROUP))


def place(where: str) -> Path:
    """Where on this machine a document belongs: beside a file, else a name in this folder."""
    if where == "-":
        return Path("article")
    if not is_url(where):
        return Path(where)
    parts = urlsplit(where)
    last = PurePosixPath(unquote(parts.path)).stem or parts.hostname or "article"
    return Path("".join(char if char.isalnum() or char in "-_\u200c" else "-" for char in last))


def text(path: str | Path) -> str:
    """The text of a text file as it stands; errors as for ``read``."""
    content = _bytes(str(path))
    if not content.strip():
        raise ArticleError(f"{path}: the file is empty")
    decoded = decode(content, str(path))
    if not decoded.strip():
        raise ArticleError(f"{path}: the file holds only blank space")
    return decoded


def _reader(suffix: str) -> Reader:
    """The reader for a suffix; another package's goes before the bundled one."""
    found = sorted(entry_points(group=GROUP, name=suffix), key=_is_bundled)
    if not found:
        return plain.read
    try:
        reader: Reader = found[0].load()
    except Exception as error:  # one broken plugin is a message, never a crash
        raise ArticleError(f"the reader for .{suffix} does not load: {error}") from error
    return reader


def _is_bundled(point: EntryPoint) -> bool:
    return point.value.startswith("narrator.read.")


def _document(where: str, options: Options) -> Document:
    if is_url(where):
        return fetch(where, allow_local=options.allow_local)
    path = Path(where)
    return Document(
        name=where,
        source="" if where == "-" else path.name,
        suffix=path.suffix[1:].lower(),
        content=_bytes(where),
    )


def _bytes(where: str) -> bytes:
    path = Path(where)
    if where == "-":
        content = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise ArticleError(f"standard input: is larger than {MAX_BYTES // 1_000_000} MB")
        return content
    if path.is_dir():
        raise ArticleError(f"{path}: is a folder; name a file")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ArticleError(f"{path}: is larger than {MAX_BYTES // 1_000_000} MB; split it")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ArticleError(f"{path}: no such file") from error
    except OSError as error:
        raise ArticleError(f"{path}: cannot be read ({error.strerror})") from error
