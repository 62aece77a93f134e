"""PDFs made for the tests, in a font with Persian letters that a package ships."""

import io
from collections.abc import Sequence
from importlib.resources import files

import pypdfium2
from fpdf import FPDF

from narrator.model import Article
from narrator.read import Document, Options
from narrator.read.pdf import read

_FONTS = files("fontpkg_ibm_plex_sans_arabic").joinpath("files")


class Paper(FPDF):
    """An A4 sheet that is written from right to left."""

    def __init__(self, *, header: str = "", numbered: bool = False) -> None:
        super().__init__()
        self.title_line, self.numbered = header, numbered
        for style, name in (("", "Regular"), ("B", "Bold")):
            self.add_font("plex", style, str(_FONTS.joinpath(f"IBMPlexSansArabic-{name}.ttf")))
        self.set_text_shaping(use_shaping_engine=True, direction="rtl", script="arab")
        self.set_auto_page_break(auto=True, margin=30)
        self.set_font("plex", size=12)
        self.add_page()

    def header(self) -> None:
        if self.title_line:
            self.set_font("plex", size=9)
            self.set_y(10)
            self.cell(0, 5, self.title_line, align="C")
            self.set_y(30)
            self.set_font("plex", size=12)

    def footer(self) -> None:
        if self.numbered:
            self.set_y(-15)
            self.set_font("plex", size=9)
            self.cell(0, 5, f"- {self.page_no()} -", align="C")

    def write_down(self, text: str, *, size: float = 12, bold: bool = False) -> None:
        """One paragraph at the place reached so far."""
        self.set_font("plex", "B" if bold else "", size)
        self.multi_cell(0, size * 0.6, text, align="R", new_x="LMARGIN", new_y="NEXT")
        self.ln(size * 0.35)

    def write_beside(self, text: str, *, left: float, width: float, top: float) -> None:
        """One paragraph in a column; millimetres from the page's left and top."""
        self.set_xy(left, top)
        self.multi_cell(width, 7, text, align="R")


def document(content: bytes) -> Document:
    return Document(name="a.pdf", source="a.pdf", suffix="pdf", content=content)


def article(paper: FPDF, options: Options | None = None) -> Article:
    return read(document(bytes(paper.output())), options or Options())


def lines(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for part in article.chapters for block in part.blocks]


def repeated(content: bytes, times: int) -> bytes:
    """A document of the pages of ``content``, over and over."""
    source, target = pypdfium2.PdfDocument(content), pypdfium2.PdfDocument.new()
    for _ in range(times):
        target.import_pages(source)
    file = io.BytesIO()
    target.save(file)
    source.close()
    target.close()
    return file.getvalue()


def bare(objects: Sequence[str]) -> bytes:
    """A file of numbered objects, the first of them the catalogue, with a sound xref table."""
    body, offsets = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\n"
    return body + f"{tail}startxref\n{len(body)}\n%%EOF".encode()
