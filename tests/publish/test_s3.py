"""Feeds in an S3-compatible store: moto's server, over HTTP, and one that fails on purpose."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import boto3
import pytest
from lxml import etree

from narrator import bucket
from narrator.errors import PublishError
from narrator.master.finished import episode
from narrator.publish import publisher
from narrator.publish.publishing import Choice, publish
from narrator.publish.target import Target, target
from publish.contract import check_target
from publish.feeds import audio, made_channel
from stores import drop

WHERE = "s3://books/podcast"


def add(place: Target, path: Path) -> str:
    return publish(place, WHERE, episode(path), Choice()).title


def titles(client: "boto3.client") -> list[str | None]:
    body = client.get_object(Bucket="books", Key="podcast/feed.xml")["Body"].read()
    return [item.findtext("title") for item in etree.fromstring(body)[0].iter("item")]


def test_a_bucket_is_a_target(store: "boto3.client", tmp_path: Path) -> None:
    check_target(target(WHERE), tmp_path)


def test_every_file_has_its_type_and_how_long_it_may_be_kept(
    store: "boto3.client", tmp_path: Path
) -> None:
    place = target(WHERE)
    publisher.create(place, WHERE, made_channel())
    add(place, audio(tmp_path))
    found = {}
    for entry in store.list_objects_v2(Bucket="books")["Contents"]:
        head = store.head_object(Bucket="books", Key=entry["Key"])
        found[entry["Key"].rpartition(".")[2]] = (head["ContentType"], head["CacheControl"])
    for_ever, short = "public, max-age=31536000, immutable", "public, max-age=300"
    assert found["mp3"] == ("audio/mpeg", for_ever)
    assert found["vtt"] == ("text/vtt; charset=utf-8", for_ever)
    assert found["xml"] == ("application/rss+xml; charset=utf-8", short)
    assert found["html"] == ("text/html; charset=utf-8", short)


def test_publishers_at_once_lose_no_episode(store: "boto3.client", tmp_path: Path) -> None:
    publisher.create(target(WHERE), WHERE, made_channel())
    paths = [audio(tmp_path, f"{n}.mp3", f"قسمت {n}") for n in range(6)]
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda path: add(target(WHERE), path), paths))
    assert sorted(map(str, titles(store))) == sorted(done)
    assert not publisher.load(target(WHERE), WHERE).pending


def test_a_bucket_that_is_not_there_is_one_clear_line(
    store: "boto3.client", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = "s3://nowhere/podcast"
    with pytest.raises(PublishError, match=r"^s3://nowhere/podcast: there is no such bucket"):
        publisher.create(target(where), where, made_channel())
    with pytest.raises(PublishError, match="must be s3://bucket"):
        target("s3:///podcast")


def test_a_bucket_that_vanishes_in_the_middle(store: "boto3.client", tmp_path: Path) -> None:
    place = target(WHERE)
    publisher.create(place, WHERE, made_channel())
    path = audio(tmp_path)

    class Vanishing:
        def __getattr__(self, name: str) -> object:
            return getattr(place, name)

        def write(self, name: str, *rest: object, **options: object) -> None:
            if name.endswith(".json") and name.startswith("narrator"):
                drop(store)
            place.write(name, *rest, **options)  # type: ignore[arg-type]

    with pytest.raises(PublishError, match="no such bucket"):
        publish(Vanishing(), WHERE, episode(path), Choice())  # type: ignore[arg-type]
    store.create_bucket(Bucket="books")


def test_cut_off_at_any_request(store: "boto3.client", tmp_path: Path) -> None:
    place = target(WHERE)
    publisher.create(place, WHERE, made_channel())
    add(place, audio(tmp_path, "یک.mp3", "یک"))
    second, allowed = episode(audio(tmp_path, "دو.mp3", "دو")), 0

    class Cut:
        """Fails from the request on that is one too many."""

        left = 0

        def __getattr__(self, name: str) -> object:
            self.left -= 1
            if self.left < 0:
                raise PublishError("the connection is cut")
            return getattr(place, name)

    while True:
        line, allowed = Cut(), allowed + 1
        line.left = allowed
        try:
            publish(line, WHERE, second, Choice())  # type: ignore[arg-type]
            break
        except PublishError:
            assert titles(store) in (["یک"], ["دو", "یک"]), allowed
    assert titles(store) == ["دو", "یک"]
    assert not publisher.load(place, WHERE).pending
    assert allowed > 3


@pytest.mark.parametrize(
    ("status", "said"), [(403, "access is refused"), (401, "access is refused"), (0, "fails")]
)
def test_a_store_that_refuses_or_hangs_up_is_one_clear_line(
    store: "boto3.client", failing: str, monkeypatch: pytest.MonkeyPatch, status: int, said: str
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT", f"{failing}/{status}")
    monkeypatch.setitem(bucket._RETRIES, "max_retries", 1)
    with pytest.raises(PublishError) as caught:
        publisher.create(target(WHERE), WHERE, made_channel())
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)
