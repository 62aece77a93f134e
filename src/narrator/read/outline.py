"""Blocks in reading order to chapters, and what is said about them as a whole."""

from collections.abc import Iterable, Sequence

from narrator.model import Block, Chapter


def chapters(blocks: Iterable[Block]) -> tuple[Chapter, ...]:
    """A heading opens one, unless it only repeats the heading before it in another language.

    Text before the first heading is a chapter without title.
    """
    groups: list[list[Block]] = []
    for block in blocks:
        opens = block.kind == "heading" and not (groups and _repeats(groups[-1], block))
        if opens or not groups:
            groups.append([])
        groups[-1].append(block)
    return tuple(
        Chapter(title=group[0].text if group[0].kind == "heading" else "", blocks=tuple(group))
        for group in groups
    )


def _repeats(group: Sequence[Block], heading: Block) -> bool:
    """Whether only headings stand before ``heading``, the first in another script."""
    return all(block.kind == "heading" for block in group) and (
        language_of(group[:1]) != language_of([heading])
    )


def language_of(blocks: Iterable[Block]) -> str:
    """``en`` where Latin letters outnumber Persian ones, else ``fa``."""
    latin = persian = 0
    for block in blocks:
        for char in block.text:
            if char.isascii():
                latin += char.isalpha()
            elif "\u0600" <= char <= "\u06ff":
                persian += 1
    return "en" if latin > persian else "fa"


def with_title(blocks: list[Block], title: str) -> list[Block]:
    """The blocks, begun by the title as a heading unless they say it at their start."""
    opening = "".join(block.text for block in blocks[:3] if block.kind == "heading")
    if not title or _bare(title) in _bare(opening):
        return blocks
    return [Block(kind="heading", text=title), *blocks]


def _bare(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
