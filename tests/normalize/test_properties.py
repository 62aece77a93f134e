"""What holds for every text, not only for the golden ones."""

import random
import re
import unicodedata
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.normalize import Normalizer
from narrator.normalize.calendars import calendar_of, read
from narrator.normalize.numbers import cardinal, ordinal
from narrator.normalize.rules import all_rules

WORDS = """
    ساعت سال قرن نسبت نتیجه بازی تلفن کد پستی شابک تیر فروردین درصد میلیون هـ.ش ق.م لویی
    FBI COVID-19 F-16 C++ U.S. Google Livingston info@example.com www.bbc.com/fa @ali #ایران_ما
    ناجا ر.ک. ص صص د. م. (ص) (ع) ا... آیت میروم خانه [۱] ¹ * • الف) α Путин
    km/h °C $ € £ % ٪ × = + - – / : . ، ( ) « » ½ ² √ π 😀 IR ISBN v2 GMT PM II XIV th CO2
"""
numbers = st.from_regex(r"[-+]?[0-9۰-۹]{1,9}([.,/:٫٬-][0-9۰-۹]{1,4}){0,3}", fullmatch=True)
words = st.sampled_from(WORDS.split())
news = st.lists(words | numbers, max_size=9).map(" ".join)
glued = st.lists(words | numbers, max_size=6).map("".join)
texts = st.text() | news | glued
UNREAD = re.compile(r"[0-9A-Za-z$€£%٪‰°=+×÷√±²³½<>≤≥@#&^_|~*/\\]")


@given(texts)
def test_tokens_rejoin_to_what_was_written(text: str) -> None:
    tokens = Normalizer().paragraph(text).tokens
    assert "".join(token.written for token in tokens) == text
    assert all(a.span.stop == b.span.start for a, b in pairwise(tokens))


@given(texts)
def test_no_digit_and_no_unread_symbol_remains(text: str) -> None:
    spoken = Normalizer().paragraph(text).spoken
    assert not UNREAD.search(spoken)
    assert not any(unicodedata.category(char) in {"Nd", "Nl", "No", "Cs", "So"} for char in spoken)


# Not any string: two scraps of nonsense, once spoken, may make a word that wants its ZWNJ.
@given(news)
def test_spoken_text_is_a_fixed_point(text: str) -> None:
    spoken = Normalizer().paragraph(text).spoken
    assert Normalizer().paragraph(spoken).spoken == spoken


@given(texts, st.randoms(use_true_random=False))
def test_the_order_of_the_rules_does_not_matter(text: str, chance: random.Random) -> None:
    shuffled = list(all_rules())
    chance.shuffle(shuffled)
    assert Normalizer(shuffled).paragraph(text) == Normalizer().paragraph(text)


_VALUES = {cardinal(n): n for n in (*range(1, 20), *range(20, 100, 10), *range(100, 1000, 100))}
_SCALES = {"هزار": 10**3, "میلیون": 10**6, "میلیارد": 10**9}


def value(words: str) -> int:
    """The number that ``words`` name: the largest scale splits, the rest is added."""
    for scale in ("میلیارد", "میلیون", "هزار"):
        head, found, tail = words.rpartition(scale)
        if found:
            tail = tail.removeprefix(" و ")
            return (value(head.strip()) if head.strip() else 1) * _SCALES[scale] + value(tail)
    return sum(_VALUES[word] for word in words.split(" و ")) if words else 0


@settings(max_examples=500)
@given(st.integers(1, 10**15))
def test_cardinals_come_back_from_their_words(number: int) -> None:
    assert value(cardinal(number)) == number


@given(st.integers(1, 10**6))
def test_ordinals_end_in_their_sign_and_keep_their_number(number: int) -> None:
    spoken = ordinal(number)
    assert spoken.endswith("م")
    head = {"سوم": "سه", "سی‌ام": "سی"}
    first, space, last = spoken.rpartition(" ")
    assert first + space + head.get(last, last.removesuffix("م")) == cardinal(number)


@given(st.dates())
def test_iso_dates_come_back(date: object) -> None:
    written = str(date)
    year, month, day = written.split("-")
    found = read(year, month, day, "gregorian")
    if int(year) >= 1000:
        assert found is not None
        assert f"{found.year:04}-{found.month:02}-{found.day:02}" == written


@given(st.integers(1300, 1420), st.integers(1, 12), st.integers(1, 29))
def test_jalali_dates_come_back_in_both_orders(year: int, month: int, day: int) -> None:
    forward = read(str(year), str(month), str(day), None)
    assert forward is not None
    assert (forward.calendar, forward.year, forward.month, forward.day) == (
        calendar_of(year),
        year,
        month,
        day,
    )
    assert read(str(day), str(month), str(year), None) == forward
