"""Prints the requirements of a dependency group of pyproject.toml, for pip and uv alike."""

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

GROUPS = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]


def requirements(group: str) -> Iterator[str]:
    for entry in GROUPS[group]:
        if isinstance(entry, dict):
            yield from requirements(entry["include-group"])
        else:
            yield entry


sys.stdout.write(" ".join(requirements(sys.argv[1])).replace(" >=", ">="))
