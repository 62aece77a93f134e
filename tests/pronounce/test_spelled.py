"""Acronyms sound as their letters do, digits as their numbers."""

import pytest

from narrator.model import Sentence
from narrator.normalize import Normalizer
from narrator.pronounce import Pronouncer


@pytest.mark.parametrize(
    ("written", "phonemes"),
    [
        ("BBZ", ["bibized"]),
        ("AI", ["ejɒj"]),
        ("IK", ["ɒjkej"]),
        ("DVD", ["dividi"]),
        ("F16", ["ef", "ʃɒnzdæh"]),
        ("NATO", ["nɒto"]),
        ("NGOها", ["endʒiohɒ"]),
        ("PDFی", ["pidiefi"]),
    ],
)
def test_letters(written: str, phonemes: list[str]) -> None:
    tokens = Normalizer().paragraph(written).tokens
    words = Pronouncer().words(Sentence(chapter=0, paragraph=0, index=0, tokens=tokens))
    assert [word.phonemes for word in words] == phonemes
    assert {word.written for word in words} == {written}


def test_digits_are_read_as_numbers_not_as_their_homographs() -> None:
    tokens = Normalizer().paragraph("با شماره ۰۲۱-۸۸۷۷۶۶۵۵ تماس گرفت.").tokens
    words = Pronouncer().words(Sentence(chapter=0, paragraph=0, index=0, tokens=tokens))
    assert [word.phonemes for word in words if word.text == "صفر"] == ["sefɾ"]
