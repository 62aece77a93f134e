"""Elements to blocks: nesting, notes and tables."""

from lxml import html

from narrator.read.markup import blocks


def found(markup: str, *, captions: bool = False) -> list[tuple[str, str]]:
    tree = html.document_fromstring(markup)
    return [(block.kind, block.text) for block in blocks(tree, "a", captions=captions)]


def test_text_beside_blocks() -> None:
    assert found("<div>یک<p>دو</p>سه<h2>چهار</h2>پنج</div>شش") == [
        ("paragraph", "یک"),
        ("paragraph", "دو"),
        ("paragraph", "سه"),
        ("heading", "چهار"),
        ("paragraph", "پنج"),
        ("paragraph", "شش"),
    ]


def test_the_inner_kind_wins() -> None:
    assert found("<blockquote>الف<ul><li>ب</li></ul>پ</blockquote>") == [
        ("quote", "الف"),
        ("list_item", "ب"),
        ("quote", "پ"),
    ]


def test_notes_go_last_and_their_marks_are_silent() -> None:
    markup = (
        '<p>متن<sup><a href="#footnote-1">[1]</a></sup> اصلی'
        '<a role="doc-noteref" href="#x">۲</a>.</p>'
        '<aside role="doc-footnote">یادداشت دو</aside>'
        '<ol><li id="footnote-1"><p>یادداشت یک <a href="#r">↑</a></p></li></ol><p>پایان</p>'
    )
    assert found(markup) == [
        ("paragraph", "متن اصلی."),
        ("paragraph", "پایان"),
        ("footnote", "یادداشت دو"),
        ("footnote", "یادداشت یک"),
    ]


def test_powers_are_no_notes() -> None:
    assert found("<p>۱۰<sup>۶</sup> متر</p>") == [("paragraph", "۱۰۶ متر")]


def test_code_and_forms_are_silent() -> None:
    assert found(
        "<p>متن <code>x = 1</code>بس</p><pre>y</pre><form><button>برو</button></form>"
    ) == [("paragraph", "متن بس")]


def test_captions() -> None:
    markup = "<figure><img><figcaption>شرح</figcaption></figure>"
    assert found(markup) == []
    assert found(markup, captions=True) == [("paragraph", "شرح")]


def test_a_table_without_headings() -> None:
    markup = "<table><tr><td>الف</td><td>۱</td></tr><tr><td>ب</td><td></td></tr></table>"
    assert found(markup) == [("paragraph", "الف، ۱."), ("paragraph", "ب.")]


def test_a_table_that_lays_out_a_page() -> None:
    markup = f"<table><tr><td><h2>نام</h2><p>{'متن ' * 60}</p></td><td>کنار</td></tr></table>"
    assert [kind for kind, _ in found(markup)] == ["heading", "paragraph", "paragraph"]
