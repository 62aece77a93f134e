"""A book as one file a chapter: nothing lost between them, named so that any disk takes it."""

import io
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import av
import mutagen
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from narrator.errors import EncodeError
from narrator.master.encode import encode
from narrator.master.formats import FORMATS
from narrator.master.tags import Tags
from narrator.master.tracks import divided, m3u8, size, track_names, tracks, write_tracks
from narrator.model import ChapterMark, Hertz
from signals import PIXEL, speech_like

RATE = Hertz(22_050)


def marks(titles: list[str], edges: list[int]) -> list[ChapterMark]:
    return [
        ChapterMark(title=title, start=start, stop=stop)
        for title, (start, stop) in zip(titles, pairwise(edges), strict=True)
    ]


BOOK = Tags(
    title="کتاب",
    album="مجموعه",
    chapters=marks(["آغاز", "میانه/راه", "پایان"], [0, 20_001, 41_000, 88_200]),
)


def written(path: Path, tags: Tags) -> Path:
    lengths = [mark.stop - mark.start for mark in tags.chapters]
    chunks = np.array_split(speech_like(4, RATE), 7)
    writes = (
        partial(encode, part, sample_rate=RATE, form=FORMATS[path.suffix])
        for part in divided(chunks, lengths)
    )
    return write_tracks(writes, sample_rate=RATE, path=path, tags=tags)


@given(
    st.lists(st.integers(0, 50), max_size=20),
    st.lists(st.floats(0, 1), max_size=5),
)
def test_pieces_are_the_whole_again(sizes: list[int], places: list[float]) -> None:
    whole = np.arange(sum(sizes), dtype=np.float32)
    edges = [0, *sorted(round(place * len(whole)) for place in places), len(whole)]
    chunks = np.split(whole, np.cumsum(sizes)[:-1]) if sizes else []
    lengths = [stop - start for start, stop in pairwise(edges)]
    for (start, stop), piece in zip(pairwise(edges), divided(chunks, lengths), strict=True):
        joined = np.concatenate([np.zeros(0, np.float32), *piece])
        assert np.array_equal(joined, whole[start:stop])


@pytest.mark.parametrize("suffix", FORMATS)
def test_each_chapter_is_a_numbered_file_of_the_book(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"کتاب{suffix}"
    made = written(path, BOOK)
    assert made == tmp_path / "کتاب" / "کتاب.m3u8"
    names = [f"01 آغاز{suffix}", f"02 میانه راه{suffix}", f"03 پایان{suffix}"]
    assert sorted(file.name for file in made.parent.iterdir()) == [*names, "کتاب.m3u8"]
    with av.open(made.with_name(names[1])) as container:
        found = container.metadata | container.streams.audio[0].metadata
        rate = container.streams.audio[0].rate
        frames = container.decode(audio=0)
        length = sum(frame.samples for frame in frames) / (rate or 1)
        assert not container.chapters()
    lower = {key.lower(): value for key, value in found.items()}
    assert (lower["title"], lower["album"]) == ("میانه/راه", "مجموعه")
    assert lower["track"] == ("2" if suffix in (".flac", ".opus") else "2/3")
    assert lower.get("tracktotal", "3") == "3"
    assert length == pytest.approx((41_000 - 20_001) / RATE, abs=1 / RATE)


def test_the_playlist_names_each_file_with_its_length() -> None:
    names = track_names(BOOK.chapters, ".mp3")
    assert m3u8("مجموعه", names, BOOK.chapters, RATE) == (
        "#EXTM3U\n#PLAYLIST:مجموعه\n"
        "#EXTINF:0.907,آغاز\n01 آغاز.mp3\n"
        "#EXTINF:0.952,میانه/راه\n02 میانه راه.mp3\n"
        "#EXTINF:2.141,پایان\n03 پایان.mp3\n"
    )


def test_a_chapters_picture_is_the_cover_of_its_file(tmp_path: Path) -> None:
    file = io.BytesIO()
    Image.new("RGB", (9, 9)).save(file, "JPEG")
    own = file.getvalue()
    first, *others = BOOK.chapters
    book = replace(BOOK, cover=PIXEL, chapters=[replace(first, picture=own), *others])
    made = tracks(written(tmp_path / "a.mp3", book))
    covers = [mutagen.File(track).tags["APIC:"].data for track in made]
    assert covers == [own, PIXEL, PIXEL]


def test_a_playlist_is_read_back_and_measured(tmp_path: Path) -> None:
    book = replace(BOOK, chapters=marks(["؟", "?/*", "پایان. 2"], [0, 20_001, 41_000, 88_200]))
    made = written(tmp_path / "a.wav", book)
    names = ["01 ؟.wav", "02.wav", "03 پایان. 2.wav"]
    assert tracks(made) == [made.with_name(name) for name in names]
    assert size(made) == sum(track.stat().st_size for track in tracks(made))
    assert size(tracks(made)[0]) == tracks(made)[0].stat().st_size
    tracks(made)[1].unlink()
    assert size(made) == 0


def test_half_spaces_stay_and_a_hundred_chapters_stay_in_order() -> None:
    names = track_names(marks(["می‌رود\u202e: «۱»?"] * 100, list(range(101))), ".mp3")
    assert names[0] == "001 می‌رود «۱».mp3"
    assert names == sorted(names)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=3))
def test_any_title_becomes_a_name_that_every_file_system_takes(titles: list[str]) -> None:
    names = track_names(marks(titles, list(range(len(titles) + 1))), ".flac")
    assert len(set(names)) == len(names)
    for name in names:
        assert len(name.encode()) <= 143
        assert not set(name) & set('\\/:*?"<>|') | {c for c in name if ord(c) < 32}
        assert name.removesuffix(".flac")[-1] not in " ."


def test_a_long_title_is_cut_between_letters() -> None:
    (name,) = track_names(marks(["بِ" * 200], [0, 1]), ".mp3")
    assert name == "01 " + "بِ" * 34 + ".mp3"


def test_a_file_in_the_way_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("precious")
    with pytest.raises(EncodeError, match="File exists"):
        written(tmp_path / "a.mp3", BOOK)
    assert (tmp_path / "a").read_text() == "precious"


def test_tracks_of_an_older_edition_go_and_other_files_stay(tmp_path: Path) -> None:
    def make(tags: Tags) -> set[str]:
        made = written(tmp_path / "a.wav", tags)
        return {file.name for file in made.parent.iterdir()}

    make(BOOK)
    (tmp_path / "a" / "01 آغاز.vtt").write_text("of a track that goes")
    (tmp_path / "a" / "04 مال من.wav").write_text("precious")
    (tmp_path / "a" / "notes.txt").write_text("precious")
    one = replace(BOOK, chapters=marks(["همه"], [0, 88_200]))
    assert make(one) == {"01 همه.wav", "04 مال من.wav", "a.m3u8", "notes.txt"}
