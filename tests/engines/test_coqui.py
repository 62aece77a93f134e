"""Coqui voices, by some that are made here in Coqui's own formats and really spoken."""

import json
import os
import pickle
import shutil
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from narrate import narrate, result, write
from narrator.engines import piper, whole
from narrator.engines.coqui import ENGINE
from narrator.errors import DataError, EngineUnavailable, SynthesisError, VoiceNotFound
from narrator.model import Audio, Prosody, Voice
from narrator.testing import EngineContract
from survival import is_worker, processes, start, takes, until

pytest.importorskip("TTS", reason="needs Coqui: make test-coqui")

from .coqui_voices import HOP, PHONEMES, RATE, exported_voice, glow_voice, mms_voice, vits_voice

pytestmark = pytest.mark.filterwarnings("ignore")  # of torch and Coqui, some at every call
SCRIPT = "ketˈɑb rˈɑ xɑndˈam, salˈɑm donjɑjˈeː mˈan."


@pytest.fixture(scope="module")
def vits(tmp_path_factory: pytest.TempPathFactory) -> Voice:
    return vits_voice(tmp_path_factory.mktemp("vits"))


@pytest.fixture(scope="module")
def glow(tmp_path_factory: pytest.TempPathFactory) -> Voice:
    return glow_voice(tmp_path_factory.mktemp("glow"))


class TestVits(EngineContract):
    engine = ENGINE

    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _made(cls, vits: Voice) -> None:
        cls.voice = vits


class TestGlow(EngineContract):
    engine = ENGINE

    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _made(cls, glow: Voice) -> None:
        cls.voice = glow


def speak(voice: Voice, script: str = SCRIPT, seed: int = 0) -> Audio:
    return whole(ENGINE.open(voice).speak(script, Prosody(), seed), script)


def test_samples_are_the_durations_that_the_model_predicts(vits: Voice) -> None:
    """Each symbol and the blank behind it take whole frames; nothing is put around them."""
    import torch

    speaker = ENGINE.open(vits)
    (audio,) = speaker.speak("mˈan", Prosody())
    model = speaker._model._model  # type: ignore[attr-defined]
    ids = torch.tensor([model.tokenizer.text_to_ids("mˈan")])
    with torch.inference_mode():
        durations = model.inference(ids)["durations"][0, 0].int().tolist()
    assert len(durations) == 2 * len("mˈan") + 1
    assert len(audio.samples) == HOP * sum(durations)
    (word,) = audio.words
    assert (word.start, word.stop) == (HOP * durations[0], len(audio.samples))


def test_another_seed_is_another_take(vits: Voice) -> None:
    assert not np.array_equal(speak(vits, seed=1).samples, speak(vits, seed=2).samples)


def test_a_vocoder_is_used_where_there_is_one(tmp_path: Path) -> None:
    voice = glow_voice(tmp_path / "with", vocoder=True)
    first = speak(voice)
    np.testing.assert_array_equal(first.samples, speak(voice).samples)
    assert len(first.samples) % HOP == 0
    assert len(first.words) == len(SCRIPT.split())
    assert first.words[0].start >= 5 * HOP  # frames that HiFi-GAN is given in front
    shutil.rmtree(tmp_path / "with" / "vocoder")
    assert not np.array_equal(first.samples, speak(voice).samples)


def test_a_voice_of_letters_reads_as_it_is_written(tmp_path: Path) -> None:
    audio = speak(mms_voice(tmp_path / "mms"), "کتاب‌های من.")
    assert audio.sample_rate == 16000
    assert len(audio.words) == 2


def test_piper_reads_a_model_that_coqui_exports(tmp_path: Path) -> None:
    """The graph is a real one: lengths and noise are found in it, and noise has its seed."""
    speaker = piper.ENGINE.open(exported_voice(tmp_path))
    takes = [whole(speaker.speak(SCRIPT, Prosody(), seed), SCRIPT) for seed in (0, 1, 2, 1, 0)]
    np.testing.assert_array_equal(takes[0].samples, takes[4].samples)
    np.testing.assert_array_equal(takes[1].samples, takes[3].samples)
    assert not np.array_equal(takes[1].samples, takes[2].samples)
    for take in takes:
        assert len(take.words) == len(SCRIPT.split())
        assert take.words[-1].stop <= len(take.samples)


