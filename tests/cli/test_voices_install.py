"""Voices installed, added, preferred and removed, as a user does it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engines.piper_voices import piper_voice
from engines.web_files import Files, serving
from narrate import narrate, result, write


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Files]:
    """A server that has the files of voice fa-tiny, which is known but not installed."""
    piper_voice(tmp_path / "made")
    with serving() as files:
        for path in (tmp_path / "made").iterdir():
            files.content[f"/voices/{path.name}"] = path.read_bytes()
        describe(tmp_path, files.url)
        yield files


def describe(folder: Path, url: str, **more: str) -> None:
    voices = folder / "config" / "narrator" / "voices"
    voices.mkdir(parents=True, exist_ok=True)
    entries = {"id": "fa-tiny", "engine": "piper", "language": "fa", "licence": "CC0-1.0", **more}
    text = "".join(f'{key} = "{value}"\n' for key, value in entries.items())
    for name in ("tiny.onnx", "tiny.onnx.json"):
        text += f'\n[[files]]\nname = "{name}"\nurl = "{url}/voices/{name}"\n'
    write(voices, "fa-tiny.toml", text)


def listed(folder: Path) -> dict[str, dict[str, Any]]:
    run = narrate(folder, "voices", "list", "--json")
    assert run.returncode == 0, run.stderr
    return {entry["id"]: entry for entry in map(json.loads, run.stdout.splitlines())}


def test_install_speak_prefer_and_remove(server: Files, tmp_path: Path) -> None:
    write(tmp_path)
    run = narrate(tmp_path, "a.txt", "-q", "--voice", "fa-tiny")
    assert run.returncode == 5
    assert "'fa-tiny' is not installed" in run.stderr
    assert "narrate voices install fa-tiny" in run.stderr
    installed = narrate(tmp_path, "voices", "install", "fa-tiny")
    assert installed.returncode == 0, installed.stderr
    assert "fa-tiny: CC0-1.0" in installed.stderr
    entry = listed(tmp_path)["fa-tiny"]
    assert (entry["ready"], entry["sample_rate"]) == (True, 22050)
    assert all(len(file["sha256"]) == 64 for file in entry["files"])
    assert narrate(tmp_path, "voices", "default", "fa-tiny").returncode == 0
    assert listed(tmp_path)["fa-tiny"]["default"]
    made = result(narrate(tmp_path, "a.txt", "--json", "--jobs", "1"))
    assert made["failures"] == []
    run = narrate(tmp_path, "voices", "preview", "fa-tiny", "--no-play", "-o", "p.wav")
    assert (run.returncode, (tmp_path / "p.wav").exists()) == (0, True)
    assert narrate(tmp_path, "voices", "remove", "fa-tiny").returncode == 0
    assert not (tmp_path / "data" / "narrator" / "voices" / "fa-tiny").exists()


def test_the_default_keeps_what_else_the_file_says(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "narrator"
    folder.mkdir(parents=True)
    path = write(folder, "narrator.toml", "# mine\npace = 0.9 # slow\n\n[pauses]\nsentence = 1\n")
    run = narrate(tmp_path, "voices", "default", "fa-espeak+f1")
    assert run.returncode == 0, run.stderr
    text = path.read_text()
    assert text.startswith("# mine\npace = 0.9 # slow\n")
    assert 'voice = "fa-espeak+f1"' in text.split("[pauses]")[0]
    assert listed(tmp_path)["fa-espeak"]["default"]


def test_restricted_voices_ask_for_consent(server: Files, tmp_path: Path) -> None:
    describe(tmp_path, server.url, restrictions="commercial use is forbidden")
    refused = narrate(tmp_path, "voices", "install", "fa-tiny", "-q")
    assert refused.returncode == 5
    assert "commercial use is forbidden; --accept-licence says that you" in refused.stderr
    assert not server.asked
    assert narrate(tmp_path, "voices", "install", "fa-tiny", "--accept-licence").returncode == 0


def test_a_mirror_stands_for_every_host(server: Files, tmp_path: Path) -> None:
    describe(tmp_path, "https://voices.invalid")
    write(tmp_path, "narrator.toml", f'mirror = "{server.url}/"\n')
    run = narrate(tmp_path, "voices", "install", "fa-tiny", "-q")
    assert run.returncode == 0, run.stderr


def test_without_a_network_it_says_what_to_put_where(tmp_path: Path) -> None:
    describe(tmp_path, "http://127.0.0.1:9")
    run = narrate(tmp_path, "voices", "install", "fa-tiny", "-q")
    assert run.returncode == 5
    folder = tmp_path / "data" / "narrator" / "voices" / "fa-tiny"
    assert f"put there yourself: into {folder}: tiny.onnx from http://127" in run.stderr
    piper_voice(folder)
    run = narrate(tmp_path, "voices", "install", "fa-tiny", "-q")
    assert run.returncode == 0, run.stderr
    assert listed(tmp_path)["fa-tiny"]["ready"]


def test_a_full_disk_is_one_clear_line_and_can_be_gone_on_from(
    server: Files, tmp_path: Path
) -> None:
    run = narrate(tmp_path, "voices", "install", "fa-tiny", "-q", largest_file=2_000)
    assert run.returncode == 5
    assert "cannot be written (File too large)" in run.stderr
    assert "Traceback" not in run.stderr
    assert not listed(tmp_path)["fa-tiny"]["ready"]
    assert narrate(tmp_path, "voices", "install", "fa-tiny", "-q").returncode == 0
    assert any(wanted for _path, wanted in server.asked)


def test_a_voice_of_ones_own(tmp_path: Path) -> None:
    piper_voice(tmp_path / "mine")
    run = narrate(tmp_path, "voices", "add", "mine", "--id", "fa-mine")
    assert run.returncode == 0, run.stderr
    assert run.stdout.split("\t")[:3] == ["fa-mine", "piper", "22050 Hz"]
    write(tmp_path)
    assert result(narrate(tmp_path, "a.txt", "--json", "--voice", "fa-mine"))["failures"] == []
    assert narrate(tmp_path, "voices", "remove", "fa-mine").returncode == 0
    assert (tmp_path / "mine" / "tiny.onnx").exists()


BAD = {
    "no model": (["add", "empty"], "empty: holds no model"),
    "no folder": (["add", "none"], "none: holds no model"),
    "taken": (["add", "model", "--id", "fa-espeak"], "there is a voice 'fa-espeak' already"),
    "odd id": (["add", "model", "--id", "../x"], "'../x' is no id of a voice"),
    "not installed": (["remove", "fa-espeak"], "voice 'fa-espeak' is not installed"),
    "nothing to install": (["install", "fa-espeak"], "'fa-espeak' has no files to install"),
    "unknown": (["install", "fa-none"], "no voice 'fa-none'"),
    "unknown default": (["default", "fa-none"], "no voice 'fa-none'"),
    "default not here": (["default", "fa-piper-amir"], "'fa-piper-amir' is not installed"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_done_is_one_clear_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    piper_voice(tmp_path / "model")
    arguments, message = BAD[name]
    run = narrate(tmp_path, "voices", *arguments)
    assert run.returncode == 5
    assert message in run.stderr
    assert "Traceback" not in run.stderr


def test_show_says_what_is_not_known(tmp_path: Path) -> None:
    run = narrate(tmp_path, "voices", "show", "fa-coqui-glow")
    assert run.returncode == 0, run.stderr
    lines = dict(line.split(maxsplit=1) for line in run.stdout.splitlines())
    assert lines["sample_rate"] == "unknown"
    assert lines["licence"] == "CC-BY-4.0"
    assert "size unknown" in lines["file"]
