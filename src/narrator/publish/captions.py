"""Captions read back: what the episode's page shows, and what a check looks at."""

import io
import re
from dataclasses import dataclass
from html import unescape

import av
from av.rational import AVRational

from narrator.errors import PublishError
from narrator.model import Milliseconds
from narrator.publish.text import line

FORMATS = {"vtt": "webvtt", "srt": "srt"}
_TAG = re.compile(r"</?(?:[bicuv]|font|lang|ruby|rt)\b[^>]*>|<[\d:.]+>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    start: Milliseconds
    stop: Milliseconds
    text: str


def cues(content: bytes, suffix: str, where: str) -> list[Cue]:
    """The cues of a WebVTT ("vtt") or SubRip ("srt") file, their markup taken off.

    Raises:
        PublishError: it is none, or says nothing; ``where`` begins the message.
    """
    try:
        with av.open(io.BytesIO(content), "r", format=FORMATS[suffix]) as container:
            found = [
                Cue(
                    start=_milliseconds(packet.pts, packet.time_base),
                    stop=_milliseconds((packet.pts or 0) + packet.duration, packet.time_base),
                    text=line(unescape(_TAG.sub("", bytes(packet).decode("utf-8")))),
                )
                for packet in container.demux()
                if packet.size and packet.duration
            ]
    except (av.FFmpegError, UnicodeDecodeError) as error:
        raise PublishError(f"{where}: captions cannot be read ({error})") from error
    if not found:
        raise PublishError(f"{where}: there is no caption in it")
    return found


def _milliseconds(ticks: int | None, tick: AVRational) -> Milliseconds:
    return Milliseconds(round(float((ticks or 0) * tick) * 1000))
