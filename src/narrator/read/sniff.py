"""What a file is by its content, and whether its suffix says the same."""

import io
import zipfile

from narrator.errors import ArticleError
from narrator.read.document import Document

_KINDS = {
    "pdf": "pdf",
    "docx": "docx",
    "epub": "epub",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "txt": "text",
    "text": "text",
    "md": "text",
    "markdown": "text",
}
_SIGNED = ("pdf", "docx", "epub")
_ADVICE = {
    "doc": "is an old or password-protected Word file; save it as .docx without a password",
    "rtf": "is an RTF file; save it as .docx or .txt",
    "odt": "is an OpenDocument file; save it as .docx",
    "zip": "is a ZIP archive; unpack it first",
}


def kind_of(content: bytes) -> str:
    """The kind of a file as a suffix; empty where its first bytes do not tell."""
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in content[:1024]:  # readers of PDF accept rubbish before the mark
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(content)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "doc"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    lowered = head.lower()
    if lowered.startswith((b"<!doctype html", b"<html")):
        return "html"
    return "html" if lowered.startswith((b"<?xml", b"<!--")) and b"<html" in lowered else ""


def _kind_of_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return "epub" if b"application/epub+zip" in content[:100] else ""
    if "META-INF/container.xml" in names:
        return "epub"
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        return "docx"
    return "odt" if "content.xml" in names else "zip"


def checked_suffix(document: Document) -> str:
    """The suffix whose reader fits: the document's own, or by content where it has none.

    Raises:
        ArticleError: the suffix promises another kind than the content is.
    """
    kind, promised = kind_of(document.content), _KINDS.get(document.suffix)
    if kind in _ADVICE and (promised or not document.suffix):
        raise ArticleError(f"{document.name}: {_ADVICE[kind]}")
    if not promised:
        return document.suffix if document.suffix and not kind else kind
    if kind and kind != promised:
        raise ArticleError(
            f"{document.name}: is {kind.upper()} inside, not {document.suffix.upper()}; "
            f"rename it to end in .{kind}"
        )
    if promised in _SIGNED and not kind:
        raise ArticleError(f"{document.name}: is not a {promised.upper()} file, or is damaged")
    return document.suffix
