"""Archives that mean harm."""

import io
import zipfile

import pytest

from narrator.errors import ArticleError
from narrator.read import archive
from read.archives import packed


def test_a_part() -> None:
    with archive.opened(packed({"a": "متن"}), "x.docx") as parts:
        assert parts.read("a") == "متن".encode()


def test_a_tight_bomb() -> None:
    with (
        pytest.raises(ArticleError, match=r"x\.docx: a is packed suspiciously tight"),
        archive.opened(packed({"a": b"0" * 5_000_000}), "x.docx"),
    ):
        pass


def test_too_large_in_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1000)
    with (
        pytest.raises(ArticleError, match="unpacks to more than"),
        archive.opened(packed({"a": b"0" * 600, "b": b"1" * 600}), "x.docx"),
    ):
        pass


def test_a_size_that_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table of contents promises one byte; reading stops by itself."""
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1000)
    content = bytearray(packed({"a": b"ab" * 5000}))
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = (1).to_bytes(4, "little")
    with archive.opened(bytes(content), "x.docx") as parts, pytest.raises(ArticleError):
        parts.read("a")


def test_too_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_ENTRIES", 3)
    with (
        pytest.raises(ArticleError, match="more than 3 parts"),
        archive.opened(packed(dict.fromkeys("abcd", "")), "x.docx"),
    ):
        pass


@pytest.mark.parametrize("name", ["../a", "/etc/passwd", "a/../../b", "..\\a"])
def test_paths_that_leave(name: str) -> None:
    with (
        pytest.raises(ArticleError, match="leads outside"),
        archive.opened(packed({name: ""}), "x.docx"),
    ):
        pass


def test_damage() -> None:
    content = packed({"a": "متن " * 100})
    with (
        pytest.raises(ArticleError, match=r"x\.docx: is damaged"),
        archive.opened(content[:-30], "x.docx"),
    ):
        pass
    broken = bytearray(content)
    broken[31:36] = b"\xff" * 5
    with archive.opened(bytes(broken), "x.docx") as parts:
        with pytest.raises(ArticleError, match="in its part a"):
            parts.read("a")
        with pytest.raises(ArticleError, match="its part b is missing"):
            parts.read("b")


def test_encryption() -> None:
    content = bytearray(packed({"a": "متن"}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + flags] |= 1
    with (
        archive.opened(bytes(content), "x.docx") as parts,
        pytest.raises(ArticleError, match="is encrypted"),
    ):
        parts.read("a")


def test_unusual_packing() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as made:
        made.writestr("a", "متن")
    with (
        pytest.raises(ArticleError, match="packed in an unusual way"),
        archive.opened(file.getvalue(), "x.docx"),
    ):
        pass
