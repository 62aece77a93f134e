"""The word list: what it knows, what it does not, and what it costs."""

import re
import time

import pytest

from narrator.lang import table, words


@pytest.mark.parametrize("word", ["کتاب", "است", "می‌کند", "نمی‌شود", "خانه", "سیاست", "بود"])
def test_knows_words_in_use(word: str) -> None:
    assert word in words()


@pytest.mark.parametrize("word", ["ست سیا", "ابشااشی", "رتآن", "كتاب", "book", ""])
def test_knows_no_debris(word: str) -> None:
    assert word not in words()


def test_holds_only_persian_letters_and_inner_zwnj() -> None:
    shape = re.compile(r"[ء-غف-وپچژکگی]+(\u200c[ء-غف-وپچژکگی]+)*")
    assert [word for word in words() if not shape.fullmatch(word)] == []


def test_frequent_words_rank_first() -> None:
    assert words()["و"] < words()["کتاب"] < words()["کنسولگری"]


def test_loads_quickly() -> None:
    words.cache_clear()
    start = time.process_time()
    words()
    assert time.process_time() - start < 0.2  # about 0.02 on an idle machine


def test_verb_stems_come_in_pairs() -> None:
    stems = {(row["past"], row["present"]) for row in table("verbs")}
    assert {("رفت", "رو"), ("کرد", "کن"), ("خواست", "خواه")} <= stems
