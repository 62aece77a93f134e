"""Names, chapters and the cover in containers that libavformat writes (all but the MP3's tag)."""

import base64
import io
from fractions import Fraction
from typing import TYPE_CHECKING

import av
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.rational import AVRational
from av.stream import Disposition
from mutagen.flac import Picture
from mutagen.id3 import PictureType

from narrator.master.tags import Tags, milliseconds
from narrator.model import Hertz

if TYPE_CHECKING:
    from av.container.core import Chapter

_CHPL_LIMIT = 255
"""Bytes of a title in Nero's chapter list, where libavformat cuts letters in two.

Every title stands whole in the chapter track beside it, so the list can be left out.
"""


def describe(
    container: OutputContainer, stream: AudioStream, tags: Tags, sample_rate: Hertz
) -> None:
    """Everything in ``tags`` that ``container`` can hold; to be said before the first packet."""
    container.metadata.update(_metadata(tags))
    stream.metadata["language"] = tags.language_code
    kind = container.format.name
    if any(tags.track):
        number, count = map(str, tags.track)
        vorbis = kind in ("flac", "opus")
        counted = {"track": number, "tracktotal": count}
        container.metadata.update(counted if vorbis else {"track": f"{number}/{count}"})
    if kind in ("flac", "opus"):
        container.metadata.update(_vorbis_chapters(tags, sample_rate))
    else:
        container.set_chapters(_chapters(tags, sample_rate))
    longest = max((len(chapter.title.encode()) for chapter in tags.chapters), default=0)
    if kind == "mp4" and longest > _CHPL_LIMIT:
        container.options["movflags"] = "disable_chpl"
    if tags.cover and kind == "opus":
        container.metadata["METADATA_BLOCK_PICTURE"] = _vorbis_picture(tags)
    elif tags.cover and kind in ("flac", "mp4"):
        _attach_cover(container, tags.cover)


def _metadata(tags: Tags) -> dict[str, str]:
    fields = {
        "title": tags.title,
        "artist": tags.artist,
        "album": tags.album,
        "composer": tags.narrator,  # where audiobook players look for the narrator
        "date": tags.date,
        "comment": tags.comment,
        "copyright": tags.copyright,
        "language": tags.language_code,
        "source": tags.source,
    }
    return {key: value for key, value in fields.items() if value}


def _chapters(tags: Tags, sample_rate: Hertz) -> "list[Chapter]":
    return [
        {
            "id": number,
            "start": chapter.start,
            "end": chapter.stop,
            "time_base": AVRational(1, sample_rate),
            "metadata": {"title": chapter.title},
        }
        for number, chapter in enumerate(tags.chapters)
    ]


def _vorbis_chapters(tags: Tags, sample_rate: Hertz) -> dict[str, str]:
    """Chapters as comments.

    libavformat writes none into FLAC, and into Ogg seconds that it has rounded up.
    """
    comments = {}
    for number, chapter in enumerate(tags.chapters):
        seconds, rest = divmod(milliseconds(chapter.start, sample_rate), 1000)
        clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
        comments[f"CHAPTER{number:03}"] = clock
        comments[f"CHAPTER{number:03}NAME"] = chapter.title
    return comments


def _vorbis_picture(tags: Tags) -> str:
    picture = Picture()
    picture.type, picture.mime, picture.data = PictureType.COVER_FRONT, tags.cover_type, tags.cover
    return base64.b64encode(picture.write()).decode("ascii")


def _attach_cover(container: OutputContainer, cover: bytes) -> None:
    with av.open(io.BytesIO(cover)) as image:
        shown = image.streams.video[0]
        stream = container.add_mux_stream(
            shown.codec_context.name, width=shown.width, height=shown.height
        )
    stream.disposition = Disposition.attached_pic
    packet = av.Packet(cover)
    packet.stream = stream
    packet.pts = packet.dts = 0
    packet.time_base = Fraction(1, 1000)
    container.mux(packet)
