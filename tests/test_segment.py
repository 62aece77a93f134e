"""Sentences end where a reader stops, and nowhere inside a token."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.normalize import Normalizer
from narrator.segment import MAX_LENGTH, sentences


def split(text: str) -> list[str]:
    tokens = Normalizer().paragraph(text).tokens
    return ["".join(token.written for token in part).strip() for part in sentences(tokens)]


@pytest.mark.parametrize(
    "parts",
    [
        ["او آمد.", "من رفتم."],
        ["آیا آمد؟", "بله!", "آمد."],
        ["گفت: «می‌آیم.»", "و رفت."],
        ["نرخ ۳.۵ درصد شد.", "بازار آرام ماند."],
        ["چه شد؟!", "هیچ..."],
        ["نه…", "شاید فردا."],
        ["(او گفت نمی‌آید.)", "و نیامد."],
        ["بی‌نقطه تمام می‌شود"],
    ],
)
def test_ends(parts: list[str]) -> None:
    assert split(" ".join(parts)) == parts


def test_stop_without_space_still_ends_a_sentence() -> None:
    assert split("او رفت.من ماندم.") == ["او رفت.", "من ماندم."]


def test_long_sentence_breaks_at_clause_marks() -> None:
    clause = "این جمله هنوز ادامه دارد و تمام نمی‌شود، "
    parts = split(clause * 40)
    assert len(parts) > 3
    assert all(len(part) <= MAX_LENGTH for part in parts)
    assert all(part.endswith("،") for part in parts)


def test_endless_paragraph_is_broken_between_words() -> None:
    parts = split("واژه " * 40_000)
    assert "".join(parts).replace(" ", "") == "واژه" * 40_000
    assert max(map(len, parts)) <= MAX_LENGTH


@given(st.text(alphabet="اب ۱.،؟!»«()\u200c\nab", max_size=200))
def test_sentences_tile_the_tokens(text: str) -> None:
    tokens = Normalizer().paragraph(text).tokens
    assert [token for part in sentences(tokens) for token in part] == list(tokens)
