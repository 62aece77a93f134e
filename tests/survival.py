"""What is left of a run that is killed, and how to catch one in the act."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from narrate import environment


def takes(folder: Path) -> int:
    return len(list((folder / "cache").rglob("[!.]*.json")))


def processes(folder: Path) -> Iterator[int]:
    """Every living process whose cache is that of ``folder``."""
    mark = f"NARRATOR_CACHE={folder / 'cache'}\0".encode()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                if mark in (entry / "environ").read_bytes():
                    yield int(entry.name)
            except OSError:
                continue


def until(condition: "object", seconds: float = 60.0) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def start(folder: Path, *options: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "narrator", "a.txt", "-q", "--jobs", "2", *options],
        cwd=folder,
        env=environment(folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def is_worker(pid: int) -> bool:
    return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
