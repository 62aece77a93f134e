"""narrator.toml changed by a program: what a person wrote in it stays."""

from pathlib import Path

import pytest

from narrator import config, settings_file
from narrator.errors import ConfigError

WRITTEN = """\
# the voice of our Fridays
voice = "fa-espeak" # calm

[pauses]
sentence = 400 # long
"""


def test_other_lines_and_comments_stay(tmp_path: Path) -> None:
    path = tmp_path / config.FILE_NAME
    path.write_text(WRITTEN, encoding="utf-8")
    settings_file.put(tmp_path, {"pace": 0.9, "pauses": {"heading": 1000, "sentence": 300}})
    text = path.read_text(encoding="utf-8")
    assert "# the voice of our Fridays" in text
    assert 'voice = "fa-espeak" # calm' in text
    settings = config.load(tmp_path)
    assert (settings.pace, settings.pauses.heading, settings.pauses.sentence) == (0.9, 1000, 300)


def test_a_file_that_is_not_there_is_made(tmp_path: Path) -> None:
    settings_file.put(tmp_path / "new", {"voices": {"quote": "fa-espeak+f2"}})
    assert config.load(tmp_path / "new").voices.quote == "fa-espeak+f2"


@pytest.mark.parametrize("entries", [{"pase": 1.0}, {"pace": 99.0}, {"pauses": {"sentence": "x"}}])
def test_a_wrong_entry_changes_nothing(tmp_path: Path, entries: dict[str, object]) -> None:
    path = tmp_path / config.FILE_NAME
    path.write_text(WRITTEN, encoding="utf-8")
    with pytest.raises(ConfigError):
        settings_file.put(tmp_path, entries)
    assert path.read_text(encoding="utf-8") == WRITTEN


@pytest.mark.parametrize("written", ["voice = ", "pauses = 3"])
def test_a_broken_file_is_left_as_it_is(tmp_path: Path, written: str) -> None:
    path = tmp_path / config.FILE_NAME
    path.write_text(written, encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot be changed"):
        settings_file.put(tmp_path, {"pauses": {"sentence": 300}})
    assert path.read_text(encoding="utf-8") == written
