"""The embedded voice: what it is given, and that the same gives the same sound."""

from dataclasses import replace

import numpy as np
import pytest

from narrator import espeakng
from narrator.engines.espeak import ENGINE, mnemonics
from narrator.engines.voices import voice
from narrator.errors import SynthesisError, VoiceNotFound
from narrator.master.take import finish
from narrator.model import Audio, Hertz, Prosody, Sentence, Span, Token, Utterance, Voice, Word
from narrator.testing import EngineContract

VOICE = Voice(id="v", engine="espeak", language="fa", sample_rate=Hertz(22050))
ENGLISH = Voice(id="e", engine="espeak", language="en", sample_rate=Hertz(22050))


class TestContract(EngineContract):
    engine = ENGINE
    voice = VOICE


def utterance(*words: Word, written: str = "متن") -> Utterance:
    token = Token(span=Span(0, len(written)), written=written, kind="word", spoken=written)
    sentence = Sentence(chapter=0, paragraph=0, index=0, tokens=(token,))
    return Utterance(sentence=sentence, words=words)


def speak(script: str, pace: float = 1.0, pitch: float = 0.0, voice: Voice = VOICE) -> Audio:
    (audio,) = ENGINE.open(voice).speak(script, Prosody(pace=pace, pitch=pitch))
    return audio


@pytest.mark.parametrize(
    ("phonemes", "ezafe", "expected"),
    [
        ("sælɒm", False, "sal'Am"),
        ("ketɒbe", True, "ket'Abe"),
        ("xɒneje", True, "xAn'eje"),
        ("xɒne", False, "xAn'e"),
        ("tʃubi", False, "tSu:b'i:"),
        ("dʒæʔfæɾ", False, "dZa?f'aR"),
        ("vɒɢeʔijæt", False, "vAqe?i:j'at"),
        ("be", True, "b'e"),
        ("v", False, "v"),
    ],
)
def test_mnemonics(phonemes: str, ezafe: bool, expected: str) -> None:
    assert mnemonics(Word(text="", phonemes=phonemes, ezafe=ezafe)) == expected


def test_a_verb_with_mi_is_stressed_in_front() -> None:
    assert mnemonics(Word(text="می\u200cرود", phonemes="miɾævæd")) == "m'i:Ravad"
    assert mnemonics(Word(text="نمی\u200cرود", phonemes="nemiɾævæd")) == "n'emi:Ravad"


def test_a_phoneme_without_a_name_is_an_error_not_a_gap() -> None:
    with pytest.raises(SynthesisError, match="phoneme 'θ'"):
        mnemonics(Word(text="", phonemes="bɒθ"))


def test_script_keeps_words_and_pauses() -> None:
    words = (
        Word(text="«", phonemes=""),
        Word(text="سلام", phonemes="sælɒm"),
        Word(text="،", phonemes=""),
        Word(text="دنیا", phonemes="donjɒ"),
        Word(text="؟", phonemes=""),
    )
    assert ENGINE.script(utterance(*words), VOICE) == "[[sal'Am]], [[donj'A]]?"
    assert ENGINE.script(utterance(Word(text="!", phonemes="")), VOICE) == ""


def test_brackets_are_pauses_and_a_stop_behind_one_still_ends_the_sentence() -> None:
    words = [Word(text=mark, phonemes="") for mark in "(.)"]
    words[1:1] = [Word(text="دنیا", phonemes="donjɒ")]
    said = utterance(Word(text="سلام", phonemes="sælɒm"), words[0], words[1], words[3], words[2])
    assert ENGINE.script(said, VOICE) == "[[sal'Am]], [[donj'A]]."


def test_english_is_given_as_written() -> None:
    assert ENGINE.script(utterance(written="This is it."), ENGLISH) == "This is it."


def test_same_script_same_samples_whatever_was_said_before() -> None:
    first = speak("[[sal'Am donj'A]].").samples
    speak("[[ket'Ab]], [[xAn'e]].")
    espeakng.phonemes("hello")
    np.testing.assert_array_equal(first, speak("[[sal'Am donj'A]].").samples)


