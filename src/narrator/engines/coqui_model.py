"""A Coqui model in its folder: ``config.json``, one ``.pth``, maybe ``vocoder/`` or ``vocab.txt``.

Imports torch and Coqui, gigabytes of them: only for a voice that is opened. A model runs
no code: its weights are loaded as plain weights, classes and paths in its config are not
followed.
"""

import json
import logging
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from pickle import UnpicklingError
from typing import Any
from zipfile import is_zipfile

import numpy as np

from narrator.errors import (
    DataError,
    EngineUnavailable,
    NarratorError,
    SynthesisError,
    VoiceNotFound,
)
from narrator.model import Samples

with warnings.catch_warnings():  # of what their own packages will change some day
    warnings.simplefilter("ignore")
    import torch
    from TTS.config import load_config
    from TTS.tts.configs.glow_tts_config import GlowTTSConfig
    from TTS.tts.configs.vits_config import VitsConfig
    from TTS.tts.models.glow_tts import GlowTTS
    from TTS.tts.models.vits import Vits
    from TTS.tts.utils.synthesis import inv_spectrogram
    from TTS.tts.utils.text.characters import Graphemes, IPAPhonemes
    from TTS.utils.audio import AudioProcessor
    from TTS.vocoder.models import setup_model as setup_vocoder
    from TTS.vocoder.utils.generic_utils import interpolate_vocoder_input

_KINDS = {"vits": (VitsConfig, Vits), "glow_tts": (GlowTTSConfig, GlowTTS)}
_CHARACTERS = ("TTS.tts.utils.text.characters.", "TTS.tts.models.vits.")
_SPEAKERS = ("speakers.pth", "speakers.json", "speaker_ids.json", "speaker_ids.pth")
_TRAINED_WITH = ("disc.", "speaker_encoder.")
"""Parts of a checkpoint that only its training needs; half of it."""


class Model:
    """A model that is loaded and speaks."""

    def __init__(self, folder: Path, *, device: str, threads: int) -> None:
        """``device`` is "cpu", "cuda" or "auto": a GPU where there is one.

        Raises:
            VoiceNotFound: a file is missing.
            DataError: one is damaged, dangerous, or does not go with the others.
            EngineUnavailable: there is no such device.
        """
        for name in ("TTS", "trainer"):
            logging.getLogger(name).setLevel(logging.ERROR)
        torch.set_num_threads(threads)
        self.config_path = folder / "config.json"
        self._device = _device(device)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._model = (_fairseq if (folder / "vocab.txt").is_file() else _coqui)(folder)
            self._model.to(self._device)
            vocoder = folder / "vocoder"
            self._vocoder = _Vocoder(vocoder, self._device) if vocoder.is_dir() else None
        self.symbols = frozenset(self._model.tokenizer.characters.vocab)
        audio = self._vocoder.config.audio if self._vocoder else self._model.config.audio
        self.sample_rate = int(audio.get("output_sample_rate") or audio["sample_rate"])
        self._scale = float(self._model.length_scale)

    def speaker(self, wanted: object) -> int | None:
        """The number of a speaker by name or number; the first where none is wanted.

        Raises:
            DataError: there is no such speaker.
        """
        manager = self._model.speaker_manager
        names = dict(manager.name_to_id) if manager is not None else {}
        if wanted is None:
            return min(names.values()) if names else None
        number = names.get(wanted, wanted)
        if number not in names.values():
            known = ", ".join(map(str, names)) or "only one"
            raise DataError(
                self.config_path, None, f"has no speaker {wanted!r}; there are: {known}"
            )
        return int(str(number))

    def speak(
        self, symbols: Sequence[str], speaker: int | None, pace: float, seed: int
    ) -> tuple[Samples, int, list[int]]:
        """Samples; how many of them come before the first symbol; how many each symbol takes.

        Raises:
            SynthesisError: torch could not, for want of memory or for what the model is.
        """
        ids, lead, step = self._ids(symbols)
        torch.manual_seed(seed)
        np.random.seed(seed)  # noqa: NPY002 (Griffin and Lim's, which Coqui begins at random)
        self._model.length_scale = self._scale / pace
        try:
            with torch.inference_mode(), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                out = self._model.inference(self._tensor(ids), aux_input=self._beside(ids, speaker))
                frames = _frames(out)
                samples, hop, pad = self._sound(out["model_outputs"], int(frames.sum()))
        except (RuntimeError, ValueError, IndexError, MemoryError) as error:
            why = " ".join(str(error).split())[:120]
            raise SynthesisError(f"{self.config_path.parent}: {why}") from error
        ends = pad + np.concatenate([[0], np.cumsum(frames)])
        ends = np.round(ends * hop).clip(0, len(samples)).astype(int)
        bounds = ends[lead : lead + step * len(symbols) + 1 : step]
        return samples, int(bounds[0]), np.diff(bounds).tolist()

    def _tensor(self, values: Sequence[int]) -> "torch.Tensor":
        return torch.tensor([values], device=self._device)

    def _beside(self, ids: Sequence[int], speaker: int | None) -> dict[str, Any]:
        return {
            "x_lengths": self._tensor([len(ids)])[0],
            "speaker_ids": None if speaker is None else self._tensor([speaker])[0],
            "d_vectors": None,
            "language_ids": None,
        }

    def _ids(self, symbols: Sequence[str]) -> tuple[list[int], int, int]:
        """Ids; the position of the first symbol among them; how many belong to each symbol."""
        tokenizer = self._model.tokenizer
        ids = [tokenizer.characters.char_to_id(symbol) for symbol in symbols]
        step = 2 if tokenizer.add_blank else 1
        if tokenizer.add_blank:
            ids = tokenizer.intersperse_blank_char(ids)
        if tokenizer.use_eos_bos:
            ids = tokenizer.pad_with_bos_eos(ids)
        return ids, step - 1 + tokenizer.use_eos_bos, step

    def _sound(self, made: "torch.Tensor", frames: int) -> tuple[Samples, float, float]:
        """Samples of sound or of a mel spectrogram; samples a frame; frames put in front."""
        made = made[0].cpu()
        if isinstance(self._model, Vits):
            return made[0].numpy(), made.shape[1] / frames, 0.0
        processor, mel = self._model.ap, made.numpy()
        if self._vocoder is None:
            sound = inv_spectrogram(mel, processor, self._model.config)
            return np.asarray(sound, np.float32), processor.hop_length, 0.0
        sound = self._vocoder.sound(mel, processor)
        hop = processor.hop_length * self.sample_rate / processor.sample_rate
        return sound, hop, max(0.0, (len(sound) / hop - len(mel)) / 2)


