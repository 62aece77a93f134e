"""Coqui voices: VITS, GlowTTS with or without a vocoder, and the MMS voices of fairseq.

The voice is given our phonemes by their ids: Coqui's own phonemizer, which drops
Persian punctuation, its sentence splitter and its silences are not used. Nor are
sentences batched on a GPU: Coqui draws the noise of a batch as one, so that a take
would sound otherwise beside other sentences. Workers share the GPU instead.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from narrator.engines import EngineInfo, Speaker, installed
from narrator.engines.ipa import Alphabet, script, times
from narrator.engines.voices import model_folder
from narrator.errors import DataError, EngineUnavailable, SynthesisError
from narrator.model import Audio, Hertz, Prosody, Utterance, Voice

if TYPE_CHECKING:
    from narrator.engines.coqui_model import Model


class CoquiEngine:
    info = EngineInfo(
        name="coqui",
        version=installed("coqui-tts"),
        accepts="phonemes",
        alphabet="voice",
        max_length=300,  # memory grows with the square: 8,000 characters took 23 GB
        word_times=True,
        threads=True,
        devices=("cuda", "cpu"),
        licence="MPL-2.0",
        requires=("TTS", "torch"),
        install="pip install 'narrator[coqui]'",
    )

    def script(self, utterance: Utterance, voice: Voice) -> str:
        return script(utterance, voice)

    def open(self, voice: Voice) -> Speaker:
        folder = model_folder(voice)
        try:
            from narrator.engines.coqui_model import Model
        except Exception as error:  # versions that do not fit each other fail in many ways
            why = f"voice {voice.id} needs Coqui ({type(error).__name__}: {error})"
            raise EngineUnavailable(f"{' '.join(why.split())}: {self.info.install}") from error
        device = str(voice.options.get("device", "auto"))
        threads = int(voice.options.get("threads", 1))  # one worker more is faster
        return CoquiSpeaker(voice, Model(folder, device=device, threads=threads))


class CoquiSpeaker:
    def __init__(self, voice: Voice, model: "Model") -> None:
        """Raises DataError where ``model`` is not what the voice's TOML says."""
        if model.sample_rate != voice.sample_rate:
            raise DataError(
                model.config_path,
                None,
                f"says {model.sample_rate} Hz, voice {voice.id} {voice.sample_rate} Hz",
            )
        self._alphabet = Alphabet(voice, model.symbols)
        self._speaker = model.speaker(voice.options.get("speaker"))
        self._rate = Hertz(model.sample_rate)
        self._model: Model | None = model

    def speak(self, script: str, prosody: Prosody, seed: int = 0) -> Iterator[Audio]:
        if self._model is None:
            raise SynthesisError("the voice was closed")
        if len(script) > CoquiEngine.info.max_length:
            raise SynthesisError(f"{len(script)} characters are too long for Coqui: {script[:60]}")
        symbols = self._alphabet.spell(script)
        if all(symbol.word < 0 for symbol in symbols):
            raise SynthesisError(f"nothing to say in: {script[:60]!r}")
        samples, lead, taken = self._model.speak(
            [symbol.text for symbol in symbols], self._speaker, prosody.pace, seed
        )
        yield Audio(
            samples=np.clip(samples, -1, 1),
            sample_rate=self._rate,
            words=times(symbols, taken, lead),
        )

    def close(self) -> None:
        self._model = None


ENGINE = CoquiEngine()