def test_pace_and_pitch() -> None:
    script = "[[in jek dZoml'e baR'Aje AzmAj'eS ast]]."
    plain = speak(script)
    assert speak(script, pace=2.0).seconds < 0.65 * plain.seconds
    assert speak(script, pace=0.5).seconds > 1.6 * plain.seconds
    semitones = 12 * np.log2(fundamental(speak(script, pitch=3.0)) / fundamental(plain))
    assert semitones == pytest.approx(3.0, abs=0.5)


def fundamental(audio: Audio) -> float:
    """Median pitch in Hz: in each 93 ms, the lag at which the sound is most like itself."""
    pitches = []
    for start in range(0, len(audio.samples) - 2048, 512):
        likeness = np.fft.irfft(np.abs(np.fft.rfft(audio.samples[start : start + 2048], 8192)) ** 2)
        low, high = audio.sample_rate // 350, audio.sample_rate // 60
        lag = low + int(np.argmax(likeness[low:high]))
        if likeness[lag] > 0.6 * likeness[0] > 0:
            pitches.append(audio.sample_rate / lag)
    return float(np.median(pitches))


@pytest.mark.parametrize("variant", [f"m{n}" for n in range(1, 8)] + [f"f{n}" for n in range(1, 5)])
def test_variants_sound_unlike_each_other_and_the_voice(variant: str) -> None:
    script = "[[sal'Am donj'A]]."
    plain = speak(script).samples
    varied = speak(script, voice=voice(f"fa-espeak+{variant}")).samples
    size = min(len(plain), len(varied))
    assert np.abs(plain[:size] - varied[:size]).max() > 0.05


def test_an_unknown_variant_is_an_error_though_espeak_ng_would_take_it() -> None:
    with pytest.raises(VoiceNotFound, match="'fa-espeak' has no variant 'x9'; there are: m1, m2"):
        voice("fa-espeak+x9")


def test_punctuation_is_heard() -> None:
    words = (Word(text="آمد", phonemes="ɒmæd"), Word(text="رفت", phonemes="ɾæft"))
    comma, stop, question = (Word(text=mark, phonemes="") for mark in "،.؟")
    plain = speak(ENGINE.script(utterance(*words, stop), VOICE))
    paused = speak(ENGINE.script(utterance(words[0], comma, words[1], stop), VOICE))
    assert paused.seconds > plain.seconds + 0.1
    goes = Word(text="می\u200cرود", phonemes="miɾævæd")
    told = speak(ENGINE.script(utterance(goes, stop), VOICE))
    asked = speak(ENGINE.script(utterance(goes, question), VOICE))
    ends = [fundamental(replace(a, samples=a.samples[-7000:])) for a in (told, asked)]
    assert ends[1] > 1.1 * ends[0]


def test_words_espeak_ng_tells_of_twice_or_not_at_all_have_one_time_each() -> None:
    text = "This is 2024, Dr. Smith's U.S. trip of the year."
    audio = speak(text, voice=ENGLISH)
    assert len(audio.words) == len(text.split())
    lengths = dict(zip(text.split(), map(len, audio.words), strict=True))
    assert lengths["2024,"] == max(lengths.values())
    assert lengths["of"] > 0.05 * 22050


def test_the_silence_behind_a_sentence_is_cut() -> None:
    audio = speak("[[sal'Am donj'A]]. [[_::]]")
    assert not audio.samples[-10_000:].any()
    finished = finish(audio)
    assert finished.samples[-1000:].any()
    assert finished.words[-1].stop == len(finished.samples)


def test_silence_is_an_error() -> None:
    with pytest.raises(SynthesisError, match="no sound"):
        speak("")


def test_unknown_voice_is_an_error() -> None:
    voice = Voice(
        id="x", engine="espeak", language="fa", sample_rate=Hertz(22050), options={"voice": "xx"}
    )
    with pytest.raises(SynthesisError, match="no voice 'xx'"):
        speak("[[sal'Am]]", voice=voice)


def test_english_phonemes() -> None:
    assert espeakng.phonemes("Moscow", "en-us") == "mˈɑːskoʊ"
    assert espeakng.phonemes("", "en-us") == ""
