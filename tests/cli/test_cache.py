"""narrate cache: told, verified and cleared as a user would."""

from pathlib import Path

from narrate import narrate, result, write


def test_info_verify_and_clear(tmp_path: Path) -> None:
    write(tmp_path)
    assert narrate(tmp_path, "a.txt", "-q").returncode == 0
    told = result(narrate(tmp_path, "cache", "info", "--json"))
    assert told["sentences"] == 6
    assert told["bytes"] > 10_000
    assert "6 of 6 sentences are whole" in narrate(tmp_path, "cache", "verify").stdout

    sound = next((tmp_path / "cache").rglob("*.flac"))
    sound.write_bytes(b"\0" * sound.stat().st_size)
    found = narrate(tmp_path, "cache", "verify")
    assert found.returncode == 1
    assert f"{sound}: damaged" in found.stdout
    again = result(narrate(tmp_path, "a.txt", "--json", "--force"))
    assert again["synthesised"] == 1

    assert narrate(tmp_path, "cache", "clear").stdout.startswith("6 sentences removed")
    assert result(narrate(tmp_path, "cache", "info", "--json"))["sentences"] == 0


def test_a_limit_that_is_no_number_stops_before_any_work(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("NARRATOR_CACHE_GB", "viel")
    write(tmp_path)
    done = narrate(tmp_path, "a.txt")
    assert done.returncode == 2
    assert "NARRATOR_CACHE_GB must be a number of gigabytes, not 'viel'" in done.stderr
    assert not (tmp_path / "a.mp3").exists()
