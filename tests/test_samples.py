"""The sample articles are read as their reviewed spoken text says."""

from pathlib import Path

import pytest

from narrator.app import front_end, mender
from narrator.config import Settings
from narrator.read import Options, read
from word_error import word_error

SAMPLES = Path(__file__).parents[1] / "samples"


def spoken(article: str) -> list[str]:
    """What is said for each paragraph of a sample, repaired where it is damaged."""
    front = front_end(Settings())
    content = read(SAMPLES / article, Options(mend=mender(lambda _line: None)))
    blocks = [block.text for chapter in content.chapters for block in chapter.blocks]
    return [front.read(block).normalized.spoken for block in blocks]


def reviewed(article: str) -> list[str]:
    path = (SAMPLES / article).with_suffix(".spoken.txt")
    return path.read_text(encoding="utf-8").splitlines()


def test_sound_sample_is_read_to_the_letter() -> None:
    assert spoken("short-names.md") == reviewed("short-names.md")


def test_damaged_sample_is_mostly_mended() -> None:
    truth = " ".join(reviewed("qanat.txt"))
    damaged = (SAMPLES / "qanat.txt").read_text(encoding="utf-8")
    assert word_error(truth, damaged) > 0.6
    assert word_error(truth, " ".join(spoken("qanat.txt"))) < 0.2


@pytest.mark.parametrize("article", ["short-names.md", "qanat.txt"])
def test_every_paragraph_is_spoken(article: str) -> None:
    assert all(paragraph.strip() for paragraph in spoken(article))
