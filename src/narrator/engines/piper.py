"""Piper voices: one ``.onnx`` and its ``.onnx.json``, many times faster than speech on one core.

The voice is given our phonemes by their ids, never text; Piper's own front end is not used.
"""

import json
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from narrator.engines import EngineInfo, Speaker, installed
from narrator.engines.ipa import Alphabet, Symbol, script, times
from narrator.engines.voices import model_folder
from narrator.errors import DataError, EngineUnavailable, SynthesisError, VoiceNotFound
from narrator.model import Audio, Hertz, Prosody, Span, Utterance, Voice

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from piper import PiperConfig, PiperVoice

_RETAKE_NOISE = 0.333
"""Half of what voices are trained with: another take sounds a little different, not worse."""


class PiperEngine:
    info = EngineInfo(
        name="piper",
        version=installed("piper-tts"),
        accepts="phonemes",
        alphabet="voice",
        max_length=400,
        word_times=True,
        threads=True,
        licence="GPL-3.0-or-later",
        requires=("piper", "onnx"),
        install="pip install 'narrator[piper]'",
    )

    def script(self, utterance: Utterance, voice: Voice) -> str:
        return script(utterance, voice)

    def open(self, voice: Voice) -> Speaker:
        try:
            import onnx  # noqa: F401 (for the word times)
            import piper  # noqa: F401
        except ImportError as error:
            raise EngineUnavailable(f"voice {voice.id} needs Piper: {self.info.install}") from error
        logging.getLogger("piper").setLevel(logging.ERROR)
        return PiperSpeaker(voice)


class PiperSpeaker:
    """A voice on one thread: one worker more is faster than one thread more.

    Its option ``threads`` says otherwise.
    """

    def __init__(self, voice: Voice) -> None:
        """Raises VoiceNotFound or DataError."""
        self._path = _model(model_folder(voice))
        self._config = _config(self._path, voice)
        self._alphabet = Alphabet(voice, self._config.phoneme_id_map)
        self._noise = float(voice.options.get("noise", 0.0))
        self._threads = int(voice.options.get("threads", 1))
        self._session: InferenceSession | None = self._load()
        self._number = int(voice.options.get("speaker", self._config.default_speaker_id))
        if not 0 <= self._number < max(1, self._config.num_speakers):
            last = self._config.num_speakers - 1
            raise DataError(self._path, None, f"has speakers 0 to {last}, not {self._number}")
        self._try_last_id()

    def speak(self, script: str, prosody: Prosody, seed: int = 0) -> Iterator[Audio]:
        if len(script) > PiperEngine.info.max_length:
            raise SynthesisError(f"{len(script)} characters are too long for Piper: {script[:60]}")
        symbols = self._alphabet.spell(script)
        if all(symbol.word < 0 for symbol in symbols):
            raise SynthesisError(f"nothing to say in: {script[:60]!r}")
        voice = self._voice(seed)
        ids = voice.phonemes_to_ids([symbol.text for symbol in symbols])
        sound, counts = self._run(voice, ids, prosody, seed)
        words = () if counts is None else self._times(symbols, counts)
        if words and words[-1].stop > len(sound):
            words = ()  # the voice's hop_length is not that of its model
        yield Audio(samples=sound, sample_rate=Hertz(self._config.sample_rate), words=words)

    def close(self) -> None:
        self._session = None

    def _load(self, seed: int = 0) -> "InferenceSession":
        return _session(self._path, seed, self._threads)

    def _voice(self, seed: int) -> "PiperVoice":
        from piper import PiperVoice

        if self._session is None:
            raise SynthesisError("the voice was closed")
        # A session draws its noise on from take to take; a new one begins anew at the seed.
        session = self._load(seed) if self._noise or seed else self._session
        return PiperVoice(session=session, config=self._config)

    def _run(
        self, voice: "PiperVoice", ids: list[int], prosody: Prosody, seed: int
    ) -> tuple[np.ndarray, np.ndarray | None]:
        """Samples, and how many of them each id has taken where the model tells."""
        from piper import SynthesisConfig

        noise = self._noise or (_RETAKE_NOISE if seed else 0.0)
        style = SynthesisConfig(
            speaker_id=self._number,
            length_scale=self._config.length_scale / prosody.pace,
            noise_scale=noise,
            noise_w_scale=noise,
        )
        try:
            sound, counts = voice.phoneme_ids_to_audio(ids, style, include_alignments=True)
        except Exception as error:  # onnxruntime's errors have no common root but this
            raise SynthesisError(f"{self._path}: {_line(error)}") from error
        return np.clip(np.atleast_1d(sound), -1, 1).astype(np.float32), counts

    def _times(self, symbols: Sequence[Symbol], counts: np.ndarray) -> tuple[Span, ...]:
        """``counts`` are of the start and its padding, then of each symbol and its padding."""
        sizes = [len(self._config.phoneme_id_map[symbol.text]) + 1 for symbol in symbols]
        bounds = np.cumsum([2, *sizes])
        taken = [int(part.sum()) for part in np.split(counts, bounds)[1:-1]]
        return times(symbols, taken, int(counts[:2].sum()))

    def _try_last_id(self) -> None:
        """A model of fewer symbols than its JSON is another voice's: found now, not mid-book."""
        try:
            # Twice, as the lengths of a single id are lost in models that Coqui exports.
            self._run(self._voice(0), [_last_id(self._config)] * 2, Prosody(), 0)
        except SynthesisError as error:
            raise DataError(
                self._path, None, f"does not go with its {self._path.name}.json"
            ) from error


def _model(folder: Path) -> Path:
    found = sorted(folder.glob("*.onnx"))
    if len(found) != 1:
        raise VoiceNotFound(f"{folder}: one .onnx file is needed, {len(found)} are there")
    return found[0]


def _config(model: Path, voice: Voice) -> "PiperConfig":
    from piper import PiperConfig

    path = model.with_name(f"{model.name}.json")
    try:
        config = PiperConfig.from_dict(json.loads(path.read_text(encoding="utf-8")))
        _last_id(config)
    except FileNotFoundError as error:
        raise VoiceNotFound(f"{path}: is missing; every Piper voice comes with one") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(path, None, f"is no Piper voice's JSON ({_line(error)})") from error
    if config.sample_rate != voice.sample_rate:
        raise DataError(
            path, None, f"says {config.sample_rate} Hz, voice {voice.id} {voice.sample_rate} Hz"
        )
    return config


def _last_id(config: "PiperConfig") -> int:
    return max(max(ids) for ids in config.phoneme_id_map.values())


def _session(path: Path, seed: int, threads: int) -> "InferenceSession":
    """The model, made to tell how long each id sounds."""
    import onnxruntime
    from onnx import load
    from piper.patch_voice_with_alignment import add_alignment_output

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 4  # what goes wrong is raised as well
    onnxruntime.set_seed(seed)
    try:
        model = load(path, load_external_data=False)
        try:
            add_alignment_output(model)
        except ValueError:
            logging.getLogger(__name__).debug("%s tells no word times", path)
        return onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # protobuf's, onnxruntime's and the system's
        raise DataError(path, None, f"is no ONNX model ({_line(error)})") from error


def _line(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:120]}"


ENGINE = PiperEngine()
