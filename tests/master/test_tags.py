"""What real readers find in finished files."""

import base64
import io
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import av
import eyed3
import mutagen
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.flac import Picture
from mutagen.id3 import ID3

from narrator.master.encode import encode
from narrator.master.formats import FORMATS
from narrator.master.id3 import id3_tag
from narrator.master.tags import Tags
from narrator.model import ChapterMark, Hertz
from signals import PIXEL, tone

RATE = Hertz(22_050)
CHAPTERED = [suffix for suffix in FORMATS if suffix != ".wav"]
TITLES = ["ب" * 200, "پایان", "فصلِ میانی‌تر " * 5, "د"]
EDGES = [0, 20_001, 41_000, 70_003, 88_200]


def marks(titles: list[str], edges: list[int]) -> list[ChapterMark]:
    return [
        ChapterMark(title=title, start=start, stop=stop)
        for title, (start, stop) in zip(titles, pairwise(edges), strict=True)
    ]


TAGS = Tags(
    title="نوروزِ باستانی",
    artist="م. نویسنده",
    album="مجله",
    date="2023-02-04",
    comment="یادداشت",
    source="https://example.ir/مقاله?n=1",
    narrator="espeak-ng",
    copyright="CC BY",
    cover=PIXEL,
    chapters=marks(TITLES, EDGES),
)


@pytest.fixture(scope="module", params=FORMATS)
def finished(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("tags") / f"a{request.param}"
    encode([tone(4, RATE)], sample_rate=RATE, path=path, tags=TAGS)
    return path


def test_chapters_lie_in_time_order_however_long_their_titles(finished: Path) -> None:
    if finished.suffix == ".wav":  # has no chapters
        return
    with av.open(finished) as container:
        chapters = container.chapters()
    seconds = [float(chapter["start"] * chapter["time_base"]) for chapter in chapters]
    assert [chapter["metadata"]["title"].strip() for chapter in chapters] == [
        title.strip() for title in TITLES
    ]
    assert seconds == pytest.approx([edge / RATE for edge in EDGES[:-1]], abs=0.001)


def test_names_are_found_by_libavformat(finished: Path) -> None:
    with av.open(finished) as container:
        found = container.metadata | container.streams.audio[0].metadata
    lower = {key.lower(): value for key, value in found.items()}
    assert lower["title"] == TAGS.title
    assert lower["artist"] == TAGS.artist
    assert lower["date"] == TAGS.date
    assert lower["language"] == "fas"
    assert lower["copyright"] == TAGS.copyright


def test_eyed3_finds_the_chapters_and_the_track(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    encode([tone(4, RATE)], sample_rate=RATE, path=path, tags=replace(TAGS, track=(2, 12)))
    tag = eyed3.load(path).tag
    (table,) = tag.table_of_contents
    assert (table.toplevel, table.ordered) == (True, True)
    found = [tag.chapters.get(name) for name in table.child_ids]
    assert [chapter.title for chapter in found] == TITLES
    assert [chapter.times.start for chapter in found] == [round(e / 22.05) for e in EDGES[:-1]]
    assert (tag.title, tag.album, tuple(tag.track_num)) == (TAGS.title, TAGS.album, (2, 12))


def test_the_cover_is_found_by_libavformat(finished: Path) -> None:
    if finished.suffix == ".wav":  # has no place for one
        return
    with av.open(finished) as container:
        assert bytes(next(container.demux(video=0))) == PIXEL


def test_the_cover_is_found_by_mutagen(finished: Path) -> None:
    file = mutagen.File(finished)
    match finished.suffix:
        case ".mp3":
            assert file.tags["APIC:"].data == PIXEL
            assert file.tags["APIC:"].mime == "image/png"
        case ".m4b":
            assert bytes(file.tags["covr"][0]) == PIXEL
        case ".flac":
            assert file.pictures[0].data == PIXEL
        case ".opus":
            block = base64.b64decode(file.tags["metadata_block_picture"][0])
            assert Picture(block).data == PIXEL


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_encoder_has_anything_to_complain_of(
    tmp_path: Path, suffix: str, caplog: pytest.LogCaptureFixture
) -> None:
    encode([tone(1, RATE)], sample_rate=RATE, path=tmp_path / f"a{suffix}", tags=TAGS)
    assert not caplog.records


def test_short_titles_stand_in_neros_chapter_list_too(tmp_path: Path) -> None:
    chapters = marks(["آغاز", "پایان"], [0, RATE, 2 * RATE])
    path = tmp_path / "a.m4b"
    encode([tone(2, RATE)], sample_rate=RATE, path=path, tags=Tags(title="x", chapters=chapters))
    listed = mutagen.File(path).chapters
    assert [(entry.start, entry.title) for entry in listed] == [(0, "آغاز"), (1, "پایان")]


@pytest.mark.parametrize("count", [0, 1, 3, 255, 256, 1000])
def test_every_chapter_hangs_on_one_top_level_ordered_table(count: int) -> None:
    chapters = marks([str(n) for n in range(count)], list(range(0, (count + 1) * 500, 500)))
    tag = ID3(io.BytesIO(id3_tag(Tags(title="x", chapters=chapters), RATE) + bytes(128)))
    tables = {frame.element_id: frame for frame in tag.getall("CTOC")}
    top = [table for table in tables.values() if table.flags & 2]
    assert len(top) == min(count, 1)
    assert all(table.flags & 1 for table in tables.values())
    names = [name for table in top for name in table.child_element_ids]
    leaves = [
        leaf
        for name in names
        for leaf in (tables[name].child_element_ids if name in tables else [name])
    ]
    assert [tag[f"CHAP:{leaf}"].sub_frames["TIT2"].text[0] for leaf in leaves] == [
        str(n) for n in range(count)
    ]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300))
def test_any_title_survives(title: str) -> None:
    data = id3_tag(Tags(title=title, chapters=marks([title], [0, 44_100])), RATE)
    tag = ID3(io.BytesIO(data + bytes(128)))
    assert tag.version == (2, 3, 0)
    assert tag["TIT2"].text[0] == title
    assert tag["CHAP:chp0"].sub_frames["TIT2"].text[0] == title
    assert (tag["CHAP:chp0"].start_time, tag["CHAP:chp0"].end_time) == (0, 2000)
    assert data[:5] == b"ID3\x03\x00"


def test_the_tag_says_all() -> None:
    tag = ID3(io.BytesIO(id3_tag(TAGS, RATE) + bytes(128)))
    assert tag["TLAN"].text == ["fas"]
    assert tag["TALB"].text == [TAGS.album]
    assert tag["TCOM"].text == [TAGS.narrator]
    assert tag["COMM::fas"].text == [TAGS.comment]
    assert tag["WOAS"].url == "https://example.ir/%D9%85%D9%82%D8%A7%D9%84%D9%87?n=1"
    assert str(tag["TDRC"].text[0]) == TAGS.date


@pytest.mark.parametrize("date", ["", "بهار ۱۴۰۲", "yesterday"])
def test_a_date_that_is_none_is_left_out(date: str) -> None:
    assert b"TYER" not in id3_tag(Tags(title="x", date=date), RATE)
