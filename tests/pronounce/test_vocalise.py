"""Vowel marks out of phonemes, and vowel marks that choose a reading."""

import pytest

from narrator.model import Word
from narrator.pronounce import Pronouncer
from narrator.pronounce.marks import heed
from narrator.pronounce.vocalise import vocalise
from pronounce.test_words import sentence


@pytest.mark.parametrize(
    ("text", "phonemes", "ezafe", "marked"),
    [
        ("کتاب", "ketɒbe", True, "کِتابِ"),
        ("خانه", "xɒneje", True, "خانِهٔ"),
        ("خانهٔ", "xɒneje", True, "خانِهٔ"),
        ("معلم", "moʔællem", False, "مُعَلِّم"),
        ("صدای", "sedɒje", True, "صِدایِ"),
        ("تاثیر", "tæʔsiɾ", False, "تَأثیر"),
        ("کتاب", "divɒɾ", False, "کتاب"),
        ("،", "", False, "،"),
    ],
)
def test_vocalised(text: str, phonemes: str, ezafe: bool, marked: str) -> None:
    assert vocalise(Word(text=text, phonemes=phonemes, ezafe=ezafe)) == marked


def test_marks_choose_among_readings() -> None:
    assert heed("مُلک", ("melk", "molk")) == "molk"
    assert heed("مَلِک", ("melk", "malek")) == "malek"
    assert heed("ملک", ("melk", "molk")) is None


def test_marks_spell_a_reading_nobody_knows() -> None:
    assert heed("کُتاب", ("ketAb",)) == "kotAb"


def test_a_marked_word_is_read_as_marked() -> None:
    (word,) = Pronouncer().words(sentence("نُه"))
    assert word.phonemes == "noh"
