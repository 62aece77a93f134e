"""narrate preview of sentences of an article."""

from pathlib import Path

import pytest
import soundfile

from narrate import narrate, write


@pytest.mark.parametrize(
    ("which", "numbers"),
    [
        ("2", [2]),
        ("۳-۵", [3, 4, 5]),
        ("3 – 4", [3, 4]),
        ("5-", [5, 6]),
        ("جمله", [2, 3, 5]),
        ("مكث", [5]),  # with an Arabic kaf, as another keyboard types it
    ],
)
def test_sentences_are_chosen(tmp_path: Path, which: str, numbers: list[int]) -> None:
    write(tmp_path)
    run = narrate(tmp_path, "preview", "--file", "a.txt", "--sentence", which, "-o", "s.wav")
    assert run.returncode == 0, run.stderr
    heads = [line for line in run.stdout.splitlines() if line.startswith("sentence")]
    assert heads == [f"sentence  {number}" for number in numbers]
    assert soundfile.info(tmp_path / "s.wav").duration > 0.5 * len(numbers)


def test_every_word_is_shown_with_its_ezafe_and_source(tmp_path: Path) -> None:
    narrate(tmp_path, "lexicon", "add", "کرم", "kerim")
    shown = narrate(tmp_path, "preview", "کرم ابریشم ۱۲ برگ خورد.").stdout.splitlines()
    words = [line.split() for line in shown if line.startswith("  ")]
    assert words[0] == ["keɾime", "ezafe", "override", "کرم"]
    assert ["dævɒzdæh", "lexicon", "۱۲", "→", "دوازده"] in words


BAD = {
    "none so far": (["--sentence", "99"], 4, "a.txt: has no sentence 99"),
    "no such word": (["--sentence", "زرافه"], 4, "a.txt: has no sentence زرافه"),
    "backwards": (["--sentence", "7-3"], 2, "--sentence 7-3: sentences count from 1"),
    "from nothing": (["--sentence", "0"], 2, "--sentence 0: sentences count from 1"),
    "two things": (["سلام"], 2, "name a text or --file ARTICLE, one of the two"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_wrong_choice_is_one_clear_line(tmp_path: Path, name: str) -> None:
    write(tmp_path)
    arguments, status, message = BAD[name]
    run = narrate(tmp_path, "preview", "--file", "a.txt", "-o", "s.wav", *arguments)
    assert (run.returncode, len(run.stderr.splitlines())) == (status, 1)
    assert message in run.stderr
    assert not (tmp_path / "s.wav").exists()
