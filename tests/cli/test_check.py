import json
from pathlib import Path

import numpy as np
import pytest

from narrate import narrate, result, write
from narrator.master.encode import encode
from narrator.master.level import PRESETS
from narrator.master.loudness import block_energies, gain, integrated
from narrator.master.tags import Tags
from narrator.model import Hertz, Lufs, Samples
from signals import speech_like

RATE = Hertz(22_050)


def at_loudness(loudness: float) -> Samples:
    sound = speech_like(8, RATE)
    factor = gain(integrated(block_energies(sound, RATE)), Lufs(loudness))
    return sound * np.float32(factor)


@pytest.mark.parametrize(("loudness", "status"), [(-23, 0), (-20, 1), (-26, 1)])
def test_the_exit_status_is_the_verdict(tmp_path: Path, loudness: float, status: int) -> None:
    sound = at_loudness(loudness)
    encode([sound], sample_rate=RATE, path=tmp_path / "a.flac", tags=Tags(title="x"))
    run = narrate(tmp_path, "check", "a.flac", "--preset", "quiet")
    assert run.returncode == status, run.stderr
    assert ("NO  loudness" in run.stdout) == bool(status)
    assert f"{loudness:.1f} LUFS" in run.stdout


def test_the_audiobook_preset_asks_for_all_that_acx_asks_for(tmp_path: Path) -> None:
    preset = PRESETS["audiobook"]
    sound = np.concatenate((np.zeros(RATE, "f4"), at_loudness(-20), np.zeros(2 * RATE, "f4")))
    path = tmp_path / "a.mp3"
    form = preset.form(path)
    encode([sound], sample_rate=RATE, path=path, tags=Tags(title="x"), form=form)
    run = narrate(tmp_path, "check", "a.mp3", "--preset", "audiobook", "--json")
    entry = json.loads(run.stdout)
    values = {finding["name"]: finding for finding in entry["findings"]}
    assert values["sample rate"]["value"] == 44.1
    assert values["bit rate"]["value"] == 192
    assert values["noise floor"]["fits"]
    assert values["silence before"]["value"] == pytest.approx(1, abs=0.11)
    assert values["silence after"]["value"] == pytest.approx(2, abs=0.11)
    assert entry["fits"] == all(finding["fits"] for finding in values.values())


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["none.mp3"], 9, "none.mp3"),
        (["text.mp3"], 9, "text.mp3"),
        (["text.mp3", "--preset", "loud"], 2, "podcast, audiobook, quiet"),
    ],
)
def test_what_cannot_be_measured_is_one_clear_line(
    tmp_path: Path, arguments: list[str], status: int, says: str
) -> None:
    (tmp_path / "text.mp3").write_text("سلام")
    run = narrate(tmp_path, "check", *arguments)
    assert run.returncode == status
    assert says in run.stderr
    assert run.stderr.count("\n") == 1
    assert run.stdout == ""


@pytest.mark.parametrize("split", ["none", "chapters"])
def test_what_is_made_for_the_audiobook_shops_is_what_they_ask_for(
    tmp_path: Path, split: str
) -> None:
    write(tmp_path)
    made = result(narrate(tmp_path, "a.txt", "--preset", "audiobook", "--split", split, "--json"))
    files = [tmp_path / "a.mp3"] if split == "none" else sorted((tmp_path / "a").glob("*.mp3"))
    assert len(files) == (1 if split == "none" else len(made["chapters"]))
    for file in files:
        run = narrate(tmp_path, "check", str(file), "--preset", "audiobook")
        assert run.returncode == 0, run.stdout
