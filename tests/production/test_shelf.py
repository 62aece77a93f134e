"""The cache forgets what was unheard for longest, finds damage, and keeps what is in use."""

import os
import time
from pathlib import Path

import numpy as np
import pytest

from narrator.errors import ConfigError
from narrator.model import Audio, Hertz
from narrator.production.cache import Cache
from narrator.production.shelf import damaged, limit, shelved, tidy, trim

DAY = 24 * 3600


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """Five takes, "00…" unheard for five days, "11…" for four, and so on."""
    made = Cache(tmp_path)
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, 2205).astype(np.float32)
    for number in range(5):
        take = made.put(f"{number}" * 64, Audio(samples=noise, sample_rate=Hertz(22050)))
        age(made, take.key, 5 - number)
    return made


def age(cache: Cache, key: str, days: float) -> None:
    then = time.time() - days * DAY
    os.utime(cache.folder / key[:2] / f"{key}.json", (then, then))


def keys(cache: Cache) -> set[str]:
    return {entry.path.stem[0] for entry in shelved(cache.folder)}


def test_the_unheard_go_first(cache: Cache) -> None:
    size = max(entry.size for entry in shelved(cache.folder))
    assert trim(cache.folder, 2 * size) >= 3 * size - 3
    assert keys(cache) == {"3", "4"}
    assert len(list(cache.folder.rglob("*.flac"))) == 2


def test_hearing_a_take_keeps_it(cache: Cache) -> None:
    take = cache.get("0" * 64)
    assert take is not None
    cache.samples(take)
    trim(cache.folder, 0)
    assert keys(cache) == {"0"}


def test_what_fits_stays(cache: Cache) -> None:
    assert trim(cache.folder, 10**9) == 0
    assert len(keys(cache)) == 5


def test_the_last_day_stays_whatever_its_size(cache: Cache) -> None:
    for number in range(5):
        age(cache, f"{number}" * 64, 0.5)
    assert trim(cache.folder, 0) == 0
    assert len(keys(cache)) == 5


def test_remains_of_killed_processes_go(cache: Cache) -> None:
    old, new = cache.folder / "00" / ".old.flac", cache.folder / "00" / ".new.flac"
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))
    trim(cache.folder, 10**9)
    assert not old.exists()
    assert new.exists()


def test_sound_without_notes_goes_once_nobody_can_be_writing_them(cache: Cache) -> None:
    old, new = (cache.folder / f"{n}{n}" / f"{n * 64}.flac" for n in "01")
    for path in (old, new):
        path.with_suffix(".json").unlink()
    os.utime(old, (0, 0))
    trim(cache.folder, 10**9)
    assert not old.exists()
    assert new.exists()
    assert keys(cache) == {"2", "3", "4"}


def test_a_cache_is_looked_through_once_an_hour(cache: Cache) -> None:
    tidy(cache.folder, 10**9)
    tidy(cache.folder, 0)
    assert len(keys(cache)) == 5
    for hours in (2, -2):  # or the clock was put back
        then = time.time() - hours * 3600
        os.utime(cache.folder / ".tidied", (then, then))
        tidy(cache.folder, 0)
        assert not keys(cache)


def test_pieces_age_and_go_as_takes_do(cache: Cache) -> None:
    for key, days in (("aa" * 32, 9.0), ("bb" * 32, 3.5)):
        cache.put_piece(key, b"frames")
        then = time.time() - days * DAY
        os.utime(cache.folder / key[:2] / f"{key}.mp3", (then, then))
    size = sum(entry.size for entry in shelved(cache.folder))
    trim(cache.folder, size - 1)
    assert keys(cache) == {"0", "1", "2", "3", "4", "b"}
    assert cache.piece("bb" * 32) == b"frames"
    trim(cache.folder, 0)
    assert keys(cache) == {"b"}


def test_damage_of_every_kind_is_found(cache: Cache) -> None:
    folder = cache.folder
    sound, cut, notes = (folder / f"{n}{n}" / f"{n * 64}" for n in "012")
    path = sound.with_suffix(".flac")
    path.write_bytes(b"\0" * path.stat().st_size)
    path = cut.with_suffix(".flac")
    path.write_bytes(path.read_bytes()[:-9])
    notes.with_suffix(".json").write_text("{")
    for key in ("aa" * 32, "bb" * 32, "cc" * 32):
        cache.put_piece(key, b"frames")
    (folder / "aa" / f"{'aa' * 32}.mp3").write_bytes(b"")
    (folder / "bb" / f"{'bb' * 32}.mp3").write_bytes(b"x" * 38)
    assert {entry.path.stem[0] for entry in damaged(folder)} == {"0", "1", "2", "a", "b"}


def test_looking_for_damage_renews_nothing(cache: Cache) -> None:
    before = {entry.path: entry.used for entry in shelved(cache.folder)}
    assert list(damaged(cache.folder)) == []
    assert before == {entry.path: entry.used for entry in shelved(cache.folder)}


@pytest.mark.parametrize(("given", "size"), [("2", 2 * 10**9), ("0", 0), ("0.5", 5 * 10**8)])
def test_the_limit_is_read_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, given: str, size: int
) -> None:
    monkeypatch.setenv("NARRATOR_CACHE_GB", given)
    assert limit() == size


@pytest.mark.parametrize("given", ["much", "-1", "nan"])
def test_a_limit_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("NARRATOR_CACHE_GB", given)
    with pytest.raises(ConfigError, match="NARRATOR_CACHE_GB"):
        limit()
