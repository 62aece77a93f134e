"""Markdown: headings to chapters, marks silent, front matter heard of."""

from narrator.read.markdown import parse

TEXT = """---
title: عنوان
author: نویسنده
date: 1403-01-02
---

# سرعنوان

متن با **تأکید** و [پیوند](https://example.com) و ![تصویر](x.png).
سطر دوم.

## بخش یک

- مورد یک
- مورد دو

> نقل قول

```
code()
```

<div>html</div>
"""


def test_article() -> None:
    article = parse(TEXT, "a.md")
    assert (article.title, article.author, article.date) == ("عنوان", "نویسنده", "1403-01-02")
    assert [chapter.title for chapter in article.chapters] == ["سرعنوان", "بخش یک"]
    first, second = article.chapters
    assert first.blocks[1].text == "متن با تأکید و پیوند و . سطر دوم."
    assert [(block.kind, block.text) for block in second.blocks] == [
        ("heading", "بخش یک"),
        ("list_item", "مورد یک"),
        ("list_item", "مورد دو"),
        ("quote", "نقل قول"),
    ]


def test_without_front_matter_the_first_heading_is_the_title() -> None:
    assert parse("# نام\n\nمتن.", "a.md").title == "نام"


def test_text_before_the_first_heading_is_a_chapter_of_its_own() -> None:
    article = parse("درآمد.\n\n# یک\n\nمتن.", "a.md")
    assert [chapter.title for chapter in article.chapters] == ["", "یک"]


def test_a_reading_stays_and_a_link_goes() -> None:
    (chapter,) = parse("[کرم](kerm) و [پیوند](https://example.org) و [باد](باد)", "a.md").chapters
    assert chapter.blocks[0].text == "[کرم](kerm) و پیوند و [باد](باد)"
