"""The tag of an MP3: ID3v2.3, made with mutagen frame by frame."""

import io
import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from mutagen import id3

from narrator.master.tags import Tags, milliseconds
from narrator.model import ChapterMark, Hertz

_ISO_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_CTOC_LIMIT = 255
"""Entries of one table of contents: their count is a single byte."""


def id3_tag(tags: Tags, sample_rate: Hertz) -> bytes:
    """A whole ID3v2.3 tag in UTF-16, its chapters in time order under one table of contents.

    Version 2.3 because libavformat and Apple's players lose long titles in 2.4.
    The frames are laid in order here: mutagen would sort the chapters by size.
    """
    frames = b"".join(map(_frame_bytes, _frames(tags, sample_rate)))
    size = len(frames)
    return b"ID3\x03\x00\x00" + bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0)) + frames


def _frame_bytes(frame: id3.Frame) -> bytes:
    tag, file = id3.ID3(), io.BytesIO()
    tag.add(frame)
    tag.update_to_v23()
    tag.save(file, v1=0, v2_version=3, padding=lambda _: 0)
    return file.getvalue()[10:]


def _frames(tags: Tags, sample_rate: Hertz) -> Iterator[id3.Frame]:
    utf16, language = id3.Encoding.UTF16, tags.language_code
    yield id3.TIT2(utf16, tags.title)
    for kind, text in (
        (id3.TPE1, tags.artist),
        (id3.TALB, tags.album),
        (id3.TCOM, tags.narrator),  # where audiobook players look for the narrator
        (id3.TCOP, tags.copyright),
        (id3.TRCK, "{}/{}".format(*tags.track) if any(tags.track) else ""),
        (id3.TDRC, tags.date if _ISO_DATE.fullmatch(tags.date) else ""),
    ):
        if text:
            yield kind(utf16, text)
    yield id3.TLAN(utf16, language)
    if tags.comment:
        yield id3.COMM(utf16, language, "", tags.comment)
    if tags.source:
        yield id3.WOAS(quote(tags.source, safe=":/?#[]@!$&'()*+,;=%~"))
    yield from _chapter_frames(tags.chapters, sample_rate)
    if tags.cover:
        yield id3.APIC(utf16, tags.cover_type, id3.PictureType.COVER_FRONT, "", tags.cover)


def _chapter_frames(chapters: Sequence[ChapterMark], sample_rate: Hertz) -> Iterator[id3.Frame]:
    names = [f"chp{number}" for number in range(len(chapters))]
    yield from _contents(names)
    for name, chapter in zip(names, chapters, strict=True):
        yield id3.CHAP(
            name,
            milliseconds(chapter.start, sample_rate),
            milliseconds(chapter.stop, sample_rate),
            sub_frames=list(_of_chapter(chapter)),
        )


def _of_chapter(chapter: ChapterMark) -> Iterator[id3.Frame]:
    utf16 = id3.Encoding.UTF16
    if chapter.title:
        yield id3.TIT2(utf16, chapter.title)
    if chapter.picture:
        yield id3.APIC(utf16, "image/jpeg", id3.PictureType.OTHER, "", chapter.picture)


def _contents(names: Sequence[str]) -> Iterator[id3.Frame]:
    """One top-level ordered table of contents; over 255 chapters it lists tables of them."""
    ordered = id3.CTOCFlags.ORDERED
    parts = [names[at : at + _CTOC_LIMIT] for at in range(0, len(names), _CTOC_LIMIT)]
    if len(parts) == 1:
        yield id3.CTOC("toc", id3.CTOCFlags.TOP_LEVEL | ordered, list(names), [])
    elif parts:
        tables = [f"toc{number}" for number in range(len(parts))]
        yield id3.CTOC("toc", id3.CTOCFlags.TOP_LEVEL | ordered, tables, [])
        for table, part in zip(tables, parts, strict=True):
            yield id3.CTOC(table, ordered, list(part), [])
