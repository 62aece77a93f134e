"""Word files: mammoth tells their structure, this reader what of it is read aloud."""

import io
import zipfile

import mammoth
from lxml import html

from narrator.errors import ArticleError
from narrator.model import Article
from narrator.read import archive
from narrator.read.document import Document, Options
from narrator.read.markup import blocks
from narrator.read.outline import chapters, language_of, with_title
from narrator.read.trees import Element, parse_xml

_CORE = "docProps/core.xml"
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Caption'] => figcaption:fresh
p[style-name='caption'] => figcaption:fresh
"""


def read(document: Document, options: Options) -> Article:
    """Headings, lists, quotes, tables and footnotes by Word's own styles.

    Raises:
        ArticleError: damaged, encrypted, a zip bomb, or without any text.
    """
    with archive.opened(document.content, document.name) as parts:
        for entry in parts.names:
            if entry.endswith((".xml", ".rels")):
                parse_xml(parts.read(entry), document.name)  # refuse what mammoth would choke on
        facts = _facts(parts, document.name)
    content = blocks(_tree(document), document.name, captions=options.captions)
    if not content:
        raise ArticleError(f"{document.name}: holds no text to read")
    first = next((block.text for block in content if block.kind == "heading"), document.source)
    title = facts.get("title", "")
    content = with_title(content, title)
    return Article(
        title=title or first,
        author=facts.get("creator", ""),
        date=facts.get("modified", facts.get("created", ""))[:10],
        language=language_of(content),
        source=document.source,
        chapters=chapters(content),
    )


def _facts(parts: archive.Archive, name: str) -> dict[str, str]:
    """What the file says of itself: title, creator, created, modified."""
    if _CORE not in parts.names:
        return {}
    root = parse_xml(parts.read(_CORE), name)
    tags = ((str(child.tag).rpartition("}")[2], child.text) for child in root)
    return {tag: text.strip() for tag, text in tags if text and text.strip()}


def _tree(document: Document) -> Element:
    try:
        converted = mammoth.convert_to_html(
            io.BytesIO(document.content),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda _: {}),
        )
    except (LookupError, ValueError, AttributeError, TypeError, OSError, RecursionError,
            zipfile.BadZipFile) as error:  # fmt: skip
        raise ArticleError(f"{document.name}: is a damaged Word file ({error})") from error
    return html.document_fromstring(converted.value or "<p></p>")
