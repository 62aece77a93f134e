"""espeak-ng, the embedded voice: nothing to download, everything spoken at once.

It is given phonemes, so ezafe and homographs sound as the pronunciation stage
decided; sentences in English are given as text to its English voice.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import numpy as np

from narrator import espeakng
from narrator.engines import EngineInfo, Speaker
from narrator.engines.phonemes import VOWELS, stressed
from narrator.errors import DataError, SynthesisError
from narrator.lang import data_path, table
from narrator.model import Audio, Prosody, Span, Utterance, Voice, Word

_DEFAULT_RATE = 160  # words a minute; read Persian is slower than espeak-ng's 175
_PITCH_STEPS_A_SEMITONE = 5.6  # of espeak-ng's 0..100 scale, measured on the fa voice
_PAUSES = {"،": ",", "؛": ";", ":": ":", ".": ".", "؟": "?", "!": "!", "…": ".", "—": ",", "–": ","}
_PAUSES |= {"(": ",", ")": ","}


class EspeakEngine:
    info = EngineInfo(
        name="espeak",
        version=espeakng.VERSION,
        accepts="phonemes",
        alphabet="espeak",
        max_length=1200,
        word_times=True,
        pitch=True,
        licence="GPL-3.0-or-later",
    )

    def script(self, utterance: Utterance, voice: Voice) -> str:
        if not voice.language.startswith("fa"):
            return utterance.sentence.written
        clauses: list[str] = []
        words: list[str] = []
        for word in utterance.words:
            if word.phonemes:
                words.append(mnemonics(word))
            elif pause := _PAUSES.get(word.text):
                if words:
                    clauses.append(f"[[{' '.join(words)}]]{pause}")
                    words = []
                elif clauses and clauses[-1].endswith(","):  # «(دیروز).» ends a sentence
                    clauses[-1] = clauses[-1][:-1] + pause
        if words:
            clauses.append(f"[[{' '.join(words)}]]")
        return " ".join(clauses)

    def open(self, voice: Voice) -> Speaker:
        return EspeakSpeaker(voice)


class EspeakSpeaker:
    def __init__(self, voice: Voice) -> None:
        name = str(voice.options.get("voice", voice.language))
        self._name = f"{name}+{voice.variant}" if voice.variant else name
        self._rate = int(voice.options.get("rate", _DEFAULT_RATE))

    def speak(self, script: str, prosody: Prosody, seed: int = 0) -> Iterator[Audio]:  # noqa: ARG002 (nothing is drawn)
        speech = espeakng.speak(
            script,
            voice=self._name,
            rate=min(450, max(80, round(self._rate * prosody.pace))),
            pitch=min(100, max(0, round(50 + _PITCH_STEPS_A_SEMITONE * prosody.pitch))),
        )
        if not speech.samples.any():
            raise SynthesisError(f"espeak-ng made no sound of: {script[:60]}")
        words = _times(script, speech)
        yield Audio(samples=speech.samples, sample_rate=espeakng.SAMPLE_RATE, words=words)

    def close(self) -> None:
        pass


def _times(script: str, speech: espeakng.Speech) -> tuple[Span, ...]:
    """A span for each word of ``script``, up to the next; its pause is part of it.

    espeak-ng tells of some words twice (2024) and of some not at all («of the» is one to
    it): those share the time between their neighbours.
    """
    places = [word.start() for word in re.finditer(r"\S+", script)]
    starts = {0: 0}
    for place, sample in speech.words:
        starts.setdefault(max(0, bisect_right(places, place) - 1), sample)
    starts[len(places)] = len(speech.samples)
    known = sorted(starts)
    times = np.interp(range(len(places) + 1), known, [starts[index] for index in known])
    return tuple(Span(int(start), int(stop)) for start, stop in pairwise(times))


def mnemonics(word: Word) -> str:
    """``word`` in espeak-ng's phoneme names, stressed: «کتابِ» ``ketɒbe`` -> ``ket'Abe``."""
    return stressed(word, _names(), "'")


@cache
def _names() -> dict[str, str]:
    names = {row["ipa"]: row["espeak"] for row in table("espeak_phonemes")}
    if missing := [vowel for vowel in VOWELS if vowel not in names]:
        raise DataError(data_path("espeak_phonemes.tsv"), None, f"lacks {', '.join(missing)}")
    return names


ENGINE = EspeakEngine()
