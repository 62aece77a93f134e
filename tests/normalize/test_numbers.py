"""Numbers in words, where no sentence is needed to see them."""

import pytest

from narrator.normalize.numbers import cardinal, grouped, ordinal, rank, zeros
from narrator.normalize.quantity import speak
from narrator.normalize.rules.roman import value


@pytest.mark.parametrize(
    ("number", "spoken"),
    [
        (0, "صفر"),
        (100, "صد"),
        (1000, "هزار"),
        (1100, "هزار و صد"),
        (101_000, "صد و یک هزار"),
        (10**6, "یک میلیون"),
        (10**9, "یک میلیارد"),
        (10**12, "هزار میلیارد"),
        (10**12 + 5, "هزار میلیارد و پنج"),
        (10**15, "یک میلیون میلیارد"),
        (-7, "منفی هفت"),
    ],
)
def test_cardinal(number: int, spoken: str) -> None:
    assert cardinal(number) == spoken


def test_a_number_past_names_is_read_digit_by_digit_and_past_patience_told_by_length() -> None:
    assert cardinal("1" * 40).count("یک") == 40
    assert cardinal("1" * 1_000_000) == "عددی یک میلیون رقمی"


@pytest.mark.parametrize(
    ("number", "spoken"), [(3, "سوم"), (30, "سی‌ام"), (33, "سی و سوم"), (130, "صد و سی‌ام")]
)
def test_ordinal(number: int, spoken: str) -> None:
    assert ordinal(number) == spoken


def test_only_rank_calls_the_first_avval() -> None:
    assert (rank(1), ordinal(1), ordinal(21)) == ("اول", "یکم", "بیست و یکم")


def test_groups_keep_their_zeros() -> None:
    assert zeros("005") == "صفر صفر پنج"
    assert grouped("0912123", (4, 3)) == "صفر نهصد و دوازده، صد و بیست و سه"
    assert grouped("907", (1,)) == "نه صفر هفت"


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("10-15", "ده تا پانزده"),
        ("90-70", "هفتاد تا نود"),
        ("1,250.05", "هزار و دویست و پنجاه ممیز صفر پنج"),
        ("1.200.000", "یک میلیون و دویست هزار"),
        ("-3", "منفی سه"),
    ],
)
def test_speak(written: str, spoken: str) -> None:
    assert speak(written) == spoken


@pytest.mark.parametrize(("numeral", "number"), [("XIV", 14), ("IX", 9), ("XL", 40), ("Ⅷ", 8)])
def test_roman_value(numeral: str, number: int) -> None:
    assert value(numeral) == number
