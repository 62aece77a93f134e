"""The sample articles are read as their reviewed spoken text says, paragraph by paragraph."""

from pathlib import Path

import pytest

from narrator.app import front_end
from narrator.config import Settings
from narrator.read import read

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.mark.parametrize("spoken", sorted(SAMPLES.glob("*.spoken.txt")), ids=lambda path: path.name)
def test_sample(spoken: Path) -> None:
    (article,) = SAMPLES.glob(spoken.name.replace(".spoken.txt", ".[mt][dx]*"))
    reader = front_end(Settings())
    blocks = [block.text for chapter in read(article).chapters for block in chapter.blocks]
    said = [reader.read(block).normalized.spoken for block in blocks]
    assert said == spoken.read_text(encoding="utf-8").splitlines()


def test_there_are_samples() -> None:
    assert list(SAMPLES.glob("*.spoken.txt"))
