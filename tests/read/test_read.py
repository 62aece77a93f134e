"""Which reader reads what: by suffix, by content, by other packages."""

import io
import subprocess
import sys
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

import narrator.read
from narrator.errors import ArticleError
from narrator.model import Article, Block, Chapter
from narrator.read import Document, Options, place, read
from read.archives import book_parts, packed, paragraph, word_parts

CONTENTS = {
    "docx": packed(word_parts(paragraph("متن."))),
    "epub": packed(book_parts({"a": "<p>متن.</p>"})),
    "html": "<!doctype html><p>متن.</p>".encode(),
    "txt": "متن.".encode(),
    "md": "متن.".encode(),
}


@pytest.mark.parametrize("suffix", CONTENTS)
def test_by_suffix_and_from_standard_input(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"a.{suffix.upper()}"
    path.write_bytes(CONTENTS[suffix])
    article = read(path)
    assert article.source == path.name
    assert [block.text for block in article.chapters[-1].blocks] == ["متن."]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(CONTENTS[suffix])))
    assert read("-").chapters == article.chapters


@pytest.mark.parametrize("suffix", ["docx", "epub", "html", "txt"])
@pytest.mark.parametrize("inside", ["docx", "epub", "html"])
def test_a_wrong_suffix(suffix: str, inside: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(CONTENTS[inside])
    if suffix == inside:
        assert read(path).chapters
    else:
        with pytest.raises(ArticleError, match=rf"a\.{suffix}: is {inside.upper()} inside"):
            read(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "an old or password-protected Word"),
        (b"{\\rtf1 x}", "is an RTF file"),
        (packed({"content.xml": "x"}), "an OpenDocument file"),
        (packed({"a.txt": "x"}), "a ZIP archive"),
        (b"PK\x03\x04 cut short", "is not a DOCX file, or is damaged"),
        ("متن".encode(), "is not a DOCX file, or is damaged"),
    ],
)
def test_what_is_no_article(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    with pytest.raises(ArticleError, match=rf"a\.docx: .*{message}"):
        read(path)


def read_shout(document: Document, options: Options) -> Article:
    text = document.content.decode().upper() + str(options.captions)
    block = Block(kind="paragraph", text=text)
    return Article(title="", chapters=(Chapter(title="", blocks=(block,)),))


def test_readers_of_other_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    points = EntryPoints(
        EntryPoint(name, value, narrator.read.GROUP)
        for name, value in [
            ("txt", "narrator.read.plain:read"),
            ("txt", "read.test_read:read_shout"),
            ("loud", "read.test_read:read_shout"),
            ("sad", "no.such.module:read"),
        ]
    )
    monkeypatch.setattr(narrator.read, "entry_points", points.select)
    for suffix in ("loud", "txt", "sad"):
        (tmp_path / f"a.{suffix}").write_text("abc", encoding="utf-8")
    for suffix in ("loud", "txt"):
        article = read(tmp_path / f"a.{suffix}", Options(captions=True))
        assert article.chapters[0].blocks[0].text == "ABCTrue"
    with pytest.raises(ArticleError, match=r"the reader for \.sad does not load"):
        read(tmp_path / "a.sad")


def test_plain_text_loads_no_library_of_other_formats(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("متن.", encoding="utf-8")
    program = (
        "import sys; from narrator.read import read; read(sys.argv[1]);"
        "print(*{'lxml', 'trafilatura', 'mammoth', 'pypdfium2', 'urllib3'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, path], capture_output=True, text=True, check=True
    )
    assert done.stdout == "\n"


@pytest.mark.parametrize(
    ("where", "name"),
    [
        ("-", "article"),
        ("a/b.txt", "a/b.txt"),
        ("https://example.org/news/%D8%B1%D8%A7%D9%87.html?x=1", "راه"),
        ("https://example.org/", "example-org"),
        ("https://example.org/..%2F..%2Fetc", "etc"),
    ],
)
def test_place(where: str, name: str) -> None:
    assert place(where) == Path(name)
