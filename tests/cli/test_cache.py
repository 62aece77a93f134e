"""narrate cache: told, verified and cleared as a user would."""

from pathlib import Path

from narrate import narrate, result, write


def test_info_verify_and_clear(tmp_path: Path) -> None:
    write(tmp_path)
    assert narrate(tmp_path, "a.txt", "-q").returncode == 0
    told = result(narrate(tmp_path, "cache", "info", "--json"))
    assert (told["sentences"], told["pieces"]) == (6, len(list(tmp_path.rglob("cache/*/*.mp3"))))
    assert told["pieces"] >= 2  # as there are chapters
    assert told["bytes"] > 10_000
    assert "0 damaged of 6 sentences" in narrate(tmp_path, "cache", "verify").stdout

    sound = next((tmp_path / "cache").rglob("*.flac"))
    sound.write_bytes(b"\0" * sound.stat().st_size)
    found = narrate(tmp_path, "cache", "verify")
    assert found.returncode == 1
    assert f"{sound}: damaged" in found.stdout
    again = result(narrate(tmp_path, "a.txt", "--json", "--force"))
    assert again["synthesised"] == 1

    made = (tmp_path / "a.mp3").read_bytes()
    piece = next((tmp_path / "cache").rglob("*.mp3"))
    kept = piece.read_bytes()
    piece.write_bytes(kept[:100] + b"\0" + kept[101:])
    result(narrate(tmp_path, "a.txt", "--json", "--force"))
    assert ((tmp_path / "a.mp3").read_bytes(), piece.read_bytes()) == (made, kept)

    assert narrate(tmp_path, "cache", "clear").stdout.startswith("removed: 6 sentences")
    assert not list((tmp_path / "cache").glob("??/*"))
    assert result(narrate(tmp_path, "cache", "info", "--json"))["sentences"] == 0


def test_a_limit_that_is_no_number_stops_before_any_work(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("NARRATOR_CACHE_GB", "viel")
    write(tmp_path)
    done = narrate(tmp_path, "a.txt")
    assert done.returncode == 2
    assert "NARRATOR_CACHE_GB must be a number of gigabytes, not 'viel'" in done.stderr
    assert not (tmp_path / "a.mp3").exists()
