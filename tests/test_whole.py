import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from narrator.errors import EncodeError
from narrator.whole import whole_file

KILLED = """
import os, signal, sys
from pathlib import Path
from narrator.whole import whole_file
with whole_file(Path(sys.argv[1])) as file:
    file.write(b"half a file")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "سلام.mp3"
    path.write_bytes(b"old")
    with whole_file(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == [path.name]


def test_an_exception_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), whole_file(path) as file:
        file.write(b"%d" % (1 / 0))
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.mp3"]


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    killed = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(names(tmp_path)) == 1
    with whole_file(path) as file:
        file.write(b"whole")
    assert names(tmp_path) == ["a.mp3"]


def test_two_runs_at_once_do_each_other_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    with whole_file(path) as first:
        first.write(b"first")
        with whole_file(path) as second:
            second.write(b"second")
        assert path.read_bytes() == b"second"
    assert path.read_bytes() == b"first"
    assert names(tmp_path) == ["a.mp3"]


def test_a_link_is_written_through(tmp_path: Path) -> None:
    target, link = tmp_path / "target.mp3", tmp_path / "link.mp3"
    target.write_bytes(b"old")
    link.symlink_to(target)
    with whole_file(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_places_that_cannot_be_written_are_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "fifo")
    for name in ("none/a.mp3", "file/a.mp3", "folder", "fifo"):
        with (
            pytest.raises(EncodeError, match=r"^cannot write .*: .+$"),
            whole_file(tmp_path / name),
        ):
            raise AssertionError(name)
    assert names(tmp_path) == ["fifo", "file", "folder"]


def test_a_full_disk_is_one_clear_line(tmp_path: Path) -> None:
    program = """
import resource, sys
from pathlib import Path
from narrator.errors import EncodeError
from narrator.whole import whole_file
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    with whole_file(Path(sys.argv[1])) as file:
        file.write(bytes(2000))
except EncodeError as error:
    print(error)
"""
    run = [sys.executable, "-c", program, str(tmp_path / "a.mp3")]
    output = subprocess.run(run, capture_output=True, check=True, text=True).stdout
    assert output == f"cannot write {tmp_path}/a.mp3: File too large\n"
    assert names(tmp_path) == []
