"""Blocks in reading order to chapters: a heading opens one."""

from collections.abc import Iterable

from narrator.model import Block, Chapter


def chapters(blocks: Iterable[Block]) -> tuple[Chapter, ...]:
    """Text before the first heading is a chapter without title."""
    groups: list[list[Block]] = []
    for block in blocks:
        if block.kind == "heading" or not groups:
            groups.append([])
        groups[-1].append(block)
    return tuple(
        Chapter(title=group[0].text if group[0].kind == "heading" else "", blocks=tuple(group))
        for group in groups
    )
