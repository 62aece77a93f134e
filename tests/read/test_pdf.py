"""PDFs: what stands on the page, in the order in which it is read."""

import io
import stat
from pathlib import Path

import pytest

from narrator.errors import ArticleError
from narrator.read import Options
from narrator.read.pdf import read
from read.pdfs import Paper, article, bare, document, lines, repeated

TITLE = "راه‌های تازهٔ کتاب‌خوانی"
FIRST = (
    "بسیاری از خوانندگان می‌گویند که در سال ۱۴۰۳ بیش از ۱۲٫۵ درصد از وقت آزادشان را با کتاب‌های صوتی "
    "گذرانده‌اند؛ این عدد (به گفتهٔ پژوهشگران) دو برابر سال پیش است. اما «کتاب خوب» هنوز کم است و "
    "کسی نمی‌داند که ناشران، نویسندگان و گویندگان چگونه باید با هم کار کنند."
)
SECOND = (
    "در گزارش دیگری آمده است که شرکت Google و سازمان UNESCO نیز به این کار علاقه نشان داده‌اند. "
    "آن‌ها می‌خواهند ساختن کتاب صوتی آسان‌تر و ارزان‌تر شود تا روستاهای دوردست هم از آن بهره ببرند."
)
SUBTITLE = "پرسش‌هایی بی‌پاسخ"


def test_headings_and_paragraphs() -> None:
    paper = Paper()
    paper.set_title("کتاب‌خوانی")
    paper.set_author("نگار پارسا")
    paper.write_down(TITLE, size=20)
    paper.write_down(FIRST)
    paper.write_down(SUBTITLE, bold=True)
    paper.write_down(SECOND)
    found = article(paper)
    assert (found.title, found.author, found.language) == ("کتاب‌خوانی", "نگار پارسا", "fa")
    assert lines(found) == [
        ("heading", TITLE),
        ("paragraph", FIRST),
        ("heading", SUBTITLE),
        ("paragraph", SECOND),
    ]


def test_columns_are_read_from_the_right() -> None:
    paper = Paper()
    paper.write_down(TITLE, size=20)
    top = paper.get_y()
    paper.set_font("plex", size=12)
    paper.write_beside(FIRST, left=110, width=85, top=top)
    paper.write_beside(SECOND, left=15, width=85, top=top + 2)
    assert [text for _, text in lines(article(paper))] == [TITLE, FIRST, SECOND]


def test_headers_footers_and_page_numbers_are_silent() -> None:
    paper = Paper(header="ماهنامهٔ کتاب، شمارهٔ ۷", numbered=True)
    for _ in range(20):
        paper.write_down(FIRST)
    assert paper.page_no() >= 3
    assert {text for _, text in lines(article(paper))} == {FIRST}


def test_a_paragraph_goes_on_over_the_page() -> None:
    paper = Paper(numbered=True)
    long = " ".join([FIRST.replace(".", "،").replace("؛", "،")] * 16)
    paper.write_down(long)
    assert paper.page_no() == 2
    assert lines(article(paper)) == [("paragraph", long)]


def test_footnotes_go_last_without_their_marks() -> None:
    paper = Paper()
    paper.write_down(FIRST)
    paper.set_font("plex", size=12)
    x, y = paper.l_margin, paper.get_y()
    paper.set_xy(x, y)
    paper.multi_cell(0, 7, SECOND, align="R", new_x="LMARGIN", new_y="NEXT")
    paper.set_font("plex", size=6)
    paper.text(paper.l_margin + 1, y + 3, "۱")
    paper.set_y(230)
    paper.write_down("۱. یادداشتی دربارهٔ این گزارش.", size=8)
    paper.add_page()
    paper.write_down(FIRST)
    assert lines(article(paper)) == [
        ("paragraph", FIRST),
        ("paragraph", SECOND),
        ("paragraph", FIRST),
        ("footnote", "یادداشتی دربارهٔ این گزارش."),
    ]


def test_english() -> None:
    paper = Paper()
    paper.set_text_shaping(use_shaping_engine=False)
    text = "A plain English paragraph of one line, with the word (radio) in brackets."
    paper.multi_cell(0, 7, text, align="L")
    found = article(paper)
    assert (found.language, lines(found)) == ("en", [("paragraph", text)])


def test_a_thousand_pages() -> None:
    paper = Paper()
    paper.write_down(TITLE, size=20)
    paper.write_down("این جمله کمی درازتر از عنوان است.")
    found = read(document(repeated(bytes(paper.output()), 1000)), Options())
    assert [len(chapter.blocks) for chapter in found.chapters] == [2] * 1000


def test_too_many_pages() -> None:
    paper = Paper()
    with pytest.raises(ArticleError, match=r"a\.pdf: has 5001 pages; 1 to 5000"):
        read(document(repeated(bytes(paper.output()), 5001)), Options())


def test_encryption() -> None:
    paper = Paper()
    paper.write_down(FIRST)
    paper.set_encryption(owner_password="a", user_password="b")
    with pytest.raises(ArticleError, match=r"a\.pdf: is encrypted"):
        article(paper)


def test_a_broken_cross_reference_is_mended() -> None:
    paper = Paper()
    paper.write_down(FIRST)
    content = bytes(paper.output())
    at = content.rindex(b"startxref")
    assert lines(read(document(content[:at] + b"startxref\n7\n%%EOF"), Options())) == [
        ("paragraph", FIRST)
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + bytes(range(256)) * 50,
        bare(["<</Type/Catalog/Pages 1 0 R>>"]),
        bare(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 3/Kids[2 0 R 2 0 R 2 0 R]>>"]),
        bare(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>", "[3 0 R]"]),
        bare(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 999999999/Kids[]>>"]),
    ],
    ids=["cut short", "rubbish", "catalogue loop", "page loop", "no page", "page count that lies"],
)
def test_damage(content: bytes) -> None:
    with pytest.raises(ArticleError, match=r"^a\.pdf: [^\n]*$"):
        read(document(content), Options())


def scan() -> bytes:
    """A page without text."""
    paper = Paper()
    paper.rect(20, 20, 100, 100)
    return bytes(paper.output())


def test_a_scan_says_so() -> None:
    with pytest.raises(ArticleError, match=r"is scanned and holds no text; --ocr"):
        read(document(scan()), Options())


def tesseract(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program of that name first on the path."""
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_recognition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = f"""case "$1" in
    --list-langs) echo eng; echo fas;;
    stdin) cat > {tmp_path}/page.pgm; printf 'متن بازشناخته شد.\\n';;
    esac"""
    tesseract(tmp_path, monkeypatch, script)
    found = read(document(scan()), Options(ocr=True))
    assert lines(found) == [("paragraph", "متن بازشناخته شد.")]
    picture = io.BytesIO((tmp_path / "page.pgm").read_bytes())
    width, height = map(int, picture.readline().split()[1:3])
    assert (width, height) == (2481, 3508)
    assert len(picture.read()) == width * height


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("echo eng", "tesseract has no Persian"),
        ("[ $1 = --list-langs ] && echo fas || { echo oops >&2; exit 1; }", r"failed \(oops\)"),
    ],
)
def test_recognition_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, message: str
) -> None:
    tesseract(tmp_path, monkeypatch, script)
    with pytest.raises(ArticleError, match=message):
        read(document(scan()), Options(ocr=True))


def test_no_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ArticleError, match="tesseract is not installed"):
        read(document(scan()), Options(ocr=True))
