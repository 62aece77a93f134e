"""Runs the real command in a process of its own, as a user does."""

import json
import os
import re
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

ARTICLE = """عنوان مقاله

نخستین جمله این است. دومین جمله کمی بلندتر است.

فصل دوم

سومین جمله، با مکث. و چهارمین!
"""


def environment(folder: Path) -> dict[str, str]:
    """The environment of a run that keeps its cache and settings under ``folder``."""
    return os.environ | {
        "NARRATOR_CACHE": str(folder / "cache"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_DATA_HOME": str(folder / "data"),
        "PATH": "/nonexistent",  # no player is to be found
    }


def narrate(
    folder: Path,
    *arguments: str,
    text: str = "",
    largest_file: int | None = None,
    environ: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run ``narrate`` in ``folder`` with ``text`` as standard input.

    Writing fails, as on a full disk, once a file reaches ``largest_file`` bytes.
    """

    def limit() -> None:
        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    return subprocess.run(
        [sys.executable, "-m", "narrator", *arguments],
        input=text,
        capture_output=True,
        text=True,
        cwd=folder,
        preexec_fn=limit,
        env=environ or environment(folder),
        timeout=120,
        check=False,
    )


def result(run: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """What a run with ``--json`` said, which must have gone well."""
    assert run.returncode == 0, run.stderr
    entry: dict[str, Any] = json.loads(run.stdout)
    return entry


def times(captions: Path) -> list[float]:
    """All that stand in a file of captions, in seconds."""
    found = re.findall(r"(\d+):(\d+):(\d+)[.,](\d+)", captions.read_text(encoding="utf-8"))
    return [int(h) * 3600 + int(m) * 60 + int(s) + int(ms) / 1000 for h, m, s, ms in found]


def write(folder: Path, name: str = "a.txt", text: str = ARTICLE) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
