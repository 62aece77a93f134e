"""narrate diff: what it lists is what a run then speaks, no more and no less."""

from pathlib import Path

from narrate import narrate, result, write

OLD = "# عنوان\n\nجملهٔ یکم اینجاست. جملهٔ دوم کوتاه است. جملهٔ سوم هم هست.\n"
EDITED = "# عنوان\n\nجملهٔ سوم هم هست. جملهٔ دوم بسیار کوتاه است. جمله‌ی یکم اینجاست.\n"


def test_only_what_sounds_otherwise_is_listed_and_spoken(tmp_path: Path) -> None:
    write(tmp_path, "old.md", OLD)
    write(tmp_path, "new.md", EDITED)
    told = result(narrate(tmp_path, "diff", "old.md", "new.md", "--json"))
    assert told["sentences"] == 4
    assert [row["text"] for row in told["anew"]] == ["جملهٔ دوم بسیار کوتاه است."]
    assert narrate(tmp_path, "old.md", "-q").returncode == 0
    assert result(narrate(tmp_path, "new.md", "--json"))["synthesised"] == 1


def test_the_same_article_costs_nothing(tmp_path: Path) -> None:
    write(tmp_path, "a.md", OLD)
    done = narrate(tmp_path, "diff", "a.md", "a.md")
    assert done.stdout == ""
    assert "0 of 4 sentences anew" in done.stderr


def test_another_setting_beside_the_article_is_heeded(tmp_path: Path) -> None:
    write(tmp_path, "a.md", OLD)
    slow = tmp_path / "slow"
    slow.mkdir()
    write(slow, "a.md", OLD)
    write(slow, "narrator.toml", "pace = 0.8\n")
    assert "4 of 4 sentences anew" in narrate(tmp_path, "diff", "a.md", "slow/a.md").stderr


def test_a_missing_article_is_one_line(tmp_path: Path) -> None:
    write(tmp_path, "a.md", OLD)
    done = narrate(tmp_path, "diff", "b.md", "a.md")
    assert done.returncode == 4
    assert done.stderr.startswith("narrate: b.md:")
    assert done.stderr.count("\n") == 1
