"""Books: order of the spine, titles of the navigation, and books that mean harm."""

import pytest

from narrator.errors import ArticleError
from narrator.model import Article
from narrator.read import Options
from narrator.read.epub import read
from read.archives import book_parts, document, packed

CHAPTERS = {"b": "<h1>فصل یک</h1><p>آغاز.</p>", "a": "<p>بی‌سرعنوان.</p>"}
NAVIGATION = (
    '<li><a href="text/b.xhtml">نام دیگر</a></li><li><a href="text/a.xhtml#x">فصل دو</a></li>'
)


def book(parts: dict[str, str]) -> Article:
    return read(document(packed(parts), "epub"), Options())


def test_spine_and_navigation() -> None:
    article = book(book_parts(CHAPTERS, navigation=NAVIGATION))
    assert (article.title, article.author, article.date, article.language) == (
        "کتاب نمونه",
        "رضا کریمی",
        "2025-05-06",
        "fa",
    )
    assert [chapter.title for chapter in article.chapters] == ["فصل یک", "فصل دو"]
    assert [block.text for block in article.chapters[1].blocks] == ["فصل دو", "بی‌سرعنوان."]


def test_the_old_navigation() -> None:
    parts = book_parts(CHAPTERS)
    parts["OEBPS/book.opf"] = parts["OEBPS/book.opf"].replace(
        "</manifest>",
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest>',
    )
    parts["OEBPS/toc.ncx"] = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>'
        'از NCX</text></navLabel><content src="text/a.xhtml"/></navPoint></navMap></ncx>'
    )
    assert book(parts).chapters[1].title == "از NCX"


def test_footnotes_end_the_file_that_holds_them() -> None:
    text = (
        '<h1>یک</h1><p>متن<a epub:type="noteref" href="#n">۱</a>.</p>'
        '<aside epub:type="footnote" id="n">یادداشت.</aside><p>باز متن.</p>'
    )
    article = book(book_parts({"a": text, "b": "<h1>دو</h1><p>متن.</p>"}))
    assert [(block.kind, block.text) for block in article.chapters[0].blocks] == [
        ("heading", "یک"),
        ("paragraph", "متن."),
        ("paragraph", "باز متن."),
        ("footnote", "یادداشت."),
    ]


def test_markup_that_is_no_xml() -> None:
    article = book(book_parts({"a": "<h1>یک</h1><p>الف&nbsp;ب<br>پ"}))
    assert [block.text for block in article.chapters[0].blocks] == ["یک", "الف ب پ"]


def test_entities() -> None:
    parts = book_parts(CHAPTERS)
    parts["OEBPS/text/a.xhtml"] = (
        '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + parts["OEBPS/text/a.xhtml"]
    )
    with pytest.raises(ArticleError, match=r"a\.epub: declares XML entities; refused"):
        book(parts)


def test_a_path_that_leads_outside() -> None:
    parts = book_parts(CHAPTERS)
    parts["OEBPS/book.opf"] = parts["OEBPS/book.opf"].replace("text/a.xhtml", "../../../etc/passwd")
    with pytest.raises(ArticleError, match=r"a\.epub: holds a path that leads outside"):
        book(parts)


def test_copy_protection() -> None:
    parts = book_parts(CHAPTERS)
    parts["META-INF/encryption.xml"] = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<CipherReference URI="OEBPS/text/b.xhtml"/></encryption>'
    )
    with pytest.raises(ArticleError, match=r"a\.epub: is copy-protected"):
        book(parts)


@pytest.mark.parametrize(
    "missing", ["META-INF/container.xml", "OEBPS/book.opf", "OEBPS/text/a.xhtml"]
)
def test_a_missing_part(missing: str) -> None:
    parts = book_parts(CHAPTERS)
    del parts[missing]
    with pytest.raises(ArticleError, match=rf"is damaged \(its part {missing} is missing\)"):
        book(parts)
