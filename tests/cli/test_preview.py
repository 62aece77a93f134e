"""narrate preview of sentences of an article."""

import sys
from pathlib import Path

import pytest
import soundfile

from narrate import narrate, write
from narrator.cli.preview._show import script
from narrator.errors import ConfigError


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


def test_reshaped_for_a_terminal_without_bidi(tmp_path: Path) -> None:
    run = narrate(tmp_path, "preview", "--reshape", "کِرم (می‌خورد) NATO.")
    assert run.returncode == 0, run.stderr
    written = run.stdout.splitlines()[0]
    # Right to left and joined: full stop, NATO, then each letter in the form of its place.
    assert written == "written   .NATO (ﺩﺭﻮﺧﯽﻣ) ﻡﺮﮐِ"


def test_a_long_sentence_is_wrapped_before_it_is_turned_round(tmp_path: Path) -> None:
    text = "نخست " + "و سپس " * 30 + "پایان."
    first, second, *_ = narrate(tmp_path, "preview", "--reshape", text).stdout.splitlines()
    assert first.endswith("ﺖﺴﺨﻧ")
    assert second.startswith(" " * 10)
    assert len(first) <= 80


def test_without_its_packages_reshaping_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "arabic_reshaper", None)
    with pytest.raises(ConfigError, match=r"pip install 'narrator\[rtl\]'"):
        script(reshape=True)


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
