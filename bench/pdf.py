"""Character error of text read out of PDFs, beside pypdf, pdfminer and poppler.

    python bench/pdf.py [ARTICLE.md] [--keep FOLDER]

Makes PDFs of one article with fpdf2 and every producer that is installed (LibreOffice,
Chromium, XeTeX with xepersian), in three fonts and in one and two columns. Debian's
packages: libreoffice-writer-nogui chromium texlive-xetex texlive-lang-arabic
fonts-noto-core fonts-farsiweb poppler-utils.
An error is an insertion, deletion or substitution of a character, ZWNJ included;
runs of blank space count as one space.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from xml.sax.saxutils import escape

from rapidfuzz.distance import Levenshtein

from narrator.model import Block
from narrator.read import read

FONTS = ("DejaVu Sans", "Noto Naskh Arabic", "Nazli")
SIZES = {"heading": 16, "paragraph": 11}

type Blocks = list[Block]


def fodt(blocks: Blocks, font: str, columns: int) -> str:
    styles = "".join(
        f'<style:style style:name="{kind}" style:family="paragraph"><style:paragraph-properties '
        'style:writing-mode="rl-tb" fo:text-align="justify" fo:margin-bottom="3mm"/>'
        f'<style:text-properties style:font-name-complex="F" style:font-name="F" '
        f'style:font-size-complex="{size}pt" fo:font-size="{size}pt"/></style:style>'
        for kind, size in SIZES.items()
    )
    body = "".join(
        f'<text:p text:style-name="{block.kind}">{escape(block.text)}</text:p>' for block in blocks
    )
    return f"""<?xml version="1.0"?><office:document office:version="1.2"
    office:mimetype="application/vnd.oasis.opendocument.text"
    xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
    xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
    xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">
    <office:font-face-decls><style:font-face style:name="F" svg:font-family="'{font}'"/>
    </office:font-face-decls><office:automatic-styles>{styles}
    <style:style style:name="C" style:family="section"><style:section-properties
    style:writing-mode="rl-tb"><style:columns fo:column-count="{columns}" fo:column-gap="8mm"/>
    </style:section-properties></style:style></office:automatic-styles>
    <office:body><office:text><text:section text:style-name="C" text:name="s">{body}
    </text:section></office:text></office:body></office:document>"""


def by_libreoffice(blocks: Blocks, font: str, columns: int, folder: Path) -> Path:
    source = folder / "office.fodt"
    source.write_text(fodt(blocks, font, columns), encoding="utf-8")
    call("soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, source)
    return source.with_suffix(".pdf")


def by_chromium(blocks: Blocks, font: str, columns: int, folder: Path) -> Path:
    tags = {"heading": "h2"}
    body = "".join(
        f"<{tags.get(block.kind, 'p')}>{escape(block.text)}</{tags.get(block.kind, 'p')}>"
        for block in blocks
    )
    source, target = folder / "page.html", folder / "page.pdf"
    flow = f"columns: {columns}; " if columns > 1 else ""
    source.write_text(
        f'<html lang="fa" dir="rtl"><meta charset="utf-8"><style>body {{ font: 11pt "{font}"; '
        f"{flow}text-align: justify }}</style><body>{body}</body></html>",
        encoding="utf-8",
    )
    call("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--print-to-pdf={target}", source)  # fmt: skip
    return target


def by_xetex(blocks: Blocks, font: str, columns: int, folder: Path) -> Path:
    def line(block: Block) -> str:
        text = re.sub(r"[$%&#_{}]", r"\\\g<0>", block.text)
        text = re.sub(
            r"[A-Za-z0-9](?:[\w.,/:+-]*[A-Za-z0-9])?", r"\\lr{\g<0>}", text, flags=re.ASCII
        )
        return f"\\section*{{{text}}}" if block.kind == "heading" else text

    body = "\n\n".join(map(line, blocks))
    if columns > 1:
        body = f"\\begin{{multicols}}{{{columns}}}{body}\\end{{multicols}}"
    source = folder / "paper.tex"
    source.write_text(
        "\\documentclass[a4paper,11pt]{article}\\usepackage{multicol,xepersian}"
        f"\\settextfont{{{font}}}\\setlatintextfont{{DejaVu Sans}}"
        f"\\begin{{document}}{body}\\end{{document}}",
        encoding="utf-8",
    )
    call("xelatex", "-interaction=batchmode", f"-output-directory={folder}", source)
    return source.with_suffix(".pdf")


def by_fpdf2(blocks: Blocks, _font: str, _columns: int, folder: Path) -> Path:
    from fpdf import FPDF

    paper = FPDF()
    fonts = files("fontpkg_ibm_plex_sans_arabic").joinpath("files")
    paper.add_font("plex", "", str(fonts.joinpath("IBMPlexSansArabic-Regular.ttf")))
    paper.set_text_shaping(use_shaping_engine=True, direction="rtl", script="arab")
    paper.add_page()
    for block in blocks:
        paper.set_font("plex", size=SIZES.get(block.kind, 11))
        paper.multi_cell(0, 8, block.text, align="J", new_x="LMARGIN", new_y="NEXT")
        paper.ln(4)
    paper.output(str(folder / "paper.pdf"))
    return folder / "paper.pdf"


MAKERS = {"soffice": by_libreoffice, "chromium": by_chromium, "xelatex": by_xetex}


def by_narrator(path: Path) -> str:
    article = read(path)
    return " ".join(block.text for chapter in article.chapters for block in chapter.blocks)


def by_pypdf(path: Path) -> str:
    from pypdf import PdfReader

    return " ".join(page.extract_text() for page in PdfReader(path).pages)


def by_pdfminer(path: Path) -> str:
    from pdfminer.high_level import extract_text

    return extract_text(path)


def by_poppler(path: Path) -> str:
    return call("pdftotext", path, "-") if shutil.which("pdftotext") else ""


READERS: dict[str, Callable[[Path], str]] = {
    "narrator": by_narrator,
    "pypdf": by_pypdf,
    "pdfminer": by_pdfminer,
    "poppler": by_poppler,
}


def call(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def error(truth: str, found: str) -> float:
    truth, found = " ".join(truth.split()), " ".join(found.split())
    return Levenshtein.distance(truth, found) / len(truth)


def made(blocks: Blocks, folder: Path) -> Iterator[tuple[str, Path]]:
    folder.joinpath("fpdf2").mkdir(exist_ok=True)
    yield "fpdf2, IBM Plex Sans Arabic, 1", by_fpdf2(blocks, "", 1, folder / "fpdf2")
    for program, make in MAKERS.items():
        if not shutil.which(program):
            print(f"{program} is not installed", file=sys.stderr)
            continue
        for font in FONTS:
            for columns in (1, 2):
                name = f"{program}, {font}, {columns}"
                place = folder / name.replace(", ", "-").replace(" ", "")
                place.mkdir(parents=True, exist_ok=True)
                kept = next(place.glob("*.pdf"), None)
                yield name, kept or make(blocks, font, columns, place)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("article", nargs="?", default="samples/short-names.md", type=Path)
    parser.add_argument("--keep", type=Path, help="folder for the PDFs, used again if there")
    options = parser.parse_args()
    blocks = [block for chapter in read(options.article).chapters for block in chapter.blocks]
    truth = " ".join(block.text for block in blocks)
    print(f"{'producer, font, columns':<34}" + "".join(f"{name:>18}" for name in READERS))
    with tempfile.TemporaryDirectory() as scratch:
        for name, path in made(blocks, options.keep or Path(scratch)):
            cells = []
            for reader in READERS.values():
                start = time.perf_counter()
                share = error(truth, reader(path))
                cells.append(f"{share:10.2%} {time.perf_counter() - start:5.2f} s")
            print(f"{name:<34}" + "".join(f"{cell:>18}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
