"""Articles written as Markdown and read again."""

from hypothesis import given
from hypothesis import strategies as st

from narrator.model import Article, Block
from narrator.read import Document, parsed
from narrator.read.as_markdown import as_markdown
from narrator.read.outline import chapters

MARKUP = (
    "سلام 1. 2) - + * ** # > <b> &amp; [a](b) [کرم](kerm) \\ ` ``` ~~~ _x_ === | ! [x]: "
    "http://a.b — a.b ۱۴۰۳ : ( ] ]( \\[ <!-- ‌ « »"
)
PIECES = st.sampled_from(MARKUP.split())
TEXTS = st.lists(PIECES, min_size=1, max_size=8).map(
    lambda pieces: " ".join(" ".join(["متن", *pieces]).split())
)
LEADING = st.lists(PIECES, min_size=1, max_size=8).map(
    lambda p: " ".join(" ".join([*p, "متن"]).split())
)
KINDS = st.sampled_from(["paragraph", "heading", "quote", "list_item"])
BLOCKS = st.lists(st.builds(Block, kind=KINDS, text=TEXTS | LEADING), min_size=1, max_size=6)


def reread(article: Article) -> Article:
    content = as_markdown(article).encode()
    return parsed(Document(name="a.md", source="a.md", suffix="md", content=content))


@given(BLOCKS)
def test_an_article_is_read_as_it_was_written(blocks: list[Block]) -> None:
    article = Article(title="عنوان", author="نویسنده", date="2026-01-02", chapters=chapters(blocks))
    again = reread(article)
    assert again.chapters == article.chapters
    assert (again.title, again.author, again.date) == ("عنوان", "نویسنده", "2026-01-02")


def test_a_source_is_kept() -> None:
    article = Article(
        title="ا",
        source="https://example.org/a",
        chapters=chapters([Block(kind="quote", text="ب")]),
    )
    assert reread(article).source == "https://example.org/a"
