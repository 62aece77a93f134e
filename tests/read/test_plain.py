"""Plain text: title, paragraphs, chapters."""

from pathlib import Path

import pytest

from narrator.errors import ArticleError
from narrator.read import read
from narrator.read.plain import parse


def test_title_and_paragraphs() -> None:
    article = parse("عنوان کوتاه\n\nپاراگراف نخست\nکه دو سطر است.\n\nپاراگراف دوم.\n", "a.txt")
    assert article.title == "عنوان کوتاه"
    assert [block.kind for block in article.chapters[0].blocks] == [
        "heading",
        "paragraph",
        "paragraph",
    ]
    assert article.chapters[0].blocks[1].text == "پاراگراف نخست که دو سطر است."


def test_no_title_where_the_first_paragraph_is_a_sentence() -> None:
    article = parse("این جمله‌ای کامل است.\n\nو این دومی.", "یادداشت.txt")
    assert article.title == "یادداشت.txt"
    assert article.chapters[0].title == ""


def test_chapters_by_name() -> None:
    article = parse("کتاب\n\nفصل ۱\n\nآغاز شد.\n\nفصل دوم: بازگشت\n\nتمام شد.", "a.txt")
    assert [chapter.title for chapter in article.chapters] == ["کتاب", "فصل ۱", "فصل دوم: بازگشت"]


def test_separators_are_silent() -> None:
    article = parse("عنوان\n\nمتن یک.\n\n* * *\n\n-----\n\nمتن دو.", "a.txt")
    assert [block.text for block in article.chapters[0].blocks] == ["عنوان", "متن یک.", "متن دو."]


def test_windows_line_ends() -> None:
    article = parse("عنوان\r\n\r\nمتن.\r\n", "a.txt")
    assert [block.text for block in article.chapters[0].blocks] == ["عنوان", "متن."]


@pytest.mark.parametrize("content", [b"", b"  \n\t \n", "\ufeff \n".encode()])
def test_empty_and_blank(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(ArticleError, match=r"empty|blank"):
        read(path)


def test_missing_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(ArticleError, match="is a folder"):
        read(tmp_path)