class _Vocoder:
    def __init__(self, folder: Path, device: "torch.device") -> None:
        config, weights = folder / "config.json", _checkpoint(folder)
        self._device = device
        with _translated(config, "is no config of a vocoder"):
            self.config = load_config(config)
            _check_audio(self.config.audio, config)
            self._processor = AudioProcessor(self.config.audio)
            self._model = setup_vocoder(self.config)
        with _translated(weights, "is damaged, or does not go with its config.json"):
            self._model.load_checkpoint(self.config, weights, eval=True)
        self._model.to(device)

    def sound(self, mel: Samples, processor: "AudioProcessor") -> Samples:
        """What ``mel``, shape (frames, bands), of a model with ``processor`` sounds like."""
        own = self._processor.normalize(processor.denormalize(mel.T))
        scale = [1, self._processor.sample_rate / processor.sample_rate]
        if scale[1] == 1:
            given = torch.tensor(own).unsqueeze(0)
        else:
            given = interpolate_vocoder_input(scale, own)
        sound: Samples = self._model.inference(given.to(self._device)).cpu().numpy().squeeze()
        return sound


def _coqui(folder: Path) -> "torch.nn.Module":
    path, weights = folder / "config.json", _checkpoint(folder)
    with _translated(path, "is no config of a voice"):
        entries = json.loads(path.read_text(encoding="utf-8"))
        kind = entries["model"].lower()
        if kind not in _KINDS:
            raise DataError(path, None, f"is of a '{kind}'; {' and '.join(_KINDS)} are spoken")
        config_class, model_class = _KINDS[kind]
        config = config_class()
        config.from_dict(_harmless(entries, folder))
        _check_audio(config.audio, path)
        model = model_class(config)
    state = _weights(weights)
    with _translated(weights, "does not go with its config.json"):
        model.load_state_dict(
            {key: value for key, value in state.items() if not key.startswith(_TRAINED_WITH)}
        )
    model.eval()
    if isinstance(model, GlowTTS):
        model.store_inverse()
    return model


