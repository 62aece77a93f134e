"""Word files and books made for the tests."""

import io
import zipfile
from collections.abc import Mapping

from narrator.read import Document

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = """<?xml version="1.0"?><Types
xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType=
"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = """<?xml version="1.0"?><Relationships
xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>"""
_CORE = """<?xml version="1.0"?><cp:coreProperties
xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator>
<dcterms:modified>2026-02-03T00:00:00Z</dcterms:modified></cp:coreProperties>"""
_CONTAINER = """<?xml version="1.0"?><container version="1.0"
xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def document(content: bytes, suffix: str) -> Document:
    name = f"a.{suffix}"
    return Document(name=name, source=name, suffix=suffix, content=content)


def paragraph(text: str, style: str = "", extra: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r>{extra}</w:p>'


def word_parts(body: str, *, title: str = "", creator: str = "", notes: str = "") -> dict[str, str]:
    """The parts of a Word file with Word's own names of styles."""
    names = {"Heading1": "heading 1", "Heading2": "heading 2", "Title": "Title", "Quote": "Quote"}
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in names.items()
    )
    relation = '<Relationship Id="{}" Type="{}/{}" Target="{}"/>'
    return {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format(
            relation.format("r1", _OFFICE, "officeDocument", "word/document.xml")
        ),
        "word/_rels/document.xml.rels": _RELATIONS.format(
            relation.format("r1", _OFFICE, "styles", "styles.xml")
            + relation.format("r2", _OFFICE, "footnotes", "footnotes.xml")
        ),
        "word/document.xml": f"<w:document {_WORD}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_WORD}>{styles}</w:styles>",
        "word/footnotes.xml": f"<w:footnotes {_WORD}>{notes}</w:footnotes>",
        "docProps/core.xml": _CORE.format(title=title, creator=creator),
    }


def book_parts(chapters: Mapping[str, str], *, navigation: str = "") -> dict[str, str]:
    """The parts of an EPUB whose spine runs against the names of its files."""
    items = "".join(
        f'<item id="{name}" href="text/{name}.xhtml" media-type="application/xhtml+xml"/>'
        for name in sorted(chapters)
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    package = f"""<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">
    <metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>کتاب نمونه</dc:title>
    <dc:creator>رضا کریمی</dc:creator><dc:language>fa-IR</dc:language><dc:date>2025-05-06</dc:date>
    </metadata><manifest>{items}<item id="nav" href="nav.xhtml" properties="nav"
    media-type="application/xhtml+xml"/></manifest><spine><itemref idref="nav"/>{spine}</spine>
    </package>"""
    shell = (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        "<head><title>بی‌نام</title></head><body>{}</body></html>"
    )
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "OEBPS/book.opf": package,
        "OEBPS/nav.xhtml": shell.format(f'<nav epub:type="toc"><ol>{navigation}</ol></nav>'),
        **{f"OEBPS/text/{name}.xhtml": shell.format(body) for name, body in chapters.items()},
    }
