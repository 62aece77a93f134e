"""Web pages: the main article alone, found by trafilatura."""

import re
from typing import Any

import trafilatura
from lxml import etree

from narrator.errors import ArticleError
from narrator.model import Article
from narrator.read.document import Document, Options
from narrator.read.markup import blocks, is_mark_of_note
from narrator.read.outline import chapters, language_of, with_title
from narrator.read.trees import Element, parse_html

_SHORT = 250
"""Characters; below them trafilatura guesses and loses the structure."""


def read(document: Document, options: Options) -> Article:
    """Title, author and date as the page states them; no navigation, no comments.

    Raises:
        ArticleError: larger than 20 MB, nested too deep, or without any text.
    """
    tree = parse_html(document)
    _prepare(tree, captions=options.captions)
    facts = trafilatura.extract_metadata(tree)
    found = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False)
    content = blocks(_main(found, tree), document.name)
    if not content:
        raise ArticleError(f"{document.name}: holds no text to read")
    title = _with_joiners(facts.title or "", tree)
    content = with_title(content, title)
    return Article(
        title=title or content[0].text,
        author=_with_joiners(facts.author or "", tree),
        date=facts.date or "",
        language=language_of(content),
        source=document.source,
        chapters=chapters(content),
    )


def _prepare(tree: Element, *, captions: bool) -> None:
    """What trafilatura would lose: captions, and which raised numbers refer to notes."""
    for element in list(tree.iter("sup", "a", "figure", "figcaption")):
        if element.tag.startswith("fig"):
            plain = {"figure": "div", "figcaption": "p"} if captions else {}
            element.tag = plain.get(element.tag, element.tag)
        elif is_mark_of_note(element):
            element.drop_tree()


def _main(found: Any, page: Element) -> Element:  # noqa: ANN401 (trafilatura's own class)
    """The main article, or the whole page where trafilatura gave up on one of a few lines."""
    if found is None or len("".join(found.body.itertext())) < _SHORT:
        return page
    for head in found.body.iter("head"):  # its name for headings, which in HTML is another's
        head.tag = "h2"
    body: Element = found.body
    return body


def _with_joiners(fact: str, tree: Element) -> str:
    """``fact`` as the page spells it; trafilatura drops the ZWNJ of titles and names."""
    spelling = "\u200c?".join(map(re.escape, fact))
    spellings = re.findall(spelling, etree.tostring(tree, encoding="unicode")) if fact else []
    return max(spellings, key=len, default=fact)
