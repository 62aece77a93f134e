"""What a finished file says about itself, whatever its container."""

from collections.abc import Sequence
from dataclasses import dataclass

from narrator.model import ChapterMark, Hertz, Milliseconds

_ISO_639_2 = {"fa": "fas", "en": "eng", "ar": "ara", "ckb": "kur", "ps": "pus", "tg": "tgk"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """``language`` is an ISO 639-1 code, ``date`` ISO 8601; ``cover`` holds a JPEG or PNG file.

    ``track`` is a number from 1 and how many there are; (0, 0) for a book in one file.
    """

    title: str
    artist: str = ""
    album: str = ""
    date: str = ""
    language: str = "fa"
    comment: str = ""
    source: str = ""
    narrator: str = ""
    copyright: str = ""
    cover: bytes = b""
    track: tuple[int, int] = (0, 0)
    chapters: Sequence[ChapterMark] = ()

    @property
    def language_code(self) -> str:
        """The language after ISO 639-2/T, as ID3 and MP4 want it."""
        code = _ISO_639_2.get(self.language, self.language)
        return code if len(code) == 3 else "und"

    @property
    def cover_type(self) -> str:
        return "image/png" if self.cover.startswith(b"\x89PNG") else "image/jpeg"


def milliseconds(samples: int, sample_rate: Hertz) -> Milliseconds:
    return Milliseconds(round(samples * 1000 / sample_rate))
