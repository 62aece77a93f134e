"""A package of somebody else's, installed into an environment: found, checked, used."""

import json
import subprocess
import sys
import sysconfig
import textwrap
import venv
from pathlib import Path

import pytest

from narrate import environment, write

ENGINE = """
import numpy as np

from narrator.engines import EngineInfo
from narrator.errors import SynthesisError
from narrator.model import Audio, Span


class Hum:
    info = EngineInfo(
        name="hum", version="3", accepts="text", max_length=60, word_times=True, licence="MIT"
    )

    def script(self, utterance, voice):
        return " ".join(word.text for word in utterance.words if word.phonemes)

    def open(self, voice):
        return Speaker(voice.sample_rate)


class Speaker:
    def __init__(self, rate):
        self.rate = rate

    def speak(self, script, prosody, seed=0):
        if not script.strip():
            raise SynthesisError("nothing to hum")
        for word in script.split():
            slower = 60 if word == "کش" else 1
            count = round(self.rate * 0.09 * len(word) * slower / prosody.pace)
            loud = 0.0 if "سکوت" in script else 0.3
            tone = loud * np.sin(np.arange(count) * (0.05 + 0.001 * len(word)))
            yield Audio(
                samples=tone.astype(np.float32), sample_rate=self.rate, words=(Span(0, count),)
            )

    def close(self):
        pass


ENGINE = Hum()
"""
BACKEND = '''
"""Builds the wheel without any build package, so that installing needs no network."""

import zipfile
from pathlib import Path

NAME = "narrator_hum-1.0"


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    info = f"{NAME}.dist-info"
    files = {
        "narrator_hum.py": Path("narrator_hum.py").read_text(),
        f"{info}/METADATA": "Metadata-Version: 2.1\\nName: narrator-hum\\nVersion: 1.0\\n",
        f"{info}/WHEEL": (
            "Wheel-Version: 1.0\\nGenerator: t\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
        ),
        f"{info}/entry_points.txt": (
            "[narrator.engines]\\nhum = narrator_hum:ENGINE\\nbroken = narrator_hum:NOTHING\\n"
        ),
    }
    files[f"{info}/RECORD"] = "".join(f"{name},,\\n" for name in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(Path(wheel_directory) / f"{NAME}-py3-none-any.whl", "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
    return f"{NAME}-py3-none-any.whl"
'''
CONTRACT = """
import narrator_hum
from narrator.model import Hertz, Voice
from narrator.testing import EngineContract

class TestHum(EngineContract):
    engine = narrator_hum.ENGINE
    voice = Voice(id="hum", engine="hum", language="fa", sample_rate=Hertz(16000))

if __name__ == "__main__":
    names = [name for name in dir(TestHum) if name.startswith("test_")]
    for name in names:
        getattr(TestHum(), name)()
    print(len(names))
"""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment that has narrator and, by pip, the plug-in."""
    folder = tmp_path_factory.mktemp("plugin")
    write(folder, "narrator_hum.py", ENGINE)
    write(folder, "backend.py", BACKEND)
    write(
        folder,
        "pyproject.toml",
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
    )
    home = folder / "venv"
    venv.create(home, with_pip=True, symlinks=True)
    found = sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)})
    ours = sysconfig.get_path("purelib")
    (Path(found) / "narrator.pth").write_text(f"import site; site.addsitedir({ours!r})\n")
    made = home / "bin" / "python"
    install = ["-m", "pip", "install", "-q", "--no-deps", "--disable-pip-version-check"]
    subprocess.run([made, *install, folder], check=True, timeout=120, capture_output=True)
    return made


def run(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python, *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment(folder),
        timeout=120,
        check=False,
    )


def hum_voice(folder: Path) -> None:
    voices = folder / "config" / "narrator" / "voices"
    voices.mkdir(parents=True)
    text = 'id = "fa-hum"\nengine = "hum"\nlanguage = "fa"\nsample_rate = 16000\n'
    write(voices, "fa-hum.toml", text)


def test_it_is_found_and_a_broken_one_beside_it_is_told(python: Path, tmp_path: Path) -> None:
    doctor = run(python, tmp_path, "-m", "narrator", "doctor")
    assert "engine hum: ready, 3" in doctor.stdout, doctor.stderr
    assert "engine broken: engine 'broken' does not load" in doctor.stdout
    assert "engine espeak: ready" in doctor.stdout
    assert doctor.returncode == 1


def test_it_reads_an_article_in_workers_beside_another_voice(python: Path, tmp_path: Path) -> None:
    write(tmp_path, "a.md", "# عنوان\n\nنخستین جمله این است. " + "و این جمله بلندتر است، " * 9)
    write(tmp_path, "narrator.toml", 'voice = "fa-hum"\n[voices]\nheading = "fa-espeak"\n')
    hum_voice(tmp_path)
    made = run(python, tmp_path, "-m", "narrator", "a.md", "--json", "--jobs", "2", "-q")
    assert made.returncode == 0, made.stderr
    entry = json.loads(made.stdout)
    assert entry["failures"] == []
    assert entry["sentences"] == 3
    assert entry["synthesised"] > 5  # the last one in parts of at most 60 characters


def test_takes_that_went_wrong_are_told_by_number_and_text(python: Path, tmp_path: Path) -> None:
    write(tmp_path, text="این خوب است. این سکوت است. این کش است.")
    hum_voice(tmp_path)
    made = run(
        python, tmp_path, "-m", "narrator", "a.txt", "-q", "--jobs", "1", "--voice", "fa-hum"
    )
    assert made.returncode == 6
    silent, long = made.stderr.splitlines()
    assert silent.startswith("sentence 2: no sound came of: ")
    assert silent.endswith(": این سکوت است.")
    assert long.startswith("sentence 3: too long: ")
    assert long.endswith(", listen: این کش است.")
    assert "0:00:1" in made.stdout  # the long one is in the file all the same


def test_it_passes_the_contract_without_a_test_framework(python: Path, tmp_path: Path) -> None:
    write(tmp_path, "contract.py", textwrap.dedent(CONTRACT))
    checked = run(python, tmp_path, "contract.py")
    assert checked.returncode == 0, checked.stderr
    assert int(checked.stdout) > 10


def test_it_is_not_in_our_own_environment() -> None:
    code = "from narrator.engines.registry import statuses; print(*[s.name for s in statuses()])"
    ours = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert "hum" not in ours.stdout.split()
