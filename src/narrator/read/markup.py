"""Trees of elements to blocks: HTML, XHTML and trafilatura's own vocabulary alike."""

from collections.abc import Iterator

from lxml import etree

from narrator.errors import ArticleError
from narrator.model import Block, BlockKind
from narrator.read.tables import sentences
from narrator.read.trees import MAX_DEPTH, Element


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("blockquote", "quote"), "quote"),
    **dict.fromkeys(("li", "item", "dt", "dd"), "list_item"),
    "footnote": "footnote",
}
_BREAKS = frozenset(_KINDS) | _names(
    "address article aside body caption center dd div dl dt figcaption figure footer form header "
    "hgroup hr html list main nav ol p section summary ul"
)
_SILENT = _names(
    "audio button canvas code figcaption graphic head iframe img input math nav noscript object "
    "pre rp rt script select style svg template textarea title video"
)
_NOTES = frozenset(("footnote", "footnotes", "endnote", "endnotes", "rearnote", "rearnotes"))
_WORD_NOTES = ("footnote-", "endnote-")  # as mammoth names them
_ARROWS = ("↑", "↩", "↩︎", "^")
_SPACES = frozenset(("br", "lb", "td", "th", "cell", "tr", "row"))


def blocks(root: Element, name: str, *, captions: bool = False) -> list[Block]:
    """What is read aloud of a tree, in order, footnotes last.

    Raises:
        ArticleError: elements nested deeper than in any article.
    """
    found = list(_Walk(captions=captions).through(root, name))
    return [b for b in found if b.kind != "footnote"] + [b for b in found if b.kind == "footnote"]


class _Walk:
    """One pass over a tree; the text of a block gathers until the next block begins."""

    def __init__(self, *, captions: bool) -> None:
        self._silent = _SILENT - {"figcaption"} if captions else _SILENT
        self._pieces: list[str] = []
        self._open: list[BlockKind] = ["paragraph"]  # the kind inside each open element

    def through(self, root: Element, name: str) -> Iterator[Block]:
        walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walker:
            tag = _tag(element)
            if event == "start":
                if tag in _BREAKS:
                    yield from self._flush()
                if len(self._open) > MAX_DEPTH:
                    raise ArticleError(f"{name}: nests its elements more than {MAX_DEPTH} deep")
                self._open.append(self._kind(element, tag))
                if tag in self._silent or is_mark_of_note(element):
                    walker.skip_subtree()
                elif tag == "table" and (rows := sentences(element)):
                    walker.skip_subtree()
                    yield from self._flush()
                    yield from (Block(kind="paragraph", text=row) for row in rows)
                else:
                    self._pieces += [" " if tag in _SPACES else "", element.text or ""]
                continue
            if event == "end":
                if tag in _BREAKS:
                    yield from self._flush()
                self._open.pop()
            if element is not root:
                self._pieces.append(element.tail or "")

    def _kind(self, element: Element, tag: str) -> BlockKind:
        if _is_note(element):
            return "footnote"
        outer = self._open[-1]
        return outer if outer == "footnote" else _KINDS.get(tag, outer)

    def _flush(self) -> Iterator[Block]:
        text = " ".join("".join(self._pieces).split())
        self._pieces.clear()
        if text:
            yield Block(kind=self._open[-1], text=text)


def _tag(element: Element) -> str:
    """The local name; comments and processing instructions have none."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _roles(element: Element) -> set[str]:
    kinds = element.get("{http://www.idpf.org/2007/ops}type", "") or element.get("epub:type", "")
    return set(kinds.split()) | {element.get("role", "").removeprefix("doc-")}


def _is_note(element: Element) -> bool:
    return bool(_roles(element) & _NOTES) or element.get("id", "").startswith(_WORD_NOTES)


def is_mark_of_note(element: Element) -> bool:
    """The raised number that refers to a footnote, and the arrow that leads back."""
    tag = _tag(element)
    if tag == "sup":
        return element.find(".//{*}a") is not None
    return tag == "a" and (
        bool(_roles(element) & {"noteref", "backlink"})
        or "".join(element.itertext()).strip() in _ARROWS
    )
