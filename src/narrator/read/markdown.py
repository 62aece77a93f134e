"""Markdown (CommonMark): what is read aloud of it, by markdown-it."""

from collections.abc import Iterator
from pathlib import PurePath
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from narrator.model import Article, Block, BlockKind
from narrator.read.decoding import decode
from narrator.read.document import Document, Options
from narrator.read.outline import chapters, language_of


def read(document: Document, options: Options) -> Article:
    """CommonMark; errors as for plain text."""
    return parse(options.mend(decode(document.content, document.name)), document.source)


def parse(text: str, source: str) -> Article:
    """Code, HTML and picture addresses stay silent; the first heading is the title."""
    front, body = _front_matter(text.replace("\r\n", "\n"))
    blocks = tuple(_blocks(MarkdownIt("commonmark").enable("table").parse(body)))
    headings = (block.text for block in blocks if block.kind == "heading")
    first = next(headings, PurePath(source).stem)
    return Article(
        title=front.get("title", first),
        author=front.get("author", ""),
        date=front.get("date", ""),
        language=language_of(blocks),
        source=front.get("source", source),
        chapters=chapters(blocks),
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The ``key: value`` lines between two ``---`` at the very start, and the rest."""
    if not text.startswith("---\n"):
        return {}, text
    head, closed, body = text[4:].partition("\n---\n")
    if not closed:
        return {}, text
    pairs = (line.partition(":") for line in head.split("\n"))
    return {key.strip(): value.strip().strip("\"'") for key, _, value in pairs if value}, body


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    kinds: list[BlockKind] = []
    for token in tokens:
        match token.type:
            case "heading_open":
                kinds.append("heading")
            case "blockquote_open":
                kinds.append("quote")
            case "list_item_open":
                kinds.append("list_item")
            case "heading_close" | "blockquote_close" | "list_item_close":
                kinds.pop()
            case "inline" if text := _text(token):
                kind = kinds[-1] if kinds else "paragraph"
                yield Block(kind=kind, text=text)


def _reading(address: str) -> str:
    """[کرم](kerm) is no link: it says how a word is read. Empty for a real address."""
    written = unquote(address)
    return "" if set(written) & set("/:.#?@") else written


def _text(inline: Token) -> str:
    pieces = []
    closing = ""
    for child in inline.children or ():
        if child.type == "link_open" and (reading := _reading(str(child.attrGet("href") or ""))):
            pieces.append("[")
            closing = f"]({reading})"
        elif child.type == "link_close":
            pieces.append(closing)
            closing = ""
        if child.type in ("text", "code_inline"):
            pieces.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
    return " ".join("".join(pieces).split())
