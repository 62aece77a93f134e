"""Other people's programs, which tests ask for a second opinion."""

import shutil
import subprocess
from pathlib import Path

import pytest

WANTED = Path(__file__).with_name("npm")


@pytest.fixture(scope="session")
def npm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packages of npm/package.json and our scripts."""
    if not shutil.which("npm"):
        pytest.skip("needs npm, which CI installs")
    folder = tmp_path_factory.mktemp("npm")
    shutil.copytree(WANTED, folder, dirs_exist_ok=True)
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if run.returncode:
        pytest.skip(f"npm cannot install what CI installs: {run.stderr.strip()[:200]}")
    return folder


def program(name: str, *arguments: str | Path) -> str:
    """What a program of Debian's prints."""
    if not shutil.which(name):
        pytest.skip(f"needs {name}, which CI installs")
    command = [name, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
