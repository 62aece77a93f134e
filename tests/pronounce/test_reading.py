"""Readings in three scripts, and the place of what is wrong in them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.lang import read_table
from narrator.pronounce.phonemes import from_ipa, inventory, to_ipa
from narrator.pronounce.reading import ReadingError, parse

CASES = [
    (row["written"], row["phonemes"])
    for _, row in read_table(Path(__file__).parent / "readings.tsv")
]


@pytest.mark.parametrize(("written", "phonemes"), CASES)
def test_reading(written: str, phonemes: str) -> None:
    assert parse(written) == phonemes


@pytest.mark.parametrize(
    ("written", "column"),
    [("", 1), ("ke7m", 3), ("کرم", 1), ("اسب", 1), ("ِک", 1), ("-", 1), ("k" * 201, 201)],
)
def test_the_place_of_the_error_is_told(written: str, column: int) -> None:
    with pytest.raises(ReadingError) as caught:
        parse(written)
    assert caught.value.column == column


@given(st.text(min_size=1, max_size=20))
def test_anything_is_read_or_refused(written: str) -> None:
    try:
        symbols = parse(written)
    except ReadingError as error:
        column = error.column
    else:
        assert set(symbols) <= inventory()
        return
    assert 1 <= column <= len(written)


@pytest.mark.parametrize(
    ("symbols", "ipa"), [("dowlat", "dolæt"), ("haqq", "hæɢ"), ("haqqe", "hæɢɢe"), ("now", "no")]
)
def test_what_is_written_and_what_is_heard(symbols: str, ipa: str) -> None:
    assert to_ipa(symbols) == ipa


def test_ipa_comes_back() -> None:
    assert from_ipa(to_ipa("tASCAjAq")) == "tASCAjAq"
