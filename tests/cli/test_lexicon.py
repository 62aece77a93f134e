"""narrate lexicon and narrate lint, as a user runs them."""

from pathlib import Path

from narrate import narrate


def test_a_reading_is_added_listed_and_removed(tmp_path: Path) -> None:
    added = narrate(tmp_path, "lexicon", "add", "کرم", "کِرِم")
    assert added.returncode == 0, added.stderr
    assert narrate(tmp_path, "lexicon", "list").stdout == "کرم\tkeɾem\n"
    assert narrate(tmp_path, "lexicon", "remove", "کرم").returncode == 0
    assert narrate(tmp_path, "lexicon", "list").stdout == ""
    assert narrate(tmp_path, "lexicon", "remove", "کرم").returncode == 2


def test_a_wrong_reading_is_refused_with_its_place(tmp_path: Path) -> None:
    refused = narrate(tmp_path, "lexicon", "add", "کرم", "ke7m")
    assert refused.returncode == 2
    assert "column 3" in refused.stderr
    assert narrate(tmp_path, "lexicon", "list").stdout == ""


def test_a_lexicon_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_bytes(b"\xd3\n")
    refused = narrate(tmp_path, "lexicon", "add", "کرم", "kerm", "--file", "own.tsv")
    assert (refused.returncode, "Traceback" in refused.stderr) == (2, False)
    assert refused.stderr.startswith("narrate: own.tsv: cannot be read")


def test_the_projects_lexicon_is_checked(tmp_path: Path) -> None:
    (tmp_path / "narrator.toml").write_text('lexicon = "own.tsv"\n', encoding="utf-8")
    (tmp_path / "own.tsv").write_text("کرم\tke7m\n", encoding="utf-8")
    checked = narrate(tmp_path, "lexicon", "check")
    assert checked.returncode == 3
    assert "own.tsv:1:7" in checked.stderr


def test_impact_names_the_sentences_that_change(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("کتاب را دید. او رفت. این کتاب است.\n", encoding="utf-8")
    found = narrate(tmp_path, "lexicon", "impact", "کتاب", "kotAb", "a.txt")
    assert [line.split("\t")[0] for line in found.stdout.splitlines()] == ["1", "3"]
    assert "2 sentences" in found.stderr


def test_lint_lists_what_is_in_doubt_and_how_to_mend_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("ملک ری آباد شد و موسیو دوپونتلیه آمد.\n", encoding="utf-8")
    found = narrate(tmp_path, "lint", "a.txt")
    assert found.returncode == 0, found.stderr
    assert "narrate lexicon add 'دوپونتلیه'" in found.stdout
