"""What a reader is given, and what it is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from narrator.model import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Bytes as they were fetched.

    ``name`` is what the user called it by, for messages; ``source`` goes into the
    article; ``suffix`` is lower-case without its dot; ``charset`` is a web server's word.
    """

    name: str
    source: str
    suffix: str
    content: bytes
    charset: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a reader may do beyond its default.

    ``captions``: read those of pictures; ``ocr``: recognise the text of scanned PDFs;
    ``allow_local``: fetch from this machine and its private network too; ``mend``:
    what plain text passes through first, as it may come from a damaged PDF.
    """

    captions: bool = False
    ocr: bool = False
    allow_local: bool = False
    mend: Callable[[str], str] = str


class Reader(Protocol):
    """What an entry point of the group ``narrator.readers`` names; its name is a suffix.

    Raises:
        ArticleError: one clear line that begins with ``document.name``.
    """

    def __call__(self, document: Document, options: Options) -> Article: ...
