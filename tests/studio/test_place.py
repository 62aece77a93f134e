"""A word put back into the very place of the file that it was read from."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator import app
from narrator.config import Settings
from narrator.errors import ArticleError
from narrator.model import Sentence, Token
from narrator.read import read
from narrator.studio.place import rewrite


def tokens(path: Path, written: str) -> list[tuple[Sentence, Token]]:
    said = app.front_end(Settings()).sentences(read(path))
    return [(s, t) for s in said for t in s.tokens if t.written == written]


def rewritten(path: Path, written: str, number: int, into: str) -> str:
    sentence, token = tokens(path, written)[number]
    rewrite(path, read(path), sentence, token, into)
    return path.read_text(encoding="utf-8")


CASES = {
    "a.md": "---\ntitle: کرم\n---\n\n# کرم\n\nکرم `کرم` و\nکرم‌ها. <b>کرم</b>\n\n"
    "<!-- کرم -->\n\n- کرم\n",
    "a.txt": "کرم خاکی\n\nکرم در\nخاک است. کرم؟\n\n===\n\nکرم کرم کرم.\n",
    "crlf.txt": "کرم\r\n\r\nخاک کرم است.\r\nکرم!\r\n",
}


@pytest.mark.parametrize("name", CASES)
def test_each_of_many_alike_is_found(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    content = CASES[name].encode()
    path.write_bytes(content)
    results = set()
    count = len(tokens(path, "کرم"))
    assert count > 2
    for number in range(count):
        path.write_bytes(content)
        result = rewritten(path, "کرم", number, "[کرم](kerm)")
        assert path.read_bytes().decode().replace("[کرم](kerm)", "کرم").encode() == content
        results.add(result)
        (place,) = [s.index for s, _ in tokens(path, "[کرم](kerm)")]
        path.write_bytes(content)
        assert tokens(path, "کرم")[number][0].index == place
    assert len(results) == count


def test_a_word_that_stands_otherwise_in_the_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# الف\n\nک*رم* خاکی است.\n", encoding="utf-8")
    before = path.read_bytes()
    sentence, token = tokens(path, "کرم")[0]
    with pytest.raises(ArticleError, match="in the file itself"):
        rewrite(path, read(path), sentence, token, "[کرم](kerm)")
    assert path.read_bytes() == before


@given(st.lists(st.sampled_from(["کرم", "خاک", "کرم.", "\n\n", "(کرم)", "«کرم»"]), min_size=1))
def test_one_place_changes_and_no_other(words: list[str]) -> None:
    text = "متن کرم " + " ".join(words)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.md"
        path.write_text(text, encoding="utf-8")
        for number in range(len(tokens(path, "کرم"))):
            path.write_text(text, encoding="utf-8")
            assert rewritten(path, "کرم", number, "کرمِ").count("کرمِ") == 1
