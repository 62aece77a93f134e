"""The contract holds for a sound engine, and catches those that break it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

import numpy as np
import pytest

from narrator.engines import Engine
from narrator.errors import SynthesisError
from narrator.model import Audio, Hertz, Prosody, Span, Voice
from narrator.testing import CLAUSE, FAKE, EngineContract, FakeEngine, FakeSpeaker, utterance

VOICE = Voice(id="fake", engine="fake", language="fa", sample_rate=Hertz(22050))


class TestFake(EngineContract):
    engine = FAKE
    voice = VOICE


class Broken(FakeEngine):
    """A fake engine whose sound is spoilt by ``spoil``."""

    def open(self, voice: Voice) -> "Broken":
        self._speaker = FakeSpeaker(voice)
        return self

    def speak(self, script: str, prosody: Prosody, seed: int = 0) -> Iterator[Audio]:
        for audio in self._speaker.speak(script, prosody, seed):
            yield self.spoil(audio)

    def close(self) -> None:
        pass

    def spoil(self, audio: Audio) -> Audio:
        return audio


class Loud(Broken):
    def spoil(self, audio: Audio) -> Audio:
        return replace(audio, samples=audio.samples * 9)


class Random(Broken):
    def spoil(self, audio: Audio) -> Audio:
        noise = np.random.default_rng().uniform(0, 0.1, len(audio.samples))
        return replace(audio, samples=audio.samples + noise.astype(np.float32))


class Late(Broken):
    def spoil(self, audio: Audio) -> Audio:
        return replace(audio, words=(Span(5, len(audio.samples) + 5),))


class Hasty(Broken):
    def speak(self, script: str, prosody: Prosody, seed: int = 0) -> Iterator[Audio]:
        yield from list(super().speak(script, prosody, seed))[:4]


class Patient(Broken):
    def speak(self, script: str, prosody: Prosody, seed: int = 0) -> Iterator[Audio]:
        yield from super().speak(script, Prosody(), seed)


class Chatty(Broken):
    def speak(self, script: str, prosody: Prosody, seed: int = 0) -> Iterator[Audio]:
        yield from super().speak(script.strip() or "sælɒm", prosody, seed)


@pytest.mark.parametrize(
    ("engine", "check"),
    [
        (Loud(), "sound_is_sound"),
        (Random(), "the_same_seed_gives_the_same_samples"),
        (Late(), "word_times_add_up"),
        (Hasty(), "long_scripts_are_spoken_to_the_end"),
        (Patient(), "pace_and_pitch_are_heeded"),
        (Chatty(), "an_empty_script_is_refused_not_silence"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Broken) else "",
)
def test_a_broken_engine_is_caught(engine: Engine, check: str) -> None:
    class Contract(EngineContract):
        __test__: ClassVar[bool] = False
        voice = VOICE

    Contract.engine = engine
    with pytest.raises(AssertionError):
        getattr(Contract(), f"test_{check}")()


def test_mischief_ends_with_the_seeds_it_is_told_for() -> None:
    voice = replace(VOICE, options={"mischief": "refuse", "seeds": 1})
    script = FAKE.script(utterance(*CLAUSE), voice)
    with pytest.raises(SynthesisError, match="refused"):
        list(FAKE.open(voice).speak(script, Prosody(), 0))
    assert list(FAKE.open(voice).speak(script, Prosody(), 1))
