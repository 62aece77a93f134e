"""Piper voices, by one that is made here and really spoken."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from narrate import narrate, result, write
from narrator.engines import whole
from narrator.engines.piper import ENGINE
from narrator.errors import DataError, NarratorError, SynthesisError, VoiceNotFound
from narrator.model import Audio, Prosody, Voice
from narrator.testing import EngineContract

from .piper_voices import HOP, RATE, frames, piper_voice


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Voice:
    return piper_voice(tmp_path_factory.mktemp("piper"))


class TestContract(EngineContract):
    engine = ENGINE

    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _made(cls, tiny: Voice) -> None:
        cls.voice = tiny


def speak(voice: Voice, script: str, seed: int = 0, pace: float = 1.0) -> Audio:
    return whole(ENGINE.open(voice).speak(script, Prosody(pace=pace), seed), script)


def test_every_sound_takes_the_samples_it_should(tiny: Voice) -> None:
    audio = speak(tiny, "mˈan, ʃˈab")
    said = [*"mˈan", ",", " ", *"ʃˈab"]
    pad = frames("_")
    lead = frames("^") + pad
    assert len(audio.samples) == HOP * (
        lead + sum(frames(symbol) + pad for symbol in said) + frames("$")
    )
    first, second = audio.words
    assert first.start == HOP * lead
    assert len(first) == HOP * sum(frames(symbol) + pad for symbol in "mˈan")
    assert second.start - first.stop == HOP * sum(frames(mark) + pad for mark in ", ")


def test_without_a_seed_nothing_is_drawn_and_with_one_always_the_same(tiny: Voice) -> None:
    script = "mˈan"
    speaker = ENGINE.open(tiny)
    takes = [whole(speaker.speak(script, Prosody(), seed), script).samples for seed in (0, 1, 2, 1)]
    assert not np.array_equal(takes[0], takes[1])
    assert not np.array_equal(takes[1], takes[2])
    np.testing.assert_array_equal(takes[1], takes[3])


def test_noise_of_a_voice_is_repeatable(tiny: Voice) -> None:
    noisy = replace(tiny, options={"noise": 0.6})
    first = speak(noisy, "mˈan").samples
    assert not np.array_equal(first, speak(tiny, "mˈan").samples)
    np.testing.assert_array_equal(first, speak(noisy, "mˈan").samples)


def test_loudness_is_the_voices_own(tiny: Voice) -> None:
    assert np.abs(speak(tiny, "mˈan").samples).max() == pytest.approx(0.3, abs=0.01)


def test_speakers(tmp_path: Path) -> None:
    voice = piper_voice(tmp_path, num_speakers=2)
    second = replace(voice, options={"speaker": 1})
    loud, soft = speak(voice, "mˈan").samples, speak(second, "mˈan").samples
    np.testing.assert_allclose(soft, loud / 2, atol=1e-6)
    with pytest.raises(DataError, match="has speakers 0 to 1, not 2"):
        ENGINE.open(replace(voice, options={"speaker": 2}))


def test_a_model_that_tells_no_lengths_gives_no_word_times(tmp_path: Path) -> None:
    import onnx

    voice = piper_voice(tmp_path)
    model = onnx.load(tmp_path / "tiny.onnx")
    for node in model.graph.node:
        if node.op_type == "Ceil":
            node.op_type = "Round"
    onnx.save(model, tmp_path / "tiny.onnx")
    assert speak(voice, "mˈan").words == ()


def test_lengths_that_do_not_fit_the_sound_give_no_word_times(tmp_path: Path) -> None:
    assert speak(piper_voice(tmp_path, hop_length=512), "mˈan").words == ()


def cut(folder: Path) -> None:
    path = folder / "tiny.onnx"
    path.write_bytes(path.read_bytes()[:-500])


def rubbish(folder: Path) -> None:
    (folder / "tiny.onnx").write_bytes(b"<html>not found</html>")


def no_json(folder: Path) -> None:
    (folder / "tiny.onnx.json").unlink()


def two_models(folder: Path) -> None:
    (folder / "other.onnx").write_bytes(b"")


def changed(**entries: object) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / "tiny.onnx.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | entries))

    return change


PERSIAN_LETTERS = {letter: [at] for at, letter in enumerate("_^$ ابپتث")}


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (cut, "tiny.onnx: is no ONNX model"),
        (rubbish, "tiny.onnx: is no ONNX model"),
        (no_json, "tiny.onnx.json: is missing"),
        (two_models, "one .onnx file is needed, 2 are there"),
        (changed(phoneme_id_map="?"), "tiny.onnx.json: is no Piper voice's JSON"),
        (changed(audio={}), "tiny.onnx.json: is no Piper voice's JSON (KeyError"),
        (changed(audio={"sample_rate": 16000}), "says 16000 Hz, voice tiny 22050 Hz"),
        (changed(phoneme_id_map=PERSIAN_LETTERS), "its alphabet has no symbol for æ"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_wrong_files_are_one_clear_line(
    spoil: Callable[[Path], None], expected: str, tmp_path: Path
) -> None:
    voice = piper_voice(tmp_path)
    spoil(tmp_path)
    with pytest.raises((DataError, VoiceNotFound)) as caught:
        ENGINE.open(voice)
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_json_of_another_voice_is_found_out_when_it_is_opened(tmp_path: Path) -> None:
    voice = piper_voice(tmp_path)
    path = tmp_path / "tiny.onnx.json"
    entries = json.loads(path.read_text())
    entries["phoneme_id_map"]["ʬ"] = [4000]
    path.write_text(json.dumps(entries))
    with pytest.raises(DataError, match=r"does not go with its tiny.onnx.json"):
        ENGINE.open(voice)


def test_too_long_a_script_is_an_error(tiny: Voice) -> None:
    with pytest.raises(SynthesisError, match="too long"):
        speak(tiny, "mˈan " * 200)


def test_an_article_is_read_by_a_voice_of_ones_own(tmp_path: Path) -> None:
    voice = piper_voice(tmp_path / "model")
    folder = tmp_path / "config" / "narrator" / "voices"
    folder.mkdir(parents=True)
    (folder / "tiny.toml").write_text(
        f'id = "tiny"\nengine = "piper"\nlanguage = "fa"\nsample_rate = {RATE}\n'
        f'model = "{voice.model}"\n'
    )
    write(tmp_path)
    first = result(narrate(tmp_path, "a.txt", "--voice", "tiny", "--json", "--jobs", "2"))
    assert first["synthesised"] == 6
    once = (tmp_path / "a.mp3").read_bytes()
    (tmp_path / "cache").rename(tmp_path / "cache-before")
    result(narrate(tmp_path, "a.txt", "--voice", "tiny", "--json", "--jobs", "1", "--force"))
    assert (tmp_path / "a.mp3").read_bytes() == once


def test_without_piper_one_is_told_what_to_install(
    tiny: Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "piper", None)
    with pytest.raises(NarratorError, match=r"pip install 'narrator\[piper\]'"):
        ENGINE.open(tiny)
