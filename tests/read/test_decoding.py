"""Every encoding Persian files come in, and what is said of those that are none."""

import pytest

from narrator.errors import ArticleError
from narrator.read.decoding import decode

TEXT = "سلام دنیا، این یک متن فارسی است که با چند رمز نوشته می‌شود.\n" * 3


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.txt") == TEXT


def test_windows_1256() -> None:
    text = "گزارش امروز: پژوهشگران چاي را بررسي کردند.\n"
    assert decode(text.encode("cp1256"), "a.txt") == text


def test_damaged_utf8_names_the_byte() -> None:
    broken = TEXT.encode()[:50] + b"\xff\xfe\xfd" + TEXT.encode()[50:]
    with pytest.raises(ArticleError, match=r"a\.txt: unreadable as UTF-8 \(at byte 50\)"):
        decode(broken, "a.txt")


def test_damaged_utf16_names_the_byte() -> None:
    with pytest.raises(ArticleError, match="UTF-16-LE"):
        decode(b"\xff\xfe" + "سلام".encode("utf-16-le") + b"\x00", "a.txt")


def test_binary() -> None:
    with pytest.raises(ArticleError, match="binary file"):
        decode(b"\x7fELF\0\1\2", "a.out")


def test_latin_text_with_a_stray_byte_is_not_windows_1256() -> None:
    with pytest.raises(ArticleError, match="at byte 3"):
        decode(b"caf\xe9\xe8 au lait, garcon, tout de suite", "a.txt")