def test_half_a_checkpoint_only_serves_training(tmp_path: Path) -> None:
    voice = vits_voice(tmp_path, init_discriminator=True)
    assert "disc." not in str(ENGINE.open(voice)._model._model.state_dict().keys())  # type: ignore[attr-defined]
    assert speak(voice).samples.any()


def test_speakers_by_name_and_number(tmp_path: Path) -> None:
    import torch

    names = tmp_path / "speakers.pth"
    torch.save({"mina": 0, "sara": 1}, names)
    voice = vits_voice(tmp_path, use_speaker_embedding=True, speakers_file=str(names))
    change(tmp_path, model_args={"speakers_file": "/home/somebody/speakers.pth"})
    first = speak(voice).samples
    second = speak(replace(voice, options={"speaker": 1})).samples
    named = speak(replace(voice, options={"speaker": "sara"})).samples
    assert not np.array_equal(first, second)
    np.testing.assert_array_equal(second, named)
    with pytest.raises(DataError, match="has no speaker 'ali'; there are: mina, sara"):
        ENGINE.open(replace(voice, options={"speaker": "ali"}))


def change(folder: Path, **entries: Any) -> None:
    path = folder / "config.json"
    config = json.loads(path.read_text())
    for key, value in entries.items():
        config[key] = {**config[key], **value} if isinstance(value, dict) else value
    path.write_text(json.dumps(config))


class Malice:
    """A pickle that runs a command when it is loaded."""

    def __init__(self, proof: Path) -> None:
        self.proof = proof

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, (f"touch {self.proof}",)


def cut(folder: Path) -> None:
    path = folder / "model.pth"
    path.write_bytes(path.read_bytes()[:-5000])


def page(folder: Path) -> None:
    (folder / "model.pth").write_bytes(b"<html>not found</html>")


def empty(folder: Path) -> None:
    (folder / "model.pth").write_bytes(b"")


def malicious(folder: Path) -> None:
    import torch

    torch.save({"model": {"weight": Malice(folder / "proof")}}, folder / "model.pth")


def old_malicious(folder: Path) -> None:
    (folder / "model.pth").write_bytes(pickle.dumps(Malice(folder / "proof"), protocol=2))


def malicious_vocoder(folder: Path) -> None:
    glow = glow_voice(folder / "glow", vocoder=True)
    shutil.copytree(Path(glow.model) / "vocoder", folder / "vocoder")
    malicious(folder / "vocoder")


def swapped(folder: Path) -> None:
    glow_voice(folder / "glow")
    shutil.copy(folder / "glow" / "config.json", folder / "config.json")


def two_checkpoints(folder: Path) -> None:
    shutil.copy(folder / "model.pth", folder / "best_model.pth")


def no_config(folder: Path) -> None:
    (folder / "config.json").unlink()


def no_json(folder: Path) -> None:
    (folder / "config.json").write_text("{")


def changed(**entries: Any) -> Callable[[Path], None]:
    return lambda folder: change(folder, **entries)


def folder_of_nothing(folder: Path) -> None:
    shutil.rmtree(folder)


