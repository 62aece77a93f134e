"""Music as a user asks for it: one clock, one loudness, the same bytes, nothing done in vain."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from narrate import narrate, result, times, write
from narrator.master.measure import measure
from narrator.model import Hertz
from signals import tone

SETTINGS = """[music]
intro = "music/intro.flac"
outro = "music/outro.wav"
bed = "music/bed.ogg"
"""
INTRO = 5.0
OUTRO = 3.0


def pieces(folder: Path) -> None:
    home = folder / "music"
    home.mkdir()
    for name, seconds, hertz in (("intro.flac", INTRO, 220), ("outro.wav", OUTRO, 330)):
        soundfile.write(home / name, tone(seconds, Hertz(22_050), hertz=hertz), 22_050)
    swell = 1 + np.sin(np.arange(7 * 44_100) / 9000)
    bed = swell * tone(7, Hertz(44_100), hertz=147, level=0.1)
    soundfile.write(home / "bed.ogg", np.stack([bed, bed], axis=1), 44_100)


def test_every_time_moves_by_the_intro_and_the_loudness_stays(tmp_path: Path) -> None:
    write(tmp_path)
    options = ("a.txt", "--json", "--jobs", "1", "--beside", "vtt,json")
    plain = result(narrate(tmp_path, *options))
    before = times(tmp_path / "a.vtt")
    pieces(tmp_path)
    write(tmp_path, "narrator.toml", SETTINGS)
    made = result(narrate(tmp_path, *options, "--force"))
    assert made["synthesised"] == 0
    assert times(tmp_path / "a.vtt") == pytest.approx([time + INTRO for time in before], abs=0.0011)
    assert made["seconds"] == pytest.approx(plain["seconds"] + INTRO + OUTRO, abs=0.001)
    first, second = (chapter["start"] for chapter in made["chapters"])
    assert first == 0
    assert second == pytest.approx(plain["chapters"][1]["start"] + INTRO, abs=0.001)
    measured = measure(tmp_path / "a.mp3")
    assert measured.seconds == pytest.approx(made["seconds"], abs=0.001)
    assert measured.loudness == pytest.approx(-16.0, abs=0.5)
    assert measured.true_peak <= -1.0


def test_the_speech_is_what_it_is_without_music(tmp_path: Path) -> None:
    write(tmp_path)
    options = ("a.txt", "-q", "--jobs", "1", "--format", "wav", "--force")
    narrate(tmp_path, *options)
    plain, rate = soundfile.read(tmp_path / "a.wav", dtype="int16")
    pieces(tmp_path)
    narrate(tmp_path, *options, "--intro", "music/intro.flac", "--outro", "music/outro.wav")
    framed = soundfile.read(tmp_path / "a.wav", dtype="int16")[0]
    begin = round(INTRO * rate)
    assert len(framed) == begin + len(plain) + round(OUTRO * rate)
    other = framed[begin : begin + len(plain)].astype(int) - plain
    assert np.abs(other).max() < 0.01 * np.abs(plain).max()  # where peaks are limited
    assert np.mean(other == 0) > 0.9
    assert np.abs(framed[: begin // 2]).max() > 3000


def test_one_and_two_workers_give_the_same_bytes(tmp_path: Path) -> None:
    files = []
    for folder, jobs in (("x", "1"), ("y", "2")):
        home = tmp_path / folder
        home.mkdir()
        write(home)
        pieces(home)
        write(home, "narrator.toml", SETTINGS)
        result(narrate(home, "a.txt", "--json", "--jobs", jobs))
        files.append((home / "a.mp3").read_bytes())
    assert files[0] == files[1]


def test_chapters_in_files_have_the_intro_in_the_first_and_the_outro_in_the_last(
    tmp_path: Path,
) -> None:
    write(tmp_path)
    pieces(tmp_path)
    write(tmp_path, "narrator.toml", SETTINGS)
    options = ("a.txt", "-q", "--jobs", "1", "--format", "wav")
    narrate(tmp_path, *options)
    narrate(tmp_path, *options, "--split", "chapters")
    cut = [soundfile.read(path)[0] for path in sorted((tmp_path / "a").glob("*.wav"))]
    whole = soundfile.read(tmp_path / "a.wav")[0]
    assert len(cut) == 2
    assert np.array_equal(np.concatenate(cut), whole)


def test_a_bad_file_is_said_before_a_word_is_spoken(tmp_path: Path) -> None:
    write(tmp_path)
    run = narrate(tmp_path, "a.txt", "--bed", "a.txt", "--jobs", "1")
    assert run.returncode == 2
    assert run.stderr.startswith("narrate: music a.txt: cannot be read")
    assert len(run.stderr.splitlines()) == 1
    assert not list((tmp_path / "cache").glob("??/*"))
    write(tmp_path, "narrator.toml", "[music]\nbed_level = 3\n")
    run = narrate(tmp_path, "a.txt")
    assert (run.returncode, "'bed_level' must be between -40 and -12" in run.stderr) == (2, True)
