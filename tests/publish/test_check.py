"""A sound feed passes; each thing that can be wrong with one is named."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from narrator.errors import PublishError
from narrator.master.finished import episode
from narrator.publish import artwork, publisher
from narrator.publish.check import check
from narrator.publish.publishing import Choice, publish
from narrator.publish.sources import Disk
from narrator.publish.targets.folder import Folder
from publish.feeds import BASE, audio, made_channel

URL = BASE + "feed.xml"


def picture(width: int = 1400, height: int = 1400, mode: str = "RGB", kind: str = "JPEG") -> bytes:
    file = io.BytesIO()
    Image.new(mode, (width, height)).save(file, kind)
    return file.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = Folder(str(tmp_path / "feed"))
    name = artwork.cover(picture(), "here")
    place.write(name, picture())
    publisher.create(place, "feed", made_channel(cover=name))
    for number in (1, 2):
        path = audio(tmp_path, f"{number}.mp3", f"قسمت {number}", seconds=number)
        publish(place, "feed", episode(path), Choice())
    return tmp_path / "feed"


def found(folder: Path, level: str = "") -> list[str]:
    return [f.message for f in check(Disk(folder, BASE), URL, 0) if level in ("", f.level)]


def test_a_sound_feed(folder: Path) -> None:
    assert check(Disk(folder, BASE), URL, 0) == []


WRONG = {
    "no title": ("<title>چای‌نامه</title>", "", "the podcast has no title"),
    "explicit": ("<itunes:explicit>false", "<itunes:explicit>clean", "must be true or false"),
    "category": ('text="Arts"', 'text="Arte"', "knows no category 'Arte'"),
    "no cover": ("<itunes:image ", "<itunes:picture ", "there is no cover"),
    "self": ('rel="self" href="https', 'rel="self" href="http', "names another one: http:"),
    "no date": ("pubDate>", "date>", "the date cannot be read"),
    "size": ('length="', 'length="1', "the feed says 1"),
    "type": ('type="audio/mpeg"', 'type="audio/x-mpeg"', "the audio is audio/x-mpeg"),
    "gone": ('.mp3"', '.m4a"', "there is no such file"),
    "elsewhere": ("chay/media/", "chay/../media/", "there is no such file"),
    "no guid": (' isPermaLink="false">', "><b/>", "there is no guid"),
    "chapters": ('.json" type', '.vtt" type', "chapters: "),
    "captions": ('.vtt" type', '.xml" type', "captions: "),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named(folder: Path, name: str) -> None:
    before, after, message = WRONG[name]
    feed = folder / "feed.xml"
    text = feed.read_text()
    assert before in text
    feed.write_text(text.replace(before, after))
    assert any(message in said for said in found(folder)), found(folder)


def test_one_guid_or_sound_for_two_episodes(folder: Path) -> None:
    place = Folder(str(folder))
    first, second = publisher.load(place, "feed").items
    twin = replace(second, audio=first.audio, bytes=first.bytes)
    publisher.change(place, "feed", lambda feed: feed.with_item(twin))
    assert found(folder) == [f"2 episodes have the same audio {BASE}{first.audio}"]
    feed = folder / "feed.xml"
    feed.write_text(feed.read_text().replace(second.guid, first.guid))
    assert any("same guid" in said for said in found(folder, "error"))


def test_chapters_in_disorder(folder: Path) -> None:
    item = publisher.load(Folder(str(folder)), "feed").items[0]
    path = folder / item.chapter_file
    chapters = json.loads(path.read_text())
    chapters["chapters"].reverse()
    path.write_text(json.dumps(chapters))
    assert any("not in order" in said for said in found(folder, "error"))


def test_only_the_newest_are_looked_at_where_that_is_asked(folder: Path) -> None:
    item = publisher.load(Folder(str(folder)), "feed").items[1]
    (folder / item.audio).unlink()
    assert check(Disk(folder, BASE), URL, 1) == []
    assert len(check(Disk(folder, BASE), URL, 2)) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no well-formed XML"),
        (b"<rss version='2.0'><channel>", "no well-formed XML"),
        (b"<html/>", "is no RSS 2.0 feed"),
        (b"<!DOCTYPE r [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><rss>&b;</rss>", "is no RSS"),
    ],
)
def test_what_is_no_feed_at_all(folder: Path, content: bytes, message: str) -> None:
    (folder / "feed.xml").write_bytes(content)
    with pytest.raises(PublishError, match=message):
        check(Disk(folder, BASE), URL, 0)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"GIF89a", "is no picture"),
        (picture(1399, 1399), "1400 to 3000 pixels"),
        (picture(3001, 3001), "1400 to 3000 pixels"),
        (picture(1400, 1500), "it is 1400 × 1500"),
        (picture(mode="CMYK"), "it is CMYK"),
        (picture(mode="RGBA", kind="PNG"), "without transparency"),
        (picture(kind="GIF"), "not GIF"),
    ],
)
def test_covers_that_directories_refuse(content: bytes, message: str) -> None:
    assert message in artwork.problem(content)
