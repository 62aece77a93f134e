"""What comes with a plain ``pip install narrator``, and what a command loads of it."""

import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement

CORE = 350_000_000


def closure(name: str) -> set[str]:
    """The distributions that ``name`` needs without any extra, by name."""
    found: set[str] = set()
    ahead = [name]
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            needed = map(Requirement, distribution(name).requires or ())
            ahead += [
                need.name.lower()
                for need in needed
                if need.marker is None or need.marker.evaluate({"extra": ""})
            ]
    return found


def size(name: str) -> int:
    files = distribution(name).files or ()
    paths = (Path(file.locate()) for file in files)
    return sum(path.stat().st_size for path in paths if path.is_file())


def test_the_core_is_small_and_has_no_neural_engine() -> None:
    core = closure("narrator")
    assert {"espeakng-loader", "numpy", "av"} <= core
    assert not {"torch", "onnxruntime", "piper-tts", "coqui-tts", "scipy"} & core
    sizes = {name: size(name) for name in core}
    assert sum(sizes.values()) < CORE, sorted(sizes.items(), key=lambda item: -item[1])[:8]


def test_help_loads_no_engine_and_nothing_heavy() -> None:
    code = (
        "import sys\nfrom narrator.cli import run\n"
        "assert run(['--help']) == 0\nassert run(['voices', '--help']) == 0\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr
    loaded = set(run.stderr.split())
    assert "narrator.cli.voices" in loaded
    heavy = {"numpy", "av", "torch", "onnxruntime", "espeakng_loader", "narrator.engines"}
    assert not heavy & loaded
