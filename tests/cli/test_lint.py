"""Words without a reading are told of, in lint and in a run; nothing is silent unnoticed."""

from pathlib import Path

import pytest

from narrate import narrate, result, write

DOUBTFUL = "آقای 世界 آمد. [کرم](k3rm) دیدم."


def test_lint_fails_where_a_word_has_no_reading(tmp_path: Path) -> None:
    write(tmp_path, text=DOUBTFUL)
    done = narrate(tmp_path, "lint", "a.txt")
    assert "“世界” has no reading ×1" in done.stdout
    assert "[کرم](k3rm): “3” is no letter of simple Latin ×1" in done.stdout
    assert done.returncode == 1


def test_lint_passes_where_all_words_have_one(tmp_path: Path) -> None:
    write(tmp_path, text="امروز هوا خوب است.")
    assert narrate(tmp_path, "lint", "a.txt").returncode == 0


def test_a_silent_mark_is_told_of_but_is_no_failure(tmp_path: Path) -> None:
    write(tmp_path, text="امروز \u0e31 هوا خوب است.")  # a Thai vowel sign
    done = narrate(tmp_path, "lint", "a.txt")
    assert "is silent ×1" in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize("option", [(), ("-q",)])
def test_a_run_tells_of_words_without_a_reading(tmp_path: Path, option: tuple[str, ...]) -> None:
    write(tmp_path, text=DOUBTFUL)
    done = narrate(tmp_path, "a.txt", *option)
    assert "“世界” has no reading ×1" in done.stderr
    assert "“3” is no letter" in done.stderr
    assert done.returncode == 0


def test_a_run_says_so_as_data_and_in_short(tmp_path: Path) -> None:
    write(tmp_path, text="او " + " و ".join("世界人山水火木金") + " نوشت.")
    done = narrate(tmp_path, "a.txt", "--json")
    assert len(result(done)["unread"]) == 8
    assert "and 3 more (narrate lint lists them)" in done.stderr


def test_a_damaged_article_is_mended_first(tmp_path: Path) -> None:
    damaged = Path(__file__).parents[2] / "samples" / "qanat.txt"
    run = narrate(tmp_path, "lint", str(damaged))
    assert "damaged paragraphs mended" in run.stderr
    assert "دیوارهشیب" not in run.stdout
