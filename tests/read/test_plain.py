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
    assert article.title == "یادداشت"
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


TEXT = "این بند چند جمله دارد و از هر عنوانی درازتر است. " * 4


def headings(text: str) -> list[str]:
    blocks = [block for chapter in parse(text, "a.txt").chapters for block in chapter.blocks]
    return [block.text for block in blocks if block.kind == "heading"]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("# مقدمه‌ای بر کار", "مقدمه‌ای بر کار"),
        ("## مقدمه ##", "مقدمه"),
        ("روش کار\n=======", "روش کار"),
        ("روش کار\n---", "روش کار"),
        ("فصل ۲", "فصل ۲"),
        ("بخش اول", "بخش اول"),
        ("گفتار سوم: راه دراز", "گفتار سوم: راه دراز"),
        ("پیش‌گفتار", "پیش‌گفتار"),
        ("۲. روش کار", "۲. روش کار"),
        ("۲-۱ روش کار", "۲-۱ روش کار"),
        ("3) Results", "3) Results"),
        ("در راه بازگشت", "در راه بازگشت"),
    ],
)
def test_headings(line: str, heading: str) -> None:
    assert headings(f"{TEXT}\n\n{line}\n\n{TEXT}") == [heading]


@pytest.mark.parametrize(
    "lines",
    [
        "این جملهٔ کوتاه تنهاست.",
        "«بیا برویم»",
        "۱. سیب\n\n۲. گلابی\n\n۳. هلو",
        "نان\n\nپنیر\n\nسبزی",
        "فصل بهار که می‌آید همه‌جا سبز می‌شود و بلبلان می‌خوانند و گل‌ها باز می‌شوند",
    ],
)
def test_no_headings(lines: str) -> None:
    assert headings(f"{TEXT}\n\n{lines}\n\n{TEXT}") == []


def test_numbered_lines_in_a_row_are_a_list() -> None:
    (chapter,) = parse(f"{TEXT}\n\n۱. سیب\n\n۲. گلابی\n\n{TEXT}", "a.txt").chapters
    kinds = [block.kind for block in chapter.blocks]
    assert kinds == ["paragraph", "list_item", "list_item", "paragraph"]


def test_a_title_said_again_in_english_opens_no_chapter() -> None:
    text = f"روابط ایران و هند\n\nRelations of Iran\n\nand India\n\n****\n\n{TEXT}"
    (chapter,) = parse(text, "a.txt").chapters
    assert chapter.title == "روابط ایران و هند"
    assert [block.kind for block in chapter.blocks] == ["heading"] * 2 + ["paragraph"] * 2


def test_a_line_a_paragraph_needs_no_blank_lines() -> None:
    article = parse(f"عنوان\n{TEXT}\nفصل ۱\n{TEXT}", "a.txt")
    assert [chapter.title for chapter in article.chapters] == ["عنوان", "فصل ۱"]


def test_scenes_far_apart_are_chapters_named_by_their_first_words() -> None:
    article = parse(f"عنوان\n\n{TEXT * 2}\n\n***\n\n{TEXT}\n\n***\n\nپایان آن شد.", "a.txt")
    titles = [chapter.title for chapter in article.chapters]
    assert titles == ["عنوان", "این بند چند جمله دارد و از هر عنوانی…"]
    assert article.chapters[1].blocks[1].text == "پایان آن شد."


def test_english_text() -> None:
    assert parse("A title\n\nSome English text.", "a.txt").language == "en"


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
