"""Episodes into a folder: what is kept, what is renewed, what is refused."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from narrator.errors import ConfigError, PublishError
from narrator.master.finished import episode
from narrator.publish import publisher
from narrator.publish.feed import Feed, Item
from narrator.publish.publishing import Choice, publish
from narrator.publish.rehearsal import Rehearsal
from narrator.publish.targets.folder import Folder
from publish.feeds import BASE, audio, made_channel


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    publisher.create(Folder(str(tmp_path / "feed")), "feed", made_channel())
    return tmp_path / "feed"


def add(folder: Path, path: Path, **choice: object) -> Item:
    return publish(Folder(str(folder)), "feed", episode(path), Choice(**choice))  # type: ignore[arg-type]


def feed_in(folder: Path) -> Feed:
    return publisher.load(Folder(str(folder)), "feed")


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_an_episode_and_all_its_files(folder: Path, tmp_path: Path) -> None:
    path = audio(tmp_path)
    item = add(folder, path)
    assert (item.title, item.author, item.narrator) == ("داستان چای", "گوینده & دوستان", "صدا")
    assert (item.number, item.type, item.bytes) == (1, "audio/mpeg", path.stat().st_size)
    assert abs(item.duration - 4000) < 30
    assert [(chapter.start, chapter.title) for chapter in item.chapters] == [
        (0, "فصل 0"),
        (1000, "فصل 1"),
        (2000, "فصل 2"),
    ]
    assert item.summary == "نخستین جمله. دومین جمله؟ سومین & جمله <آخر>."
    assert (folder / item.audio).read_bytes() == path.read_bytes()
    for suffix, name in item.captions.items():
        assert (folder / name).read_bytes() == path.with_suffix(f".{suffix}").read_bytes()
    assert all(re.fullmatch(r"[\w./-]+", name, re.ASCII) for name in contents(folder))
    assert item.guid in (folder / "feed.xml").read_text()


def test_publishing_again_writes_nothing(folder: Path, tmp_path: Path) -> None:
    path = audio(tmp_path)
    first = add(folder, path)
    before = contents(folder)
    assert add(folder, path) == first
    assert contents(folder) == before


def test_changed_sound_gets_a_new_address_and_keeps_the_rest(folder: Path, tmp_path: Path) -> None:
    first = add(folder, audio(tmp_path))
    second = add(folder, audio(tmp_path, seconds=5))
    assert second.audio != first.audio
    kept = ("guid", "published", "page", "number", "title", "summary")
    assert [getattr(second, key) for key in kept] == [getattr(first, key) for key in kept]
    assert (folder / first.audio).exists()  # an app may be in the middle of it
    target = Folder(str(folder))
    (folder / "robots.txt").write_text("mine")
    removed = publisher.purge(target, "feed")
    assert set(removed) == {first.audio, *first.captions.values(), first.chapter_file} - {
        second.audio,
        *second.captions.values(),
        second.chapter_file,
    }
    assert (folder / "robots.txt").exists()
    assert publisher.purge(target, "feed") == []


def test_pictures_of_chapters_go_with_it_and_are_named_by_their_address(
    folder: Path, tmp_path: Path
) -> None:
    pictures = [b"\xff\xd8\xff\xe0 one", b"", b"\xff\xd8\xff\xe0 two"]
    item = add(folder, audio(tmp_path, pictures=pictures))
    assert [(folder / name).read_bytes() for name in item.pictures] == [pictures[0], pictures[2]]
    chapters = json.loads((folder / item.chapter_file).read_text())["chapters"]
    first, second = (BASE + name for name in item.pictures)
    assert [entry.get("img") for entry in chapters] == [first, None, second]
    assert feed_in(folder).items == (item,)
    assert publisher.purge(Folder(str(folder)), "feed") == []
    before = contents(folder)
    add(folder, audio(tmp_path, pictures=pictures))
    assert contents(folder) == before
    plain = add(folder, audio(tmp_path))
    assert (plain.pictures, plain.guid) == ((), item.guid)
    assert set(item.pictures) < set(publisher.purge(Folder(str(folder)), "feed"))


def test_what_was_edited_stays_when_the_sound_is_renewed(folder: Path, tmp_path: Path) -> None:
    first = add(folder, audio(tmp_path))
    edited = replace(first, title="نام بهتر", summary="خلاصهٔ بهتر")
    publisher.change(Folder(str(folder)), "feed", lambda feed: feed.with_item(edited))
    again = add(folder, audio(tmp_path, seconds=5), values={"season": 2})
    assert (again.title, again.summary, again.season) == ("نام بهتر", "خلاصهٔ بهتر", 2)


def test_a_namesake_is_never_overwritten_unasked(folder: Path, tmp_path: Path) -> None:
    first = add(folder, audio(tmp_path))
    other = audio(tmp_path, title="داستان قهوه")
    with pytest.raises(PublishError) as refused:
        add(folder, other)
    assert f"--replace {first.guid[:8]}" in str(refused.value)
    second = add(folder, other, as_new=True)
    assert {item.title for item in feed_in(folder).items} == {"داستان چای", "داستان قهوه"}
    assert (second.number, add(folder, other)) == (2, second)
    third = add(folder, audio(tmp_path, title="سوم"), instead_of=first.guid)
    assert (third.guid, third.published, third.title) == (first.guid, first.published, "سوم")


def test_dates_order_the_feed_and_numbers_go_on(folder: Path, tmp_path: Path) -> None:
    for year in (2025, 2023, 2024):
        when = datetime(year, 1, 1, tzinfo=UTC)
        add(folder, audio(tmp_path, f"{year}.mp3", f"سال {year}"), published=when)
    items = feed_in(folder).items
    assert [item.published.year for item in items] == [2025, 2024, 2023]
    assert [item.number for item in items] == [1, 3, 2]
    add(folder, audio(tmp_path, "twin.mp3", "همزاد"), published=items[0].published)
    assert [item.number for item in feed_in(folder).items] == [4, 1, 3, 2]


def test_a_rehearsal_tells_everything_and_writes_nothing(folder: Path, tmp_path: Path) -> None:
    before = contents(folder)
    rehearsal = Rehearsal(Folder(str(folder)))
    publish(rehearsal, "feed", episode(audio(tmp_path)), Choice())
    assert contents(folder) == before
    names = [step.split()[1] for step in rehearsal.plan]
    assert [name.partition("/")[0] for name in names] == [
        *["media"] * 4,
        *("narrator-feed.json", "episodes", "index.html", "feed.xml", "narrator-feed.json"),
    ]


def test_removed_episodes_leave_their_files_until_purged(folder: Path, tmp_path: Path) -> None:
    item = add(folder, audio(tmp_path))
    target = Folder(str(folder))
    publisher.change(target, "feed", lambda feed: feed.without(item.guid))
    assert item.guid not in (folder / "feed.xml").read_text()
    assert (folder / item.audio).exists()
    assert item.page in publisher.purge(target, "feed")
    assert not (folder / item.audio).exists()


def test_a_rebuild_gives_the_same_files(folder: Path, tmp_path: Path) -> None:
    add(folder, audio(tmp_path))
    before = {name: content for name, (content, _) in contents(folder).items()}
    for name in ("feed.xml", "index.html", feed_in(folder).items[0].page):
        (folder / name).unlink()
    publisher.change(Folder(str(folder)), "feed", publisher.rebuild)
    assert {name: content for name, (content, _) in contents(folder).items()} == before


@pytest.mark.parametrize("suffix", [".opus", ".wav", ".flac"])
def test_sound_that_no_app_plays_is_refused(folder: Path, tmp_path: Path, suffix: str) -> None:
    with pytest.raises(PublishError, match="podcast apps play MP3 and M4B"):
        add(folder, audio(tmp_path, f"a{suffix}"))


def test_an_m4b_goes_by_the_name_that_apps_know(folder: Path, tmp_path: Path) -> None:
    item = add(folder, audio(tmp_path, "کتاب.m4b"))
    assert (item.audio[-4:], item.type, len(item.chapters)) == (".m4a", "audio/mp4", 3)


def test_captions_that_are_none_are_refused_before_anything_is_written(
    folder: Path, tmp_path: Path
) -> None:
    path = audio(tmp_path)
    before = contents(folder)
    path.with_suffix(".vtt").write_bytes(b"<html>not captions</html>")
    with pytest.raises(PublishError, match=r"چای داغ\.vtt: "):
        add(folder, path)
    assert contents(folder) == before


def test_bad_values_are_refused(folder: Path, tmp_path: Path) -> None:
    for values in ({"kind": "half"}, {"season": -1}, {"title": " \u202e "}):
        with pytest.raises(ConfigError):
            add(folder, audio(tmp_path), values=values)
    assert feed_in(folder).items == ()


def test_a_feed_is_made_once_and_found_only_where_it_is(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="there is a feed already"):
        publisher.create(Folder(str(folder)), "feed", made_channel())
    with pytest.raises(PublishError, match="narrate feed init makes one"):
        add(tmp_path / "elsewhere", audio(tmp_path))
