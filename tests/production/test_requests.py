"""What engines are asked for."""

from dataclasses import replace

import pytest

from narrator.config import Settings
from narrator.model import Hertz, Sentence, Utterance, Voice, Word
from narrator.production import requests
from narrator.testing import utterance

FAR = Voice(id="far", engine="remote", language="fa", sample_rate=Hertz(24000))


@pytest.mark.parametrize(
    ("engine", "expected"), [("remote", "کِتابِ مَن."), ("espeak", "[[ket'Abe m'an]].")]
)
def test_engines_that_take_text_get_it_with_its_vowels(
    engine: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requests, "voice", lambda _: replace(FAR, engine=engine))
    words = (
        Word(text="کتاب", phonemes="ketɒbe", ezafe=True),
        Word(text="من", phonemes="mæn"),
        Word(text=".", phonemes=""),
    )
    sentence: Sentence = utterance(("کتاب", "x"), ("من", "x"), (".", "")).sentence
    ((_, request),) = requests.requests_for(Utterance(sentence=sentence, words=words), Settings())
    assert request.script == expected
