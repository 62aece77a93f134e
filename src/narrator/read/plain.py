"""Plain text: blank lines part paragraphs, a short first one is the title."""

import re

from narrator.model import Article, Block
from narrator.read.outline import chapters

SUFFIXES = (".txt", ".text")
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_SEPARATOR = re.compile(r"[\s*=_\-–—~#•.]{3,}")
_CHAPTER = re.compile(r"(?:فصل|بخش|گفتار|باب|قسمت) \S+(?: ?[:.\-–—] ?.+| \S+)?")
_TITLE_LENGTH = 120
_STOPS = (".", "!", "؟", "?", "؛", ":", "،", "…", "»")


def parse(text: str, source: str) -> Article:
    parts = [" ".join(part.split()) for part in _BLANK.split(text.replace("\r\n", "\n"))]
    parts = [part for part in parts if part and not _SEPARATOR.fullmatch(part)]
    titled = len(parts) > 1 and _is_short(parts[0])
    blocks = [
        Block(
            kind="heading" if (titled and at == 0) or _is_chapter(part) else "paragraph", text=part
        )
        for at, part in enumerate(parts)
    ]
    title = parts[0] if titled else source
    return Article(title=title, source=source, chapters=chapters(blocks))


def _is_short(part: str) -> bool:
    return len(part) <= _TITLE_LENGTH and not part.endswith(_STOPS)


def _is_chapter(part: str) -> bool:
    return _is_short(part) and _CHAPTER.fullmatch(part) is not None
