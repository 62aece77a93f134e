"""Voice files: what they may say, and what is said of a wrong one."""

from pathlib import Path

import pytest

from narrator.engines.registry import check
from narrator.engines.voices import bundled_folder, folder_of, load, voice
from narrator.errors import DataError, EngineNotFound, VoiceNotFound
from narrator.model import ModelFile, Voice

GOOD = 'id = "v"\nengine = "espeak"\nlanguage = "fa"\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "v.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_all_that_a_file_may_say(tmp_path: Path) -> None:
    more = 'sample_rate = 16000\npace = 0.9\nvariants = ["a"]\n[options]\nspeaker = 3\n'
    text = GOOD + more + '[[files]]\nname = "m.onnx"\nbytes = 5\n'
    assert load(write(tmp_path, text)) == Voice(
        id="v",
        engine="espeak",
        language="fa",
        sample_rate=16000,  # type: ignore[arg-type]
        pace=0.9,
        variants=("a",),
        options={"speaker": 3},
        files=(ModelFile(name="m.onnx", bytes=5),),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id = = 3", r"v\.toml: is no voice file \(Invalid value"),
        ('id = "v"', "lacks 'engine'"),
        (GOOD + "licens = 3", "unknown key 'licens'; known: .*licence"),
        (GOOD + 'sample_rate = "high"', "'sample_rate' must be a whole number, not 'high'"),
        (GOOD + "name = 3", "'name' must be text, not 3"),
        (GOOD + "pace = true", "'pace' must be a number, not True"),
        (GOOD + "options = 1", r"'options' must be a table: \[options\], not 1"),
        (GOOD + '[[files]]\nurl = "x"', "lacks 'name'"),
        (GOOD + 'files = ["x"]', r"'files' must be tables: \[\[files\]\]"),
        (GOOD + '[[files]]\nname = "x"\nsize = 1', "unknown key 'size'"),
    ],
)
def test_wrong_files(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        load(write(tmp_path, text))


def test_a_variant_has_the_model_of_its_voice() -> None:
    assert voice("fa-espeak+f2").variant == "f2"
    assert folder_of(voice("fa-espeak+f2")) == folder_of(voice("fa-espeak"))
    with pytest.raises(VoiceNotFound, match=r"'fa-mms' has no variant 'f2'; it has none"):
        voice("fa-mms+f2")


def test_what_cannot_speak_is_told_before_any_work(tmp_path: Path) -> None:
    check(voice("fa-espeak"))
    with pytest.raises(VoiceNotFound, match=r"lacks fa_IR-amir-medium\.onnx, .*voices install"):
        check(voice("fa-piper-amir"))
    with pytest.raises(EngineNotFound, match="no engine 'none'"):
        check(load(write(tmp_path, GOOD.replace("espeak", "none"))))


def test_every_bundled_voice_says_where_it_comes_from_and_what_it_allows() -> None:
    found = [(path, load(path)) for path in bundled_folder().glob("*.toml")]
    assert len(found) > 8
    for path, made in found:
        assert made.id == path.stem
        assert made.licence
        if made.engine != "espeak":
            assert made.source.startswith("https://")
            assert all(file.url.startswith("https://") for file in made.files)
            assert made.restrictions or made.commercial_use == "yes"