def _fairseq(folder: Path) -> "torch.nn.Module":
    """A voice of MMS, whose letters are in ``vocab.txt``."""
    weights = _checkpoint(folder)
    _weights(weights)
    with _translated(weights, "is no MMS voice with its config.json and vocab.txt"):
        config = VitsConfig()
        config.model_args.init_discriminator = False
        model = Vits(config)
        model.load_fairseq_checkpoint(config, weights, eval=True)
    return model


def _harmless(entries: dict[str, Any], folder: Path) -> dict[str, Any]:
    """A config without Coqui's front end, and without classes, files or servers of its choice."""
    phonemes = entries.get("use_phonemes", False)
    default = IPAPhonemes if phonemes else Graphemes
    characters = entries.get("characters") or default().to_config().to_dict()
    name = characters.get("characters_class") or _CHARACTERS[0] + default.__name__
    if not name.startswith(_CHARACTERS):
        raise DataError(
            folder / "config.json", None, f"names the class {name}, which is not loaded"
        )
    characters["characters_class"] = name
    changes: dict[str, Any] = {"use_phonemes": False, "text_cleaner": None, "phonemizer": None}
    speakers = next((str(folder / n) for n in _SPEAKERS if (folder / n).is_file()), None)
    arguments = entries.get("model_args") or {}
    for place in (entries, arguments):
        if place.get("speakers_file"):
            place["speakers_file"] = speakers
        for key in ("d_vector_file", "language_ids_file", "speaker_encoder_model_path"):
            if place.get(key):
                raise DataError(folder / "config.json", None, f"needs {key}, which is not loaded")
    if entries["model"].lower() == "vits":
        arguments["init_discriminator"] = False
        changes["model_args"] = arguments
    return entries | changes | {"characters": characters}


def _check_audio(audio: Mapping[str, Any], config: Path) -> None:
    """Statistics would be read as a pickle, which could run code."""
    if audio.get("stats_path"):
        raise DataError(config, None, "needs the pickle named as stats_path, which is not loaded")


def _checkpoint(folder: Path) -> Path:
    found = [path for path in sorted(folder.glob("*.pth")) if path.name not in _SPEAKERS]
    if len(found) != 1 or not (folder / "config.json").is_file():
        raise VoiceNotFound(
            f"{folder}: config.json and one .pth file are needed, {len(found)} .pth are there"
        )
    return found[0]


def _weights(path: Path) -> dict[str, Any]:
    with _translated(path, "is damaged or no checkpoint"):
        mapped = is_zipfile(path)  # not read before it is needed; the format of old ones cannot
        state = torch.load(path, map_location="cpu", weights_only=True, mmap=mapped)
        return dict(state["model"])


def _device(wanted: str) -> "torch.device":
    if wanted == "auto":
        wanted = "cuda" if torch.cuda.is_available() else "cpu"
    if wanted not in ("cpu", "cuda"):
        raise DataError("device", None, f"may be cpu, cuda or auto, not {wanted!r}")
    if wanted == "cuda" and not torch.cuda.is_available():
        raise EngineUnavailable("torch finds no GPU: leave the option 'device' out, or mend CUDA")
    return torch.device(wanted)


def _frames(out: dict[str, Any]) -> Samples:
    """How many frames each id takes."""
    # VITS tells durations, GlowTTS which frame is of which id.
    taken = out["durations"][0, 0] if "durations" in out else out["alignments"][0].sum(0)
    frames: Samples = taken.cpu().numpy()
    return frames


@contextmanager
def _translated(path: Path, what: str) -> Iterator[None]:
    """Whatever a wrong file makes torch or Coqui raise, as one line about ``path``."""
    try:
        yield
    except NarratorError:
        raise
    except Exception as error:
        if code := re.search(r"GLOBAL (\S+)", str(error)):  # what a pickle would call
            what = f"holds {code[1]} beside weights, which could run code; it was not loaded"
        said = "" if isinstance(error, UnpicklingError) else " ".join(str(error).split())
        why = f" ({type(error).__name__}: {said[:120]})" if said else ""
        raise DataError(path, None, f"{what}{why}") from error
