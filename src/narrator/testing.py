"""For authors of engines: the contract that every engine passes, and one to test others with.

``EngineContract`` needs no test framework; pytest finds its methods in a subclass:

    class TestMyEngine(EngineContract):
        engine = my_package.ENGINE
        voice = Voice(id="tiny", engine="mine", language="fa", sample_rate=Hertz(22050))

With ``unittest``, derive from ``unittest.TestCase`` as well.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import ClassVar, Self

import numpy as np

from narrator.engines import Engine, EngineInfo, Speaker, whole
from narrator.errors import SynthesisError
from narrator.model import (
    Audio,
    Hertz,
    Prosody,
    Samples,
    Sentence,
    Span,
    Token,
    Utterance,
    Voice,
    Word,
)

GREETING = (("سلام", "sælɒm"), ("دنیای", "donjɒje"), ("من", "mæn"), (".", ""))
CLAUSE = (("کتاب", "ketɒb"), ("را", "ɾɒ"), ("خواندم", "xɒndæm"), ("،", ""))
_SHORTEST_WORD = 0.03  # seconds: nobody speaks faster


def utterance(*words: tuple[str, str]) -> Utterance:
    """An utterance of ``(text, phonemes)`` pairs; without phonemes it is a punctuation mark."""
    tokens: list[Token] = []
    at = 0
    for text, phonemes in words:
        written = f"{text} "
        kind = "word" if phonemes else "punct"
        span = Span(at, at + len(written))
        tokens.append(Token(span=span, written=written, kind=kind, spoken=written))
        at = span.stop
    return Utterance(
        sentence=Sentence(chapter=0, paragraph=0, index=0, tokens=tuple(tokens)),
        words=tuple(Word(text=text, phonemes=said, written=text) for text, said in words),
    )


class EngineContract:
    """What production relies on. A subclass names an engine and a voice of it."""

    engine: ClassVar[Engine]
    voice: ClassVar[Voice]

    def test_info_tells_what_it_must(self) -> None:
        info = self.engine.info
        assert info.name == self.voice.engine, "the voice is of another engine"
        assert info.version, "without a version its takes would never be made anew"
        assert info.max_length > 0
        assert bool(info.alphabet) == (info.accepts == "phonemes"), "phonemes need an alphabet"
        assert info.install or not info.requires, "says what it lacks, not how to get it"

    def test_a_script_has_the_words_of_its_utterance(self) -> None:
        script = self._script(*GREETING)
        assert script == self._script(*GREETING), "the same utterance gave another script"
        if self.engine.info.accepts == "phonemes":
            assert len(script.split()) == 3, f"three words became: {script}"

    def test_nothing_to_say_is_an_empty_script(self) -> None:
        assert self._script() == ""
        assert self._script(("!", ""), ("»", "")) == ""

    def test_sound_is_sound(self) -> None:
        audio = self._say(self._script(*GREETING))
        assert audio.sample_rate == self.voice.sample_rate
        assert audio.samples.dtype == np.float32
        assert audio.samples.ndim == 1
        assert np.abs(audio.samples).max() <= 1.0
        assert audio.seconds >= 3 * _SHORTEST_WORD, f"{audio.seconds} s for three words"

    def test_an_empty_script_is_refused_not_silence(self) -> None:
        for script in ("", " "):
            with suppress(SynthesisError):
                self._say(script)
                raise AssertionError(f"{script!r} gave a sound")

    def test_unknown_symbols_are_refused_or_spoken_around(self) -> None:
        with suppress(SynthesisError):
            script = self._script(("☃", "☃"), *GREETING)
            assert self._say(script).seconds >= 3 * _SHORTEST_WORD

    def test_only_unknown_symbols_are_refused_or_nothing(self) -> None:
        with suppress(SynthesisError):
            script = self._script(("☃", "☃"))
            known = self.engine.info.accepts != "phonemes"
            assert known or not script, "an unknown phoneme became a script"

    def test_long_scripts_are_spoken_to_the_end(self) -> None:
        one = self._say(self._script(*CLAUSE)).seconds
        count = max(1, self.engine.info.max_length // (len(self._script(*CLAUSE)) + 1))
        count = min(count, 12)
        many = self._say(self._script(*CLAUSE * count)).seconds
        assert many > 0.6 * count * one, f"{count} clauses take {many} s, one takes {one} s"

    def test_too_long_a_script_is_refused_or_spoken(self) -> None:
        clause = self._script(*CLAUSE)
        count = self.engine.info.max_length // len(clause) + 2
        with suppress(SynthesisError):
            assert self._say(self._script(*CLAUSE * count)).seconds > 1.0

    def test_the_same_seed_gives_the_same_samples(self) -> None:
        if not self.engine.info.deterministic:
            return
        script = self._script(*GREETING)
        speaker = self.engine.open(self.voice)
        first = _speak(speaker, script, seed=3).samples
        _speak(speaker, self._script(*CLAUSE), seed=4)
        assert np.array_equal(first, _speak(speaker, script, seed=3).samples), "state was kept"
        speaker.close()
        assert np.array_equal(first, self._say(script, seed=3).samples), "loading it anew differs"

    def test_pace_and_pitch_are_heeded(self) -> None:
        script = self._script(*CLAUSE * 3)
        plain = self._say(script)
        if self.engine.info.pace:
            assert self._say(script, Prosody(pace=1.6)).seconds < 0.85 * plain.seconds
        if self.engine.info.pitch:
            higher = self._say(script, Prosody(pitch=4.0)).samples
            assert not np.array_equal(higher, plain.samples)

    def test_word_times_add_up(self) -> None:
        script = self._script(*CLAUSE, *GREETING)
        audio = self._say(script)
        if not self.engine.info.word_times:
            assert audio.words == ()
            return
        assert len(audio.words) == len(script.split()), "a time for each word, no more"
        ends = [end for word in audio.words for end in (word.start, word.stop)]
        assert ends == sorted(ends), f"times go back: {audio.words}"
        assert ends[0] >= 0
        assert ends[-1] <= len(audio.samples), "a word ends behind the sound"
        assert min(map(len, audio.words)) > 0, "a word takes no time"
        heard = sum(float(np.abs(audio.samples[w.start : w.stop]).sum()) for w in audio.words)
        assert heard > 0.8 * np.abs(audio.samples).sum(), "the sound is elsewhere"

    def test_a_killed_worker_leaves_nothing_behind(self) -> None:
        script = self._script(*GREETING)
        with _child(self.engine, self.voice, script) as killed:
            killed.recv()
            assert killed.pid is not None
            os.kill(killed.pid, signal.SIGKILL)
        with _child(self.engine, self.voice, script) as fresh:
            samples = fresh.recv()
        if self.engine.info.deterministic:
            assert np.array_equal(samples, self._say(script).samples)

    def test_closing_twice_and_opening_again(self) -> None:
        speaker = self.engine.open(self.voice)
        speaker.close()
        speaker.close()
        assert self._say(self._script(*GREETING)).samples.any()

    def _script(self, *words: tuple[str, str]) -> str:
        return self.engine.script(utterance(*words), self.voice)

    def _say(self, script: str, prosody: Prosody | None = None, seed: int = 0) -> Audio:
        speaker = self.engine.open(self.voice)
        try:
            return _speak(speaker, script, prosody, seed)
        finally:
            speaker.close()


def _speak(speaker: Speaker, script: str, prosody: Prosody | None = None, seed: int = 0) -> Audio:
    return whole(speaker.speak(script, prosody or Prosody(), seed), script)


class _child:  # noqa: N801 (a context manager, like those of contextlib)
    """A process that speaks ``script`` over and over, and sends each take."""

    def __init__(self, engine: Engine, voice: Voice, script: str) -> None:
        context = get_context("spawn")
        self._pipe, end = context.Pipe(duplex=False)
        self._process = context.Process(target=_speak_on, args=(engine, voice, script, end))
        self._process.start()
        end.close()
        self.pid = self._process.pid

    def recv(self) -> Samples:
        samples: Samples = self._pipe.recv()
        return samples

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.kill()
        self._process.join()
        self._process.close()
        self._pipe.close()


def _speak_on(engine: Engine, voice: Voice, script: str, pipe: Connection) -> None:
    speaker = engine.open(voice)
    with suppress(BrokenPipeError):
        while True:
            pipe.send(_speak(speaker, script).samples)


class FakeEngine:
    """Hums a tone for each word, of a length known beforehand, and goes wrong when told to.

    A voice's option ``mischief`` says how: "nan", "silence", "clip", "long", "refuse" or
    "die"; with ``seeds``, only for seeds under it, so that another take is sound.
    """

    SECONDS_A_PHONEME = 0.07
    info = EngineInfo(
        name="fake",
        version="1",
        accepts="phonemes",
        alphabet="ipa",
        max_length=300,
        word_times=True,
        pitch=True,
        licence="GPL-3.0-or-later",
    )

    def script(self, utterance: Utterance, voice: Voice) -> str:  # noqa: ARG002 (a protocol)
        said = ""
        for word in utterance.words:
            if word.phonemes and not word.phonemes.isalpha():
                raise SynthesisError(f"'{word.phonemes}' is no IPA")
            if word.phonemes:
                said += f" {word.phonemes}"
            elif said:
                said += word.text
        return said.strip()

    def open(self, voice: Voice) -> Speaker:
        return FakeSpeaker(voice)


class FakeSpeaker:
    def __init__(self, voice: Voice) -> None:
        self._rate = voice.sample_rate
        self._mischief = str(voice.options.get("mischief", ""))
        self._seeds = int(voice.options.get("seeds", 1_000_000))

    def speak(self, script: str, prosody: Prosody, seed: int = 0) -> Iterator[Audio]:
        mischief = self._mischief if seed < self._seeds else ""
        if mischief == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if mischief == "refuse":
            raise SynthesisError(f"refused: {script}")
        slower = 40.0 if mischief == "long" else 1.0
        for word in script.split():
            seconds = slower * len(word) * FakeEngine.SECONDS_A_PHONEME / prosody.pace
            yield self._tone(seconds, 220.0 * 2 ** (prosody.pitch / 12), mischief)

    def _tone(self, seconds: float, pitch: float, mischief: str) -> Audio:
        loud = {"nan": np.nan, "silence": 0.0, "clip": 9.0}.get(mischief, 0.3)
        times = np.arange(round(seconds * self._rate)) / self._rate
        tone = np.clip(loud * np.sin(2 * np.pi * pitch * times), -1, 1).astype(np.float32)
        return Audio(samples=tone, sample_rate=Hertz(self._rate), words=(Span(0, len(tone)),))

    def close(self) -> None:
        pass


FAKE = FakeEngine()
