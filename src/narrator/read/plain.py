"""Plain text: paragraphs, and the lines among them that are headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import PurePath
from textwrap import shorten

from narrator.errors import ArticleError
from narrator.lang import table
from narrator.model import Article, Block, Chapter
from narrator.read.decoding import decode
from narrator.read.document import Document, Options
from narrator.read.outline import chapters, language_of

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_RULE = re.compile(r"[\s*=_\-–—~#•.]{3,}")
_SEPARATOR = "***"
_UNDERLINED = re.compile(r"(?m:^)([^\n]+)\n[^\S\n]*(?:={3,}|-{3,})[^\S\n]*(?:\n|$)")
_MARKED = re.compile(r"#{1,6} +(.+?)[ #]*")
_NUMBERED = re.compile(r"[۰-۹0-9]{1,3}(?:[.\-–][۰-۹0-9]{1,3})*[.)\-–:]? +\S.*")
_TITLE_LENGTH = 120
_HEADING_LENGTH = 60
_WRAPPED_LENGTH = 160
_SCENE_LENGTH = 300
"""Characters; a chapter mark sooner after the last one helps no listener."""
_STOPS = (".", "!", "؟", "?", "؛", ":", "،", "…", "»")


def read(document: Document, options: Options) -> Article:
    """UTF-8, UTF-16 or Windows-1256 text.

    Raises:
        ArticleError: binary, undecodable or blank.
    """
    text = options.mend(decode(document.content, document.name))
    if not text.strip():
        raise ArticleError(f"{document.name}: the file holds only blank space")
    return parse(text, document.source)


def parse(text: str, source: str) -> Article:
    """The first short paragraph is the title; separator lines part scenes."""
    parts = _parts(text.replace("\r\n", "\n"))
    titled = len(parts) > 1 and _is_short(parts[0], _TITLE_LENGTH)
    scenes: list[list[Block]] = [[]]
    for at, part in enumerate(parts):
        if part == _SEPARATOR:
            scenes.append([])
        else:
            scenes[-1].append(_block(parts, at, titled=titled))
    blocks = [block for scene in scenes for block in scene]
    return Article(
        title=blocks[0].text if titled else PurePath(source).stem,
        language=language_of(blocks),
        source=source,
        chapters=tuple(_chapters(scenes)),
    )


def _parts(text: str) -> list[str]:
    """Paragraphs, headings and separators, each on one line."""
    parts: list[str] = []
    for part in _BLANK.split(_UNDERLINED.sub(r"\n\n# \1\n\n", text)):
        lines = [" ".join(line.split()) for line in part.split("\n")]
        parts += lines if _has_a_paragraph_a_line(lines) else _joined(lines)
    return [_SEPARATOR if _RULE.fullmatch(part) else part for part in parts if part]


def _has_a_paragraph_a_line(lines: Sequence[str]) -> bool:
    """Wrapped lines seldom end with a full stop, and are never long."""
    whole = sum(line.endswith(_STOPS) for line in lines[:-1])
    return any(len(line) > _WRAPPED_LENGTH for line in lines) or whole > 0.7 * len(lines[:-1])


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Wrapped lines as one, but headings and separators alone."""
    gathered: list[str] = []
    for line in lines:
        if _MARKED.fullmatch(line) or _RULE.fullmatch(line):
            yield from (" ".join(gathered), line)
            gathered = []
        else:
            gathered.append(line)
    yield " ".join(gathered)


def _block(parts: Sequence[str], at: int, *, titled: bool) -> Block:
    part, neighbours = parts[at], (*parts[max(at - 1, 0) : at], *parts[at + 1 : at + 2])
    if marked := _MARKED.fullmatch(part):
        return Block(kind="heading", text=marked[1])
    if titled and at == 0:
        return Block(kind="heading", text=part)
    if _NUMBERED.fullmatch(part) and any(map(_NUMBERED.fullmatch, neighbours)):
        return Block(kind="list_item", text=part)
    before, after = (parts[at - 1] if at else ""), (neighbours[-1] if at + 1 < len(parts) else "")
    return Block(kind="heading" if _is_heading(part, before, after) else "paragraph", text=part)


def _is_heading(part: str, before: str, after: str) -> bool:
    """Named or numbered as one, said again in English, or short between long ones."""
    if not _is_short(part, _TITLE_LENGTH):
        return False
    if _is_translation(part, before) or _is_translation(after, part):
        return True
    if part in _part_titles() or _chapter_name().fullmatch(part):
        return True
    if not after or not _is_short(part, _HEADING_LENGTH):
        return False
    follows_text = not before or before == _SEPARATOR or before.endswith(_STOPS)
    stands_alone = follows_text and len(after) > max(_TITLE_LENGTH, 2 * len(part))
    return stands_alone or _NUMBERED.fullmatch(part) is not None


def _is_translation(part: str, before: str) -> bool:
    """Whether a short English line follows a short Persian one: a title in two languages."""
    both_short = _is_short(part, _TITLE_LENGTH) and _is_short(before, _TITLE_LENGTH)
    return both_short and (_language(before), _language(part)) == ("fa", "en")


def _language(text: str) -> str:
    return language_of([Block(kind="heading", text=text)])


def _is_short(part: str, length: int) -> bool:
    return 0 < len(part) <= length and part != _SEPARATOR and not part.endswith(_STOPS)


@cache
def _chapter_name() -> re.Pattern[str]:
    nouns = "|".join(row["word"] for row in table("chapter_words"))
    return re.compile(rf"(?:{nouns}) \S+(?: ?[:.\-–—] ?.+| \S+)?")


@cache
def _part_titles() -> frozenset[str]:
    return frozenset(row["word"] for row in table("part_titles"))


def _chapters(scenes: Sequence[Sequence[Block]]) -> Iterator[Chapter]:
    """A scene without a heading is a chapter named by its first words, if far from the last."""
    last: Chapter | None = None
    for scene in scenes:
        for chapter in chapters(scene):
            near = last and sum(len(block.text) for block in last.blocks) < _SCENE_LENGTH
            if last and near and not chapter.title:
                last = replace(last, blocks=last.blocks + chapter.blocks)
                continue
            if last:
                yield last
            name = shorten(chapter.blocks[0].text, 40, placeholder="…") if last else ""
            last = replace(chapter, title=chapter.title or name)
    if last:
        yield last
