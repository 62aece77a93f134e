"""What a finished file says about itself, read back for a feed."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import av
from av.container import InputContainer
from mutagen import MutagenError
from mutagen.id3 import ID3

from narrator.config import CAPTIONS
from narrator.errors import AudioError
from narrator.master.transcript import chapters_json
from narrator.model import ChapterMark, Episode, Hertz, Milliseconds

_JPEG = b"\xff\xd8\xff"
"""What every such file begins with."""
_MILLISECONDS = Hertz(1000)
"""The rate of times counted in milliseconds."""


def episode(path: Path) -> Episode:
    """The audio file at ``path`` with the captions that lie beside it under its name.

    Raises:
        AudioError: it cannot be read, or there is no sound in it.
    """
    try:
        with av.open(path) as container:
            if not container.streams.audio or not container.duration:
                raise AudioError(f"{path}: there is no audio in it")
            chapters = _chapters(container, _pictures(path))
            tags = {key.lower(): value for key, value in container.metadata.items()}
            duration = Milliseconds(round(container.duration * 1000 / av.time_base))
        beside = {
            suffix: file.read_bytes()
            for suffix in CAPTIONS
            if (file := path.with_suffix(f".{suffix}")).is_file()
        }
    except (av.FFmpegError, OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise AudioError(f"{path}: cannot be read as audio ({reason})") from error
    if chapters:
        beside["json"] = chapters_json(chapters, _MILLISECONDS).encode()
    return Episode(
        title=tags.get("title", "") or path.stem,
        path=path,
        duration=duration,
        author=tags.get("artist", ""),
        narrator=tags.get("composer", ""),
        summary=tags.get("comment", ""),
        chapters=chapters,
        beside=beside,
    )


def _chapters(container: InputContainer, pictures: Mapping[int, bytes]) -> tuple[ChapterMark, ...]:
    marks = (
        ChapterMark(
            title=chapter["metadata"].get("title", ""),
            start=round(chapter["start"] * chapter["time_base"] * 1000),
            stop=round(chapter["end"] * chapter["time_base"] * 1000),
        )
        for chapter in sorted(container.chapters(), key=lambda chapter: chapter["start"])
    )
    return tuple(replace(mark, picture=pictures.get(mark.start, b"")) for mark in marks)


def _pictures(path: Path) -> dict[int, bytes]:
    """JPEGs by the millisecond at which their chapter begins; an MP3 alone can hold them."""
    try:
        frames = ID3(path).getall("CHAP")
    except MutagenError:
        return {}
    return {
        frame.start_time: shown.data
        for frame in frames
        for shown in frame.sub_frames.getall("APIC")
        if shown.data.startswith(_JPEG)
    }
