"""An article as Markdown, which the reader of Markdown reads as the same article."""

import re
from collections.abc import Iterator

from narrator.model import Article, Block

_PREFIXES = {"heading": "# ", "quote": "> ", "list_item": "- "}
_INLINE = re.compile(r"(\[[^\[\]\n]+\]\([^()\s/:.#@?&%][^()/:.#@?&%\n]*\))")
_MARKUP = re.compile(r"([\\`*_!\[\]<>#&|~])")
_LEADING = re.compile(r"^(?:([-+=~:])|(\d{1,9})([.)]))")


def as_markdown(article: Article) -> str:
    """Title, author, date and source go in front; footnotes become paragraphs."""
    known = {
        "title": article.title,
        "author": article.author,
        "date": article.date,
        "source": article.source,
    }
    front = "".join(f'{key}: "{_line(text)}"\n' for key, text in known.items() if text)
    blocks = (block for chapter in article.chapters for block in chapter.blocks)
    body = "\n\n".join(_block(block) for block in blocks)
    return f"---\n{front}---\n\n{body}\n"


def _block(block: Block) -> str:
    return _PREFIXES.get(block.kind, "") + "".join(_escaped(_line(block.text)))


def _escaped(text: str) -> Iterator[str]:
    """What would be markup is text; only a reading, [کرم](kerm), stays what it is."""
    lead = _LEADING.match(text)
    if lead:
        yield f"\\{lead[1]}" if lead[1] else f"{lead[2]}\\{lead[3]}"
        text = text[lead.end() :]
    for at, piece in enumerate(_INLINE.split(text)):
        yield piece if at % 2 else _MARKUP.sub(r"\\\1", piece)


def _line(text: str) -> str:
    return " ".join(text.split())
