"""Word files: structure by style, and files that mean harm."""

import pytest

from narrator.errors import ArticleError
from narrator.model import Article
from narrator.read import Options
from narrator.read.docx import read
from read.archives import document, packed, paragraph, word_parts

LIST = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{}</w:p>'
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'


def lines(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for part in article.chapters for block in part.blocks]


def test_structure() -> None:
    body = (
        paragraph("گزارش سالانه", "Title")
        + paragraph("درآمد", "Heading1")
        + paragraph("این متن می‌آید", extra=NOTE)
        + paragraph("گفته‌ای از کسی.", "Quote")
        + "<w:tbl><w:tr><w:tc>"
        + "</w:tc><w:tc>".join(map(paragraph, ("سال", "درآمد")))
        + "</w:tc></w:tr><w:tr><w:tc>"
        + "</w:tc><w:tc>".join(map(paragraph, ("۱۴۰۳", "۵ میلیون")))
        + "</w:tc></w:tr></w:tbl>"
        + paragraph("پایان", "Heading2")
        + paragraph("تمام.")
    )
    notes = f'<w:footnote w:id="2">{paragraph("یادداشت نویسنده.")}</w:footnote>'
    parts = word_parts(body, title="گزارش سالانه", creator="مینا راد", notes=notes)
    article = read(document(packed(parts), "docx"), Options())
    assert (article.title, article.author, article.date, article.language) == (
        "گزارش سالانه",
        "مینا راد",
        "2026-02-03",
        "fa",
    )
    assert lines(article) == [
        ("heading", "گزارش سالانه"),
        ("heading", "درآمد"),
        ("paragraph", "این متن می‌آید"),
        ("quote", "گفته‌ای از کسی."),
        ("paragraph", "سال، درآمد."),
        ("paragraph", "۱۴۰۳، ۵ میلیون."),
        ("heading", "پایان"),
        ("paragraph", "تمام."),
        ("footnote", "یادداشت نویسنده."),
    ]


def test_no_title_anywhere() -> None:
    article = read(document(packed(word_parts(paragraph("متن."))), "docx"), Options())
    assert article.title == "a.docx"


def test_no_text() -> None:
    with pytest.raises(ArticleError, match=r"a\.docx: holds no text"):
        read(document(packed(word_parts("")), "docx"), Options())


def test_entities() -> None:
    parts = word_parts(paragraph("&a;"))
    parts["word/document.xml"] = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + parts["word/document.xml"]
    )
    with pytest.raises(ArticleError, match=r"a\.docx: declares XML entities; refused"):
        read(document(packed(parts), "docx"), Options())


def test_deep_nesting() -> None:
    body = "<w:sdt><w:sdtContent>" * 5000 + paragraph("x") + "</w:sdtContent></w:sdt>" * 5000
    with pytest.raises(ArticleError, match=r"a\.docx: is damaged XML"):
        read(document(packed(word_parts(body)), "docx"), Options())


@pytest.mark.parametrize("missing", ["word/document.xml", "_rels/.rels", "[Content_Types].xml"])
def test_a_missing_part(missing: str) -> None:
    parts = word_parts(paragraph("متن."))
    del parts[missing]
    whole = packed(word_parts(paragraph("متن.")))
    assert lines(read(document(whole, "docx"), Options())) == [("paragraph", "متن.")]
    if missing == "word/document.xml":
        with pytest.raises(ArticleError, match=r"a\.docx: is a damaged Word file"):
            read(document(packed(parts), "docx"), Options())
    else:
        assert lines(read(document(packed(parts), "docx"), Options())) == [("paragraph", "متن.")]
