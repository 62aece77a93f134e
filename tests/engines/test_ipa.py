"""What neural voices are given, and how it is spelled with the symbols each of them knows."""

import pytest

from narrator.engines.ipa import Alphabet, Symbol, script, times
from narrator.errors import DataError, SynthesisError
from narrator.lang import table
from narrator.model import Hertz, Span, Utterance, Voice, Word
from narrator.testing import utterance

VOICE = Voice(id="v", engine="piper", language="fa", sample_rate=Hertz(22050))
LETTERS = Voice(id="l", engine="coqui", language="fa", sample_rate=Hertz(16000), alphabet="letters")
ENGLISH = Voice(id="e", engine="piper", language="en", sample_rate=Hertz(22050))
KNOWN = frozenset("abdefhijklmnopqrstuvxzɑɡʃʒʔˈː1 ,.?!;:")


def said(*words: tuple[str, str], ezafe: int = -1, voice: Voice = VOICE) -> str:
    """The script for ``words``; the one at ``ezafe`` is read with it."""
    plain = utterance(*words)
    marked = tuple(
        Word(text=word.text, phonemes=word.phonemes, ezafe=at == ezafe)
        for at, word in enumerate(plain.words)
    )
    return script(Utterance(sentence=plain.sentence, words=marked), voice)


@pytest.mark.parametrize(
    ("words", "ezafe", "expected"),
    [
        ([("کتاب", "ketɒbe"), ("من", "mæn")], 0, "ketˈɑbe mˈan"),
        ([("خانه", "xɒne")], -1, "xɑnˈeː"),
        ([("خانه", "xɒneje"), ("ما", "mɒ")], 0, "xɑnˈeje mˈɑ"),
        ([("من", "mæn"), ("،", ""), ("قرآن", "ɢoɾʔɒn")], -1, "mˈan, q1orʔˈɑn"),
        ([("حق", "hæɢ"), ("؟", "")], -1, "hˈaq1?"),
        ([("!", ""), ("چوب", "tʃub"), ("؟", ""), ("!", "")], -1, "tʃˈuːb?"),
        ([("می\u200cرود", "miɾævæd"), ("»", "")], -1, "mˈiravad"),
        ([("«", "")], -1, ""),
    ],
)
def test_phonemes(words: list[tuple[str, str]], ezafe: int, expected: str) -> None:
    assert said(*words, ezafe=ezafe) == expected


def test_letters_are_given_as_they_are_written() -> None:
    words = [("خانه", "xɒne"), ("ما", "mɒ"), (".", "")]
    assert said(*words, voice=LETTERS) == "خانه ما."


def test_english_is_read_by_english_rules() -> None:
    assert said(("Hello", "x"), voice=ENGLISH).startswith("həlˈoʊ")


def test_a_phoneme_of_no_language_is_an_error_not_a_gap() -> None:
    with pytest.raises(SynthesisError, match="phoneme 'θ'"):
        said(("", "bɒθ"))


def test_a_voice_is_given_the_first_spelling_it_knows() -> None:
    assert spelled("hˈaq1!", KNOWN) == "hˈaq1!"
    assert spelled("hˈaq1!", KNOWN - {"1"}) == "hˈaq!"
    assert spelled("hˈaq1!", KNOWN - {"1", "q", "!"} | {"ɢ"}) == "hˈaɢ."
    assert spelled("xɑnˈeː", KNOWN - {"ː"}) == "xɑnˈe"


def test_stress_pauses_and_spaces_that_a_voice_lacks_are_left_out() -> None:
    assert spelled("mˈan, ɑq1ˈɑ?", KNOWN - set("ˈ ,.?")) == "manɑq1ɑ"


def spelled(text: str, known: frozenset[str]) -> str:
    return "".join(symbol.text for symbol in Alphabet(VOICE, known).spell(text))


@pytest.mark.parametrize("row", table("voice_phonemes"), ids=lambda row: row["ipa"])
def test_a_voice_that_lacks_a_sound_is_refused(row: dict[str, str]) -> None:
    spellings = [row["voice"], *row["otherwise"].split()]
    used = {symbol for spelling in spellings for symbol in spelling if symbol.isalpha()}
    lacking = KNOWN - used - {"g"}
    if not row["voice"].isalnum():
        assert Alphabet(VOICE, lacking)
    else:
        with pytest.raises(DataError, match=r"voice v: its alphabet has no symbol for"):
            Alphabet(VOICE, lacking)


def test_a_sound_unknown_to_a_voice_is_an_error_not_a_gap() -> None:
    with pytest.raises(SynthesisError, match="voice v has no symbol for 'θ' in: bɑθ"):
        Alphabet(VOICE, KNOWN).spell("mˈan bɑθ")


def test_a_voice_of_letters_needs_no_phonemes() -> None:
    symbols = Alphabet(LETTERS, frozenset("کتابمن ")).spell("کِتاب‌ِ من.")
    assert "".join(symbol.text for symbol in symbols) == "کتاب من"


def test_times_of_words_leave_pauses_out() -> None:
    symbols = [Symbol("a", 0), Symbol(",", -1), Symbol(" ", -1), Symbol("b", 1), Symbol("c", 1)]
    assert times(symbols, [10, 20, 5, 7, 8], lead=100) == (Span(100, 110), Span(135, 150))
