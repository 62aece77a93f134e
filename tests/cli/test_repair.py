"""Damaged text mended on request and in a run; sound text left as it is."""

import json
from pathlib import Path

import pytest

from damage import CLASSES, Damage, damaged
from narrate import narrate, result

SUMMIT = Path(__file__).parents[1] / "repair" / "articles" / "summit.txt"
PARAGRAPHS = [line for line in SUMMIT.read_text(encoding="utf-8").split("\n") if line]
SOUND = damaged(PARAGRAPHS, Damage(width=80), seed=1)
BROKEN = damaged(PARAGRAPHS, CLASSES["all"], seed=1)
TITLE = PARAGRAPHS[0]
ANNOUNCED = "damaged paragraphs mended"


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> str:
    run = narrate(tmp_path_factory.mktemp("repair"), "repair", "-", text=BROKEN)
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_each_mended_paragraph_is_one_line(mended: str) -> None:
    lines = mended.splitlines()
    assert lines[0] == TITLE
    assert len(lines) < len(BROKEN.splitlines()) / 2
    assert not [line for line in lines if line.startswith((".", "؟", "!"))]


def test_a_file_is_mended_as_standard_input_is(tmp_path: Path, mended: str) -> None:
    (tmp_path / "a.txt").write_text(BROKEN, encoding="utf-8")
    assert narrate(tmp_path, "repair", "a.txt").stdout == mended
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == BROKEN


@pytest.mark.parametrize("options", [(), ("--diff",), ("--json",)])
def test_sound_text_is_said_to_be_sound(tmp_path: Path, options: tuple[str, ...]) -> None:
    run = narrate(tmp_path, "repair", "-", *options, text=SOUND)
    assert (run.returncode, run.stderr) == (0, "no damage found\n")
    if options == ("--json",):
        assert json.loads(run.stdout) == {"changed": False, "gain": 0.0, "paragraphs": []}
    else:
        assert run.stdout == ("" if options else SOUND)


def test_the_difference_tells_what_changed_and_how_sure(tmp_path: Path, mended: str) -> None:
    lines = narrate(tmp_path, "repair", "-", "--diff", text=BROKEN).stdout.splitlines()
    assert {line[:2] for line in lines} == {"@@", "  ", "- ", "+ "}
    assert all(line.endswith("% @@") for line in lines if line.startswith("@@"))
    after = " ".join(line[2:] for line in lines if line[:2] in ("  ", "+ "))
    assert set(after.split()) <= set(mended.split())


def test_the_report_gives_every_mended_paragraph(tmp_path: Path, mended: str) -> None:
    report = result(narrate(tmp_path, "repair", "-", "--json", text=BROKEN))
    assert report["changed"] is True
    assert report["gain"] > 0
    assert [paragraph["after"] for paragraph in report["paragraphs"]] == mended.splitlines()
    assert all(0 <= paragraph["confidence"] <= 1 for paragraph in report["paragraphs"])


def test_a_file_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    run = narrate(tmp_path, "repair", "none.txt")
    assert run.returncode != 0
    assert len(run.stderr.splitlines()) == 1
    assert "none.txt" in run.stderr


def test_a_run_mends_what_is_damaged_and_says_so_in_one_line(tmp_path: Path) -> None:
    run = narrate(tmp_path, "explain", "-", text=BROKEN)
    assert run.returncode == 0, run.stderr
    assert [line for line in run.stderr.splitlines() if ANNOUNCED in line] == [
        run.stderr.splitlines()[0]
    ]


@pytest.mark.parametrize(
    ("options", "text"), [(("--no-repair",), BROKEN), ((), SOUND)], ids=["told not to", "sound"]
)
def test_a_run_that_mends_nothing_says_nothing(
    tmp_path: Path, options: tuple[str, ...], text: str
) -> None:
    run = narrate(tmp_path, "explain", "-", *options, text=text)
    assert run.returncode == 0, run.stderr
    assert ANNOUNCED not in run.stderr


def test_an_article_made_without_repair_is_read_as_it_stands(tmp_path: Path) -> None:
    made = {}
    for options in ((), ("--no-repair",)):
        run = narrate(tmp_path, "-", "-o", "out.mp3", "--force", "--json", *options, text=BROKEN)
        made[options] = result(run)["sentences"]
        assert (ANNOUNCED in run.stderr) is (not options)
    assert made[()] != made["--no-repair",]
