"""The user's own readings: over everything, laid over each other, checked on loading."""

from pathlib import Path

import pytest

from narrator.errors import DataError
from narrator.normalize import Normalizer
from narrator.pronounce import Pronouncer
from narrator.pronounce.overrides import Entry, Overrides, entry, load
from narrator.pronounce.reading import ReadingError
from pronounce.test_words import sentence


def read(text: str, *entries: Entry) -> list[str]:
    words = Pronouncer(overrides=Overrides(entries)).words(sentence(text))
    return [word.phonemes for word in words]


def test_the_user_wins_over_the_lexicon() -> None:
    assert read("کتاب", entry("کتاب", "kotAb")) == ["kotɒb"]


def test_later_entries_win() -> None:
    assert read("کتاب", entry("کتاب", "kotAb"), entry("کتاب", "katib")) == ["kætib"]


def test_a_phrase_wins_over_its_words_and_takes_no_ezafe_inside() -> None:
    found = read("بنی صدر رفت", entry("صدر", "sodr"), entry("بنی صدر", "bani sadr"))
    assert found[:2] == ["bæni", "sædɾ"]


def test_a_word_is_known_as_it_was_written_too() -> None:
    assert read("مدیر FBI", entry("FBI", "fibi"))[1] == "fibi"


@pytest.mark.parametrize("written", ["کتابِ من", "کِتابِ من"])
def test_a_word_is_known_with_its_vowels_written(written: str) -> None:
    assert read(written, entry("کتاب", "kotAb"))[0] == "kotɒbe"


def test_a_context_decides() -> None:
    entries = entry("کرم", "kerm"), entry("کرم", "karam", "بخشش")
    assert read("کرم", *entries) == ["keɾm"]
    assert read("کرم و بخشش", *entries)[0] == "kæɾæm"


def test_a_reading_in_the_article_wins() -> None:
    from dataclasses import replace

    tokens = Normalizer().paragraph("دید [کتاب](kotAb) را").tokens
    words = Pronouncer().words(replace(sentence(), tokens=tokens))
    assert [word.source for word in words if word.text == "کتاب"] == ["override"]
    assert "kotɒb" in [word.phonemes for word in words]


def test_a_phrase_needs_a_reading_for_each_word() -> None:
    with pytest.raises(ReadingError, match="2 words"):
        entry("بنی صدر", "banisadr")


def test_a_wrong_line_is_told_with_file_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.tsv"
    path.write_text("# own\nکرم\tkerm\nملک\tm5lk\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"lexicon\.tsv:3:6: “5”"):
        list(load(path))


def test_a_line_without_tab_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.tsv"
    path.write_text("کرم kerm\n", encoding="utf-8")
    with pytest.raises(DataError, match="a tab"):
        list(load(path))
