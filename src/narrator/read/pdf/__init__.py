"""PDF files, read by the places of their glyphs; scanned ones by tesseract where asked."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from pypdfium2 import PdfDocument, PdfiumError
from pypdfium2.raw import FPDF_ERR_PASSWORD

from narrator.errors import ArticleError
from narrator.model import Article, Block
from narrator.read import plain
from narrator.read.document import Document, Options
from narrator.read.outline import chapters, language_of
from narrator.read.pdf.ocr import recognised
from narrator.read.pdf.pages import Page, read_page, regions
from narrator.read.pdf.paragraphs import blocks
from narrator.read.pdf.text import mended

MAX_PAGES = 5_000
_MADE_UP = re.compile(r"\.(docx?|fodt|odt|rtf|indd|tex|pdf|html?)\b|^microsoft |^untitled")


def read(document: Document, options: Options) -> Article:
    """Columns one after the other; headers, footers and page numbers left out.

    Raises:
        ArticleError: encrypted, damaged, more than 5,000 pages, or scanned (and no ``ocr``).
    """
    with _opened(document) as pdf:
        facts = pdf.get_metadata_dict()
        content = blocks(regions(list(_pages(pdf, document.name))))
        if not content:
            content = _recognised(pdf, document.name, options)
    if not content:
        raise ArticleError(f"{document.name}: holds no text to read")
    first = next((block.text for block in content if block.kind == "heading"), "")
    return Article(
        title=_stated(facts["Title"]) or first or document.source,
        author=_stated(facts["Author"]),
        date=_date(facts["CreationDate"]),
        language=language_of(content),
        source=document.source,
        chapters=chapters(content),
    )


@contextmanager
def _opened(document: Document) -> Iterator[PdfDocument]:
    try:
        pdf = PdfDocument(document.content)
    except PdfiumError as error:
        if error.err_code == FPDF_ERR_PASSWORD:
            raise ArticleError(f"{document.name}: is encrypted; remove its password") from error
        raise ArticleError(f"{document.name}: is a damaged PDF") from error
    try:
        if not 0 < len(pdf) <= MAX_PAGES:
            raise ArticleError(f"{document.name}: has {len(pdf)} pages; 1 to {MAX_PAGES} are read")
        yield pdf
    finally:
        pdf.close()


def _pages(pdf: PdfDocument, name: str) -> Iterator[Page]:
    for number in range(len(pdf)):
        try:
            page = pdf[number]
        except PdfiumError as error:
            raise ArticleError(f"{name}: is a damaged PDF (page {number + 1})") from error
        yield read_page(page)
        page.close()


def _recognised(pdf: PdfDocument, name: str, options: Options) -> list[Block]:
    if not options.ocr:
        raise ArticleError(f"{name}: is scanned and holds no text; --ocr recognises it")
    article = plain.parse("\n\n".join(recognised(pdf, name)), "")
    found = [block for chapter in article.chapters for block in chapter.blocks]
    return [Block(kind=block.kind, text=mended(block.text)) for block in found]


def _stated(fact: str) -> str:
    """A title or author somebody wrote, not one that a program made of a file's name."""
    fact = " ".join(fact.split())
    return "" if _MADE_UP.search(fact.lower()) else fact


def _date(stated: str) -> str:
    """``D:20260301…`` as 2026-03-01."""
    found = re.match(r"D:(\d{4})(\d{2})(\d{2})", stated)
    return "-".join(found.groups()) if found else ""
