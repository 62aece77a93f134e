"""Takes come back as they were put, and damage is found."""

from pathlib import Path

import numpy as np
import pytest

from fakes import VOICE
from narrator.errors import ProductionError
from narrator.model import Audio, Hertz, Prosody
from narrator.production.cache import Cache, take_key

KEY = "ab" * 32
RATE = Hertz(22050)


def audio(seconds: float = 1.0) -> Audio:
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, round(seconds * RATE))
    return Audio(samples=noise.astype(np.float32), sample_rate=RATE)


def test_put_and_get(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.get(KEY) is None
    made = cache.put(KEY, audio())
    found = Cache(tmp_path).get(KEY)
    assert found is not None
    assert (found.samples, found.sample_rate) == (made.samples, RATE)
    np.testing.assert_array_equal(found.energies, made.energies)
    np.testing.assert_allclose(cache.samples(found), audio().samples, atol=1 / 32767)


def test_truncated_sound_is_a_miss(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, audio())
    path = next(tmp_path.rglob("*.flac"))
    path.write_bytes(path.read_bytes()[:-100])
    assert cache.get(KEY) is None


def test_sound_damaged_in_place_is_found_and_forgotten(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    take = cache.put(KEY, audio())
    path = next(tmp_path.rglob("*.flac"))
    path.write_bytes(b"\0" * path.stat().st_size)
    with pytest.raises(ProductionError, match="damaged; run again"):
        cache.samples(take)
    assert cache.get(KEY) is None


@pytest.mark.parametrize("notes", ["", "{", "[]", '{"samples": 3}', "null"])
def test_damaged_notes_are_a_miss(tmp_path: Path, notes: str) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, audio())
    next(tmp_path.rglob("*.json")).write_text(notes)
    assert cache.get(KEY) is None


def test_nothing_half_written_stays(tmp_path: Path) -> None:
    Cache(tmp_path).put(KEY, audio())
    assert {path.suffix for path in tmp_path.rglob("*") if path.is_file()} == {".flac", ".json"}
    assert not list(tmp_path.rglob(".*"))


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ProductionError, match="NARRATOR_CACHE"):
        Cache(tmp_path / "file")


def test_key_changes_with_everything_that_sounds() -> None:
    base = take_key("a", VOICE, "1", Prosody(), RATE)
    others = [
        take_key("b", VOICE, "1", Prosody(), RATE),
        take_key("a", VOICE, "2", Prosody(), RATE),
        take_key("a", VOICE, "1", Prosody(pace=1.1), RATE),
    ]
    assert len({base, *others}) == 4
    assert base == take_key("a", VOICE, "1", Prosody(), RATE)
