"""Web pages: the main article alone, found by trafilatura."""

import re
from typing import TYPE_CHECKING, Any

from narrator.errors import ArticleError
from narrator.model import Article
from narrator.read.decoding import decode
from narrator.read.document import Document, Options
from narrator.read.markup import MAX_DEPTH, blocks, is_mark_of_note
from narrator.read.outline import chapters, language_of, with_title

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_BYTES = 20_000_000
_SHORT = 250
"""Characters; below them trafilatura guesses and loses the structure."""
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,40})""", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read(document: Document, options: Options) -> Article:
    """Title, author and date as the page states them; no navigation, no comments.

    Raises:
        ArticleError: larger than 20 MB, nested too deep, or without any text.
    """
    import trafilatura  # noqa: PLC0415 (a second of import, only for web pages)

    tree = parse(document)
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


def _prepare(tree: "_Element", *, captions: bool) -> None:
    """What trafilatura would lose: captions, and which raised numbers refer to notes."""
    for element in list(tree.iter("sup", "a", "figure", "figcaption")):
        if element.tag.startswith("fig"):
            plain = {"figure": "div", "figcaption": "p"} if captions else {}
            element.tag = plain.get(element.tag, element.tag)
        elif is_mark_of_note(element):
            element.drop_tree()


def _main(found: Any, page: "_Element") -> "_Element":  # noqa: ANN401 (trafilatura's own class)
    """The main article, or the whole page where trafilatura gave up on one of a few lines."""
    if found is None or len("".join(found.body.itertext())) < _SHORT:
        return page
    for head in found.body.iter("head"):  # its name for headings, which in HTML is another's
        head.tag = "h2"
    body: _Element = found.body
    return body


def _with_joiners(fact: str, tree: "_Element") -> str:
    """``fact`` as the page spells it; trafilatura drops the ZWNJ of titles and names."""
    from lxml import etree  # noqa: PLC0415 (only for web pages)

    spelling = "\u200c?".join(map(re.escape, fact))
    spellings = re.findall(spelling, etree.tostring(tree, encoding="unicode")) if fact else []
    return max(spellings, key=len, default=fact)


def parse(document: Document) -> "_Element":
    """The page as a tree, within limits; errors as for ``read``."""
    from lxml import etree, html  # noqa: PLC0415 (only for web pages)

    if len(document.content) > MAX_BYTES:
        raise ArticleError(f"{document.name}: is larger than {MAX_BYTES // 1_000_000} MB of HTML")
    text = _DECLARATION.sub("", _decoded(document))
    try:
        tree: _Element = html.document_fromstring(text, parser=html.HTMLParser(no_network=True))
    except etree.ParserError as error:
        raise ArticleError(f"{document.name}: holds no text to read") from error
    if _depth(tree) > MAX_DEPTH:
        raise ArticleError(f"{document.name}: nests its elements more than {MAX_DEPTH} deep")
    return tree


def _decoded(document: Document) -> str:
    """By the server's word, then the page's own, then by what the bytes look like."""
    stated = _CHARSET.search(document.content[:4096])
    for charset in (document.charset, stated[1].decode() if stated else ""):
        if charset:
            try:
                return document.content.decode(charset)
            except (LookupError, UnicodeDecodeError):
                continue
    return decode(document.content, document.name)


def _depth(tree: "_Element") -> int:
    from lxml import etree  # noqa: PLC0415 (only for web pages)

    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
