"""Acronyms sound as their letters do, digits as their numbers."""

import pytest

from narrator.model import Sentence, Span, Token
from narrator.normalize import Normalizer
from narrator.pronounce import Pronouncer
from narrator.pronounce.spelled import spelled


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


def test_thousands_of_letters_in_a_row_are_named_one_by_one() -> None:
    names = "\u200c".join(["کی"] * 5000)
    token = Token(span=Span(0, 5000), written="k" * 5000, kind="acronym", spoken=names, rule="x")
    assert spelled(token, [names]) == {0: "key" * 5000}
    assert spelled(token, [f"{names}\u200cها"]) == {0: "key" * 5000 + "hA"}
