"""Normal forms and letter groups: what training and reading must agree on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.pronounce.features import BUCKETS, letter_groups, normal_form, shows_ezafe


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("كتابي", "کتابی"),
        ("کِتابِ", "کتاب"),
        ("خانه‌ی", "خانهٔ"),
        ("خانۀ", "خانهٔ"),
        ("خانهٔ", "خانهٔ"),
        ("تأکید", "تاکید"),
        ("مـــرد", "مرد"),
        ("می‌رود", "می‌رود"),
        ("\u200cها", "ها"),
        ("", ""),
    ],
)
def test_normal_form(word: str, form: str) -> None:
    assert normal_form(word) == form


@given(st.text(alphabet="کتابخانهی\u200c\u0650\u0654يك", max_size=20))
def test_normal_form_is_stable(word: str) -> None:
    assert normal_form(normal_form(word)) == normal_form(word)


@pytest.mark.parametrize(
    ("word", "shown"),
    [("کتابِ", True), ("خانهٔ", True), ("خانه‌ی", True), ("خانه", False), ("کِتاب", False)],
)
def test_shows_ezafe(word: str, shown: bool) -> None:
    assert shows_ezafe(word) is shown


@given(st.text(max_size=30))
def test_letter_groups_are_buckets(word: str) -> None:
    groups = letter_groups(word)
    assert all(0 <= group < BUCKETS for group in groups)
    assert len(groups) <= 40
