"""Single words, sentences with punctuation, and text that is no Persian at all."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.lang import read_table
from narrator.model import Sentence, Span, Token, Word
from narrator.pronounce import Pronouncer

CASES = [
    (row["word"], row["phonemes"]) for _, row in read_table(Path(__file__).parent / "words.tsv")
]


def sentence(*spoken: str) -> Sentence:
    tokens = tuple(
        Token(span=Span(i, i + 1), written=text, kind="word", spoken=text)
        for i, text in enumerate(spoken)
    )
    return Sentence(chapter=0, paragraph=0, index=0, tokens=tokens)


def read(*spoken: str) -> tuple[Word, ...]:
    return Pronouncer().words(sentence(*spoken))


@pytest.mark.parametrize(("word", "phonemes"), CASES)
def test_word(word: str, phonemes: str) -> None:
    assert [w.phonemes for w in read(word)] == [phonemes]


def test_words_and_marks_come_in_order() -> None:
    assert [w.text for w in read("سلام", "، ", "دنیا", "!")] == ["سلام", "،", "دنیا", "!"]


def test_a_spoken_number_gives_its_words() -> None:
    assert [w.phonemes for w in read("دو هزار و بیست")] == ["do", "hezɒɾ", "væ", "bist"]


def test_written_ezafe_is_heard() -> None:
    words = read("خانهٔ ما", " ", "کتابِ من", " ", "بچه‌ی او", " ", "کشورهای دیگر")
    assert [w.text for w in words if w.ezafe] == ["خانهٔ", "کتابِ", "بچه‌ی", "کشورهای"]
    assert words[0].phonemes == "xɒneje"
    assert words[2].phonemes == "ketɒbe"


def test_a_sukun_at_the_end_rules_ezafe_out() -> None:
    assert [word.ezafe for word in read("کتاب", " ", "بزرگ")] == [True, False]
    plain, _ = read("کتابْ", " ", "بزرگ")
    assert (plain.phonemes, plain.ezafe) == ("ketɒb", False)
    assert not any(word.ezafe for word in read("کشورهایْ", " ", "دیگر"))


def test_a_mark_has_no_phonemes() -> None:
    assert [w.phonemes for w in read("«", "»", "…")] == ["", "", ""]


@given(st.text(max_size=40))
def test_any_text_is_read_without_complaint(text: str) -> None:
    assert all(w.text for w in read(text))


def test_a_monster_of_a_word_is_read() -> None:
    (word,) = read("ب" * 500)
    assert len(word.phonemes) >= 500