PERSIAN = {"characters": "".join(chr(0x620 + at) for at in range(len(PHONEMES)))}


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (cut, "model.pth: is damaged or no checkpoint"),
        (page, "model.pth: is damaged or no checkpoint"),
        (empty, "model.pth: is damaged or no checkpoint"),
        (malicious, "model.pth: holds posix.system beside weights, which could run code"),
        (old_malicious, "model.pth: holds posix.system beside weights, which could run code"),
        (malicious_vocoder, "vocoder/model.pth: holds posix.system beside weights"),
        (swapped, "model.pth: does not go with its config.json"),
        (two_checkpoints, "config.json and one .pth file are needed, 2 .pth are there"),
        (no_config, "config.json and one .pth file are needed, 1 .pth are there"),
        (no_json, "config.json: is no config of a voice"),
        (folder_of_nothing, "voice 'tiny' is not installed"),
        (changed(model="xtts"), "is of a 'xtts'; vits and glow_tts are spoken"),
        (changed(model_args={"hidden_channels": 24}), "does not go with its config.json"),
        (changed(audio={"sample_rate": 16000}), "says 16000 Hz, voice tiny 22050 Hz"),
        (changed(audio={"stats_path": "x.npy"}), "needs the pickle named as stats_path"),
        (changed(characters=PERSIAN), "its alphabet has no symbol for æ"),
        (
            changed(characters={"characters_class": "antigravity.Letters"}),
            "names the class antigravity.Letters, which is not loaded",
        ),
        (
            changed(model_args={"speaker_encoder_model_path": "http://somewhere/model.pth"}),
            "needs speaker_encoder_model_path, which is not loaded",
        ),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_wrong_files_are_one_clear_line(
    spoil: Callable[[Path], None], expected: str, tmp_path: Path
) -> None:
    folder = tmp_path / "voice"
    voice = vits_voice(folder)
    spoil(folder)
    with pytest.raises((DataError, VoiceNotFound)) as caught:
        ENGINE.open(voice)
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not list(tmp_path.rglob("proof"))


def test_phonemes_need_no_espeak_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    voice = vits_voice(tmp_path)
    plain = speak(voice).samples
    change(tmp_path, use_phonemes=True, phonemizer="espeak", phoneme_language="fa")
    np.testing.assert_array_equal(plain, speak(voice).samples)


def test_a_config_from_before_classes_were_named(glow: Voice, tmp_path: Path) -> None:
    shutil.copytree(glow.model, tmp_path / "old")
    change(tmp_path / "old", use_phonemes=True, phonemizer="espeak", phoneme_language="fa")
    change(tmp_path / "old", characters={"characters_class": None})
    old = replace(glow, model=str(tmp_path / "old"))
    np.testing.assert_array_equal(speak(glow).samples, speak(old).samples)


def test_want_of_memory_is_one_clear_line(vits: Voice, monkeypatch: pytest.MonkeyPatch) -> None:
    from TTS.tts.models.vits import Vits

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("CUDA out of memory.\n\nTried to allocate 2.00 GiB")

    monkeypatch.setattr(Vits, "inference", fail)
    with pytest.raises(SynthesisError, match=r"CUDA out of memory. Tried to allocate 2.00 GiB"):
        speak(vits)


def test_devices(vits: Voice) -> None:
    with pytest.raises(DataError, match="may be cpu, cuda or auto, not 'tpu'"):
        ENGINE.open(replace(vits, options={"device": "tpu"}))
    import torch

    if not torch.cuda.is_available():
        with pytest.raises(EngineUnavailable, match="finds no GPU"):
            ENGINE.open(replace(vits, options={"device": "cuda"}))


def test_too_long_a_script_is_an_error(vits: Voice) -> None:
    with pytest.raises(SynthesisError, match="too long"):
        speak(vits, "mˈan " * 100)


SENTENCES = 12
TEXT = "عنوان\n\n" + " ".join(f"این جمله شمارهٔ {n} است و چیزی می‌گوید." for n in range(SENTENCES))


def test_killed_workers_lose_nothing(vits: Voice, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "narrator" / "voices"
    folder.mkdir(parents=True)
    (folder / "tiny.toml").write_text(
        f'id = "tiny"\nengine = "coqui"\nlanguage = "fa"\nsample_rate = {RATE}\n'
        f'model = "{vits.model}"\n'
    )
    (tmp_path / "narrator.toml").write_text('voice = "tiny"\n')
    write(tmp_path, text=TEXT)
    run = start(tmp_path)
    for kept in (2, 5):
        until(lambda kept=kept: takes(tmp_path) >= kept, seconds=240)
        workers = [pid for pid in processes(tmp_path) if is_worker(pid)]
        os.kill(workers[0], signal.SIGKILL)
    assert run.wait(timeout=240) == 0
    disturbed = (tmp_path / "a.mp3").read_bytes()
    (tmp_path / "cache").rename(tmp_path / "before")
    made = result(narrate(tmp_path, "a.txt", "--json", "--jobs", "1", "--force"))
    assert made["synthesised"] == SENTENCES + 1
    assert (tmp_path / "a.mp3").read_bytes() == disturbed
