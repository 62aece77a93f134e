"""narrator.toml: what it may say, and what is said of it when it is wrong."""

from pathlib import Path

import pytest

from narrator.config import Settings, load, override
from narrator.errors import ConfigError


def write(folder: Path, text: str) -> Path:
    (folder / "narrator.toml").write_text(text, encoding="utf-8")
    return folder


def test_defaults_without_a_file(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings()


def test_values_and_pauses(tmp_path: Path) -> None:
    settings = load(write(tmp_path, 'pace = 0.9\ntitle = "ن"\n[pauses]\nsentence = 500\n'))
    assert (settings.pace, settings.title, settings.pauses.sentence) == (0.9, "ن", 500)
    assert settings.pauses.paragraph == Settings().pauses.paragraph


def test_lexicon_is_beside_the_file(tmp_path: Path) -> None:
    assert load(write(tmp_path, 'lexicon = "words.tsv"')).lexicon == str(tmp_path / "words.tsv")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('voise = "x"', "unknown key 'voise'; did you mean 'voice'"),
        ("[pauses]\nsentense = 3", "pauses: unknown key 'sentense'; did you mean 'sentence'"),
        ("a = 1\nb = = 2", "line 2"),
        ("pace = 90", "'pace' must be between 0.25 and 4, not 90"),
        ('pace = "fast"', "'pace' must be a number, not 'fast'"),
        ("title = 3", "'title' must be text, not 3"),
        ('format = "ogg"', "'format' must be one of mp3"),
        ("gpus = 1.5", "'gpus' must be a share of one or a whole number, not 1.5"),
        ("pauses = 3", r"must be a table: \[pauses\]"),
        ("jobs = true", "'jobs' must be a whole number, not True"),
    ],
)
def test_errors(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        load(write(tmp_path, text))


def test_options_override() -> None:
    assert override(Settings(), {"pace": 2.0}, "option").pace == 2.0
    with pytest.raises(ConfigError, match="option: 'english' must be one of read, skip"):
        override(Settings(), {"english": "maybe"}, "option")
