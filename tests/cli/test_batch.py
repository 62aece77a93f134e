"""narrate batch: all that can be made is made, and made once."""

import json
from pathlib import Path

import soundfile

from narrate import narrate, write
from narrator.model import Hertz
from signals import tone

SHORT = "یک جملهٔ کوتاه.\n"


def batch(folder: Path, *options: str) -> dict[str, str]:
    """Status by file name."""
    done = narrate(folder, "batch", "in", "-o", "out", "--json", *options)
    return {Path(row["article"]).name: row["status"] for row in json.loads(done.stdout)["articles"]}


def articles(folder: Path) -> Path:
    source = folder / "in"
    source.mkdir()
    write(source, "a.txt", SHORT)
    write(source, "b.md", "# عنوان\n\n" + SHORT)
    (source / "c.txt").write_bytes(b"")
    (source / "d.docx").write_bytes(b"PK\x03\x04 no archive")
    return source


def test_a_bad_article_stops_nothing(tmp_path: Path) -> None:
    articles(tmp_path)
    done = narrate(tmp_path, "batch", "in", "-o", "out")
    assert done.returncode == 6
    assert "3/4 in/c.txt: failed in/c.txt: the file is empty" in done.stderr
    assert sorted(path.name for path in (tmp_path / "out").glob("*.mp3")) == ["a.mp3", "b.mp3"]
    rows = json.loads((tmp_path / "out/narrate-batch.json").read_text())["articles"]
    assert [row["status"] for row in rows] == ["done", "done", "failed", "failed"]
    assert [line.split()[0] for line in done.stdout.splitlines()] == [
        "done", "done", "failed", "failed"
    ]  # fmt: skip


def test_it_goes_on_where_it_stopped(tmp_path: Path) -> None:
    source = articles(tmp_path)
    batch(tmp_path, "-q")
    first = (tmp_path / "out/a.mp3").stat().st_mtime_ns
    write(source, "b.md", "# عنوان دیگر\n\n" + SHORT)
    write(source, "c.txt", SHORT)
    assert batch(tmp_path, "-q") == {
        "a.txt": "kept", "b.md": "done", "c.txt": "done", "d.docx": "failed"
    }  # fmt: skip
    assert (tmp_path / "out/a.mp3").stat().st_mtime_ns == first
    (tmp_path / "out/a.mp3").write_bytes(b"cut")
    assert batch(tmp_path, "-q")["a.txt"] == "done"
    assert batch(tmp_path, "-q", "--executor", "serial", "--jobs", "1")["a.txt"] == "kept"
    write(source, "narrator.toml", "pace = 0.9\n")
    assert batch(tmp_path, "-q")["a.txt"] == "done"
    assert batch(tmp_path, "-q", "--force")["a.txt"] == "done"


def test_other_music_is_another_edition(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    write(source, "a.txt", SHORT)
    write(source, "narrator.toml", '[music]\nintro = "i.wav"\n')
    soundfile.write(source / "i.wav", tone(1, Hertz(22_050)), 22_050)
    assert batch(tmp_path, "-q") == {"a.txt": "done"}
    assert batch(tmp_path, "-q") == {"a.txt": "kept"}
    soundfile.write(source / "i.wav", tone(2, Hertz(22_050)), 22_050)
    assert batch(tmp_path, "-q") == {"a.txt": "done"}


def test_a_new_reading_is_another_edition(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    write(source, "a.txt", "کرم آمد.\n")
    assert batch(tmp_path, "-q") == {"a.txt": "done"}
    assert batch(tmp_path, "-q") == {"a.txt": "kept"}
    assert narrate(tmp_path, "lexicon", "add", "کرم", "kerm").returncode == 0
    assert batch(tmp_path, "-q") == {"a.txt": "done"}


def test_two_articles_of_one_name_become_two_files(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    write(source, "a.txt", SHORT)
    write(source, "a.md", SHORT)
    assert set(batch(tmp_path, "-q").values()) == {"done"}
    assert sorted(path.name for path in (tmp_path / "out").glob("*.mp3")) == ["a-2.mp3", "a.mp3"]


def test_chapters_in_files(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for name in ("a.md", "a.txt"):
        write(source, name)
    write(source, "narrator.toml", 'split = "chapters"\nbeside = "vtt"\n')
    assert batch(tmp_path, "-q") == {"a.md": "done", "a.txt": "done"}
    rows = json.loads((tmp_path / "out/narrate-batch.json").read_text())["articles"]
    assert [row["path"] for row in rows] == ["out/a/a.m3u8", "out/a-2/a-2.m3u8"]
    tracks = sorted((tmp_path / "out/a-2").glob("*.mp3"))
    assert rows[1]["size"] == sum(path.stat().st_size for path in tracks)
    assert batch(tmp_path, "-q") == {"a.md": "kept", "a.txt": "kept"}
    tracks[1].unlink()
    assert batch(tmp_path, "-q") == {"a.md": "kept", "a.txt": "done"}
    assert tracks[1].exists()


def test_a_damaged_ledger_only_costs_time(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    write(source, "a.txt", SHORT)
    (tmp_path / "out").mkdir()
    (tmp_path / "out/narrate-batch.json").write_text('{"articles": [{"article": 3}, 7]}')
    assert batch(tmp_path, "-q") == {"a.txt": "done"}
