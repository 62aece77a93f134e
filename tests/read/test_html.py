"""Web pages: the article and nothing around it."""

import pytest

from narrator.errors import ArticleError
from narrator.model import Article
from narrator.read import Document, Options
from narrator.read.html import read

LAST = (
    "بند پایانی گزارش دربارهٔ آیندهٔ این راه است که شهرهای بسیاری را به هم می‌رساند، سفرها را "
    "کوتاه می‌کند و بار جاده‌ها را می‌کاهد؛ اما ساخت آن سال‌ها زمان و پول می‌خواهد."
)
PAGE = f"""<!doctype html><html lang="fa"><head>
<title>راه‌آهن تازه | خبرگزاری</title>
<meta property="og:title" content="راه‌آهن تازه">
<meta name="author" content="سارا احمدی">
<meta property="article:published_time" content="2026-03-01T10:00:00+03:30">
<style>p {{ color: red }}</style></head>
<body><nav><ul><li><a href="/">خانه</a></li><li><a href="/a">درباره ما</a></li></ul></nav>
<article><h1>راه‌آهن تازه</h1>
<p>بند نخست این گزارش که <b>مهم</b> است و درازتر نوشته شده تا متن اصلی شناخته
شود<sup><a href="#n1">۱</a></sup>.<script>alert("x")</script></p>
<h2>مسیر</h2>
<p>متن بخش مسیر که باز هم چند واژه دارد و به <a href="x">پیوند</a>ی می‌رسد.<br>سطر دوم.</p>
<ul><li>مورد یک</li><li>مورد دو<ul><li>زیرمورد</li></ul></li></ul>
<blockquote><p>نقل قولی از یک کارشناس.</p></blockquote>
<figure><img src="a.png" alt="نقشه"><figcaption>نقشهٔ راه‌آهن</figcaption></figure>
<table><tr><th>شهر</th><th>جمعیت</th></tr><tr><td>تهران</td><td>۹ میلیون</td></tr>
<tr><td>مشهد</td><td>۳ میلیون</td></tr></table>
<p>{LAST}</p></article>
<aside>مطالب مرتبط: <a href="b">خبر دیگر</a></aside>
<footer>تمام حقوق محفوظ است.</footer></body></html>"""


def page(content: str | bytes, charset: str = "") -> Document:
    data = content.encode() if isinstance(content, str) else content
    return Document(name="a.html", source="a.html", suffix="html", content=data, charset=charset)


def lines(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for part in article.chapters for block in part.blocks]


def test_the_article_alone() -> None:
    article = read(page(PAGE), Options())
    assert (article.title, article.author, article.date) == (
        "راه‌آهن تازه",
        "سارا احمدی",
        "2026-03-01",
    )
    assert lines(article) == [
        ("heading", "راه‌آهن تازه"),
        (
            "paragraph",
            "بند نخست این گزارش که مهم است و درازتر نوشته شده تا متن اصلی شناخته شود.",
        ),
        ("heading", "مسیر"),
        (
            "paragraph",
            "متن بخش مسیر که باز هم چند واژه دارد و به پیوندی می‌رسد. سطر دوم.",
        ),
        ("list_item", "مورد یک"),
        ("list_item", "مورد دو"),
        ("list_item", "زیرمورد"),
        ("quote", "نقل قولی از یک کارشناس."),
        ("paragraph", "شهر: تهران، جمعیت: ۹ میلیون."),
        ("paragraph", "شهر: مشهد، جمعیت: ۳ میلیون."),
        (
            "paragraph",
            LAST,
        ),
    ]
    assert [chapter.title for chapter in article.chapters] == ["راه‌آهن تازه", "مسیر"]


def test_captions_by_option() -> None:
    assert ("paragraph", "نقشهٔ راه‌آهن") in lines(read(page(PAGE), Options(captions=True)))


def test_a_title_outside_the_article_is_said_first() -> None:
    article = read(page(PAGE.replace("<h1>راه‌آهن تازه</h1>", "")), Options())
    assert lines(article)[0] == ("heading", "راه‌آهن تازه")


def test_a_page_of_one_line() -> None:
    article = read(page("<p>یک جملهٔ کوتاه."), Options())
    assert lines(article) == [("paragraph", "یک جملهٔ کوتاه.")]


@pytest.mark.parametrize("charset", ["windows-1256", "utf-16"])
def test_the_server_names_the_charset(charset: str) -> None:
    content = "<p>گزارش امروز درباره چاي و قهوه است.</p>".encode(charset)
    assert "چاي" in lines(read(page(content, charset), Options()))[0][1]


def test_the_page_names_its_charset() -> None:
    text = '<meta charset="windows-1256"><p>گزارش امروز درباره چاي و قهوه است.</p>'
    assert "قهوه" in lines(read(page(text.encode("windows-1256")), Options()))[0][1]


def test_english_is_told() -> None:
    assert read(page("<p>A short English page.</p>"), Options()).language == "en"


def test_deep_nesting() -> None:
    with pytest.raises(ArticleError, match=r"a\.html: nests its elements more than 250 deep"):
        read(page("<div>" * 100_000 + "متن"), Options())


def test_a_huge_page() -> None:
    with pytest.raises(ArticleError, match="larger than 20 MB"):
        read(page(b"<p>x</p>" * 6_500_000), Options())


@pytest.mark.parametrize(
    "content", ["<html></html>", "<p> </p>", "<!-- x -->", "<script>x</script>"]
)
def test_no_text(content: str) -> None:
    with pytest.raises(ArticleError, match="holds no text"):
        read(page(content), Options())
