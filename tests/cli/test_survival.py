"""Killed at any moment: nothing half made appears, nothing made is made again."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from narrate import environment, narrate, result, write
from survival import is_worker, processes, start, takes, until

SENTENCES = 40
TEXT = "عنوان\n\n" + " ".join(f"این جمله شمارهٔ {n} است و چیزی می‌گوید." for n in range(SENTENCES))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("undisturbed")
    write(folder, text=TEXT)
    result(narrate(folder, "a.txt", "--json"))
    return (folder / "a.mp3").read_bytes()


@pytest.mark.parametrize("kept", [1, 15, SENTENCES])
def test_killed_parent(tmp_path: Path, undisturbed: bytes, kept: int) -> None:
    write(tmp_path, text=TEXT)
    run = start(tmp_path)
    until(lambda: takes(tmp_path) >= kept)
    run.kill()
    run.wait()
    until(lambda: not list(processes(tmp_path)))
    assert not (tmp_path / "a.mp3").exists()
    before = takes(tmp_path)
    made = result(narrate(tmp_path, "a.txt", "--json"))
    assert made["cached"] == before
    assert made["synthesised"] == SENTENCES + 1 - before
    assert (tmp_path / "a.mp3").read_bytes() == undisturbed
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp3", "a.txt", "cache"]


@pytest.mark.parametrize("kept", [1, 4])
def test_killed_while_it_encodes(tmp_path: Path, undisturbed: bytes, kept: int) -> None:
    write(tmp_path, text=TEXT)
    run = start(tmp_path)
    until(lambda: len(list(tmp_path.glob("cache/??/[!.]*.mp3"))) >= kept)
    run.kill()
    run.wait()
    until(lambda: not list(processes(tmp_path)))
    made = result(narrate(tmp_path, "a.txt", "--json", "--force"))
    assert made["synthesised"] == 0
    assert (tmp_path / "a.mp3").read_bytes() == undisturbed


def test_killed_workers(tmp_path: Path, undisturbed: bytes) -> None:
    write(tmp_path, text=TEXT)
    run = start(tmp_path)
    for kept in (5, 15):
        until(lambda kept=kept: takes(tmp_path) >= kept)
        workers = [pid for pid in processes(tmp_path) if is_worker(pid)]
        os.kill(workers[0], signal.SIGKILL)
    assert run.wait(timeout=120) == 0
    assert (tmp_path / "a.mp3").read_bytes() == undisturbed


def test_two_runs_at_once(tmp_path: Path, undisturbed: bytes) -> None:
    write(tmp_path, text=TEXT)
    runs = [start(tmp_path), start(tmp_path)]
    statuses = sorted(run.wait(timeout=120) for run in runs)
    assert statuses[0] == 0
    assert (tmp_path / "a.mp3").read_bytes() == undisturbed


def test_stopped_by_the_user_says_so(tmp_path: Path) -> None:
    write(tmp_path, text=TEXT)
    run = subprocess.Popen(
        [sys.executable, "-m", "narrator", "a.txt", "-q", "--jobs", "1"],
        cwd=tmp_path,
        env=environment(tmp_path),
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )
    until(lambda: takes(tmp_path))
    run.send_signal(signal.SIGINT)
    said = run.communicate(timeout=60)[1]
    assert (run.returncode, said.count("run again to go on")) == (130, 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "cache"]


def test_a_result_that_cannot_be_printed_is_one_clear_line(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "narrator", "voices", "list"],
            env=environment(tmp_path),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert run.returncode == 1
    assert run.stderr == "narrate: cannot print the result (No space left on device)\n"
