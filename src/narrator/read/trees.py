"""XML and HTML to trees of elements, without entities, network or depth."""

import re

from lxml import etree, html
from lxml.etree import _Element as Element

from narrator.errors import ArticleError
from narrator.read.decoding import decode
from narrator.read.document import Document

__all__ = ["MAX_DEPTH", "Element", "UnsoundXml", "parse_html", "parse_xml"]

MAX_BYTES = 20_000_000
MAX_DEPTH = 250
"""Elements inside one another; libxml2 itself stops at 256."""

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,40})""", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


class UnsoundXml(ArticleError):
    """Not well-formed; a lenient parser of HTML may still read it."""


def parse_xml(content: bytes, name: str) -> Element:
    """The root element.

    Raises:
        UnsoundXml: damaged.
        ArticleError: larger than 20 MB, nested deeper than 256 or declaring entities.
    """
    if len(content) > MAX_BYTES:
        raise ArticleError(f"{name}: holds an XML part larger than {MAX_BYTES // 1_000_000} MB")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnsoundXml(f"{name}: is damaged XML ({error.msg})") from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise ArticleError(f"{name}: declares XML entities; refused")
    return root


def parse_html(document: Document) -> Element:
    """The ``html`` element of a page, however unsound.

    Raises:
        ArticleError: larger than 20 MB, nested too deep, undecodable or empty.
    """
    if len(document.content) > MAX_BYTES:
        raise ArticleError(f"{document.name}: is larger than {MAX_BYTES // 1_000_000} MB of HTML")
    text = _DECLARATION.sub("", _decoded(document))
    try:
        tree = html.document_fromstring(text, parser=html.HTMLParser(no_network=True))
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


def _depth(tree: Element) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
