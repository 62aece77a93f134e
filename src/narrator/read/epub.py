"""EPUB books: the chapters of the spine in order, titled by the navigation."""

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from narrator.errors import ArticleError
from narrator.model import Article, Block
from narrator.read import archive
from narrator.read.document import Document, Options
from narrator.read.markup import blocks
from narrator.read.outline import chapters, language_of
from narrator.read.trees import Element, UnsoundXml, parse_html, parse_xml

_CONTAINER = "META-INF/container.xml"
_RIGHTS = "META-INF/encryption.xml"
_MARKUP = ("application/xhtml+xml", "text/html")


def read(document: Document, options: Options) -> Article:
    """Footnotes end the chapter file that holds them; the table of contents is not read.

    Raises:
        ArticleError: damaged, copy-protected, a zip bomb, or without any text.
    """
    with archive.opened(document.content, document.name) as parts:
        package_path = _package_path(parts, document.name)
        package = parse_xml(parts.read(package_path), document.name)
        book = _Book(parts, document, package, posixpath.dirname(package_path))
        content = [block for path in book.spine() for block in book.blocks(path, options)]
    if not content:
        raise ArticleError(f"{document.name}: holds no text to read")
    return Article(
        title=book.fact("title") or content[0].text,
        author=book.fact("creator"),
        date=book.fact("date")[:10],
        language=book.fact("language")[:2] or language_of(content),
        source=document.source,
        chapters=chapters(content),
    )


def _package_path(parts: archive.Archive, name: str) -> str:
    root = parse_xml(parts.read(_CONTAINER), name)
    found = root.find(".//{*}rootfile")
    if found is None:
        raise ArticleError(f"{name}: is damaged (it names no package)")
    return _inside("", found.get("full-path", ""), name)


def _inside(folder: str, reference: str, name: str) -> str:
    """The entry that a reference of a file in ``folder`` means."""
    path = posixpath.normpath(posixpath.join(folder, unquote(reference.partition("#")[0])))
    if path.startswith(("../", "/")) or path == "..":
        raise ArticleError(f"{name}: holds a path that leads outside ({reference})")
    return path


class _Book:
    def __init__(
        self, parts: archive.Archive, document: Document, package: Element, folder: str
    ) -> None:
        self._parts, self._document, self._package = parts, document, package
        self._name, self._folder = document.name, folder
        self._items = {item.get("id", ""): item for item in package.iterfind(".//{*}item")}
        self._locked = frozenset(self._locked_paths())
        self._titles = dict(self._navigation())

    def fact(self, tag: str) -> str:
        found = self._package.find(f".//{{http://purl.org/dc/elements/1.1/}}{tag}")
        return "" if found is None else " ".join("".join(found.itertext()).split())

    def spine(self) -> Iterator[str]:
        """The entries in reading order; the navigation and what is marked aside are left out."""
        for reference in self._package.iterfind(".//{*}spine/{*}itemref"):
            item = self._items.get(reference.get("idref", ""))
            if item is None or reference.get("linear") == "no":
                continue
            navigates = "nav" in item.get("properties", "").split()
            if item.get("media-type") in _MARKUP and not navigates:
                yield self._path(item)

    def blocks(self, path: str, options: Options) -> list[Block]:
        """What is read of one file, begun by its title in the navigation."""
        if path in self._locked:
            raise ArticleError(f"{self._name}: is copy-protected; narrate an open copy")
        found = blocks(self._markup(path), self._name, captions=options.captions)
        title = self._titles.get(path, "")
        if not found or not title or found[0].kind == "heading":
            return found
        rest = found[1:] if found[0].text == title else found
        return [Block(kind="heading", text=title), *rest]

    def _path(self, item: Element) -> str:
        return _inside(self._folder, item.get("href", ""), self._name)

    def _markup(self, path: str) -> Element:
        content = self._parts.read(path)
        try:
            return parse_xml(content, self._name)
        except UnsoundXml:  # XHTML that is only HTML, as in many books
            return parse_html(replace(self._document, content=content))

    def _locked_paths(self) -> Iterator[str]:
        if _RIGHTS in self._parts.names:
            root = parse_xml(self._parts.read(_RIGHTS), self._name)
            for reference in root.iterfind(".//{*}CipherReference"):
                yield _inside("", reference.get("URI", ""), self._name)

    def _navigation(self) -> Iterator[tuple[str, str]]:
        """Paths and titles, the first title of a path last, so that it counts."""
        found: list[tuple[str, str]] = []
        for item in self._items.values():
            path = self._path(item)
            if path not in self._parts.names:
                continue
            if "nav" in item.get("properties", "").split():
                links = [(a.get("href", ""), a) for a in self._markup(path).iterfind(".//{*}a")]
            elif item.get("media-type") == "application/x-dtbncx+xml":
                points = self._markup(path).iterfind(".//{*}navPoint")
                links = [(_source(point), point.find("{*}navLabel")) for point in points]
            else:
                continue
            folder = posixpath.dirname(path)
            found += [
                (_inside(folder, target, self._name), " ".join("".join(label.itertext()).split()))
                for target, label in links
                if label is not None and "://" not in target
            ]
        return reversed(found)


def _source(point: Element) -> str:
    content = point.find("{*}content")
    return "" if content is None else content.get("src", "")
