"""Takes in a store that machines share: whole or not there, wherever the connection is cut."""

import pickle
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from narrate import environment, narrate, result, write
from narrator import bucket
from narrator.errors import ProductionError
from narrator.production.cache import Cache, default_folder
from narrator.production.store import StoredCache, open_cache
from production.test_cache import KEY, audio
from stores import names

if TYPE_CHECKING:
    import boto3

WHERE = "s3://books/takes"


def machine(folder: Path) -> StoredCache:
    return StoredCache(WHERE, folder)


def test_what_one_machine_speaks_another_hears(store: "boto3.client", tmp_path: Path) -> None:
    here, there = machine(tmp_path / "here"), machine(tmp_path / "there")
    assert here.get(KEY) is None
    made = here.put(KEY, audio(), "clipped")
    found = there.get(KEY)
    assert found is not None
    assert (found.samples, found.doubt) == (made.samples, "clipped")
    np.testing.assert_array_equal(there.samples(found), here.samples(made))
    assert names(store) == [f"takes/ab/{KEY}.flac", f"takes/ab/{KEY}.json"]


def test_a_take_that_only_the_store_has_is_fetched(store: "boto3.client", tmp_path: Path) -> None:
    take = machine(tmp_path / "there").put(KEY, audio())
    here = machine(tmp_path / "here")
    assert len(here.samples(take)) == take.samples
    assert Cache(tmp_path / "here").get(KEY) is not None


def test_damage_in_the_folder_is_mended_from_the_store(
    store: "boto3.client", tmp_path: Path
) -> None:
    here = machine(tmp_path)
    take = here.put(KEY, audio())
    path = next(tmp_path.rglob("*.flac"))
    path.write_bytes(b"\0" * path.stat().st_size)
    assert len(here.samples(take)) == take.samples


def spoil(store: "boto3.client") -> None:
    name = f"takes/ab/{KEY}.flac"
    size = store.head_object(Bucket="books", Key=name)["ContentLength"]
    store.put_object(Bucket="books", Key=name, Body=b"\0" * size)


def test_damage_in_the_store_is_found_and_forgotten(store: "boto3.client", tmp_path: Path) -> None:
    here = machine(tmp_path / "here")
    here.put(KEY, audio())
    assert list(here.damaged()) == []
    spoil(store)
    assert list(here.damaged()) == [KEY]
    there = machine(tmp_path / "there")
    take = there.get(KEY)
    assert take is not None
    with pytest.raises(ProductionError, match="damaged; run again"):
        there.samples(take)
    assert there.get(KEY) is None
    assert names(store) == []


def test_cut_off_at_any_request(store: "boto3.client", tmp_path: Path) -> None:
    """Nothing half put is ever found, and what was spoken is kept here."""

    class Cut:
        left = 0

        def put(self, *arguments: object) -> None:
            self.left -= 1
            if self.left < 0:
                raise ProductionError("the connection is cut")
            whole.put(*arguments)  # type: ignore[arg-type]

    here, line = machine(tmp_path / "here"), Cut()
    whole = here._bucket
    here._bucket = line  # type: ignore[assignment]
    for line.left in (0, 1):
        with pytest.raises(ProductionError, match="is cut"):
            here.put(KEY, audio())
        assert machine(tmp_path / "there").get(KEY) is None
        assert Cache(tmp_path / "here").get(KEY) is not None
    line.left = 2
    here.put(KEY, audio())
    assert machine(tmp_path / "there").get(KEY) is not None


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("status", "said"), [(403, "access is refused"), (0, "store fails"), (200, "store fails")]
)
def test_a_store_that_fails_is_one_clear_line(
    failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int, said: str
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT", f"{failing}/{status}")
    monkeypatch.setitem(bucket._RETRIES, "max_retries", 1)
    with pytest.raises(ProductionError) as caught:
        machine(tmp_path).get(KEY)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not list(tmp_path.rglob("*.*"))


def test_it_travels_to_other_machines_without_its_folder(
    store: "boto3.client", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = pickle.dumps(machine(tmp_path / "here"))
    monkeypatch.setenv("NARRATOR_CACHE", str(tmp_path / "there"))
    assert pickle.loads(sent).folder == tmp_path / "there"


@pytest.mark.parametrize("where", ["gs://books", "s3:///takes"])
def test_an_address_that_is_none(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NARRATOR_CACHE", where)
    assert default_folder().name == "narrator"
    with pytest.raises(ProductionError, match=f"^{where}: must be s3://bucket"):
        open_cache()


def test_an_article_from_the_store(store: "boto3.client", tmp_path: Path) -> None:
    """Made here, it costs another machine nothing; the commands tell, check and clear."""
    machines = [tmp_path / "one", tmp_path / "two"]
    made = []
    for folder in machines:
        folder.mkdir()
        write(folder)
        made.append(result(narrate(folder, "a.txt", "--json", environ=shared(folder))))
    assert [run["synthesised"] for run in made] == [made[0]["sentences"], 0]
    assert (machines[0] / "a.mp3").read_bytes() == (machines[1] / "a.mp3").read_bytes()
    one = machines[0]
    told = result(narrate(one, "cache", "info", "--json", environ=shared(one)))
    assert told["store"]["sentences"] == told["sentences"] == 6
    assert told["store"]["bytes"] < told["bytes"]  # pieces of MP3 stay where they were made
    verified = narrate(one, "cache", "verify", environ=shared(one))
    assert f"{WHERE}: 6 of 6 sentences are whole" in verified.stdout
    cleared = narrate(one, "cache", "clear", environ=shared(one))
    assert f"{WHERE}: 6 sentences removed" in cleared.stdout
    assert names(store) == []


def shared(folder: Path) -> dict[str, str]:
    return environment(folder) | {"NARRATOR_CACHE": WHERE, "XDG_CACHE_HOME": str(folder)}
