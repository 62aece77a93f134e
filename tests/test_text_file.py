"""Files that several processes change at once, and those that cannot be changed."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from narrator.errors import ConfigError
from narrator.pronounce.lexicon_file import put
from narrator.text_file import changing


def _add(path: Path, first: int) -> None:
    for number in range(first, first + 25):
        put(path, [(f"واژه{number}", "kerm", "")])


def test_no_edit_of_several_processes_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.tsv"
    with ProcessPoolExecutor(4, get_context("spawn")) as pool:
        for result in [pool.submit(_add, path, first) for first in (0, 25, 50, 75)]:
            result.result()
    assert len(path.read_text(encoding="utf-8").splitlines()) == 100


def test_a_block_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "article.md"
    path.write_text("پیش", encoding="utf-8")

    def fail() -> None:
        with changing(path) as text:
            text.content = "پس"
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    assert path.read_text(encoding="utf-8") == "پیش"


def test_what_is_no_text_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.tsv"
    path.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(ConfigError, match=r"lexicon\.tsv"), changing(path):
        pass
    assert path.read_bytes() == b"\xff\xfe\xff"
