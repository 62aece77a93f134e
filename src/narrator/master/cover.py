"""Cover art: a picture of the user's, or one made of title and author."""

import io
import textwrap
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fontpkg.pil
from PIL import Image, ImageDraw, ImageFont, UnidentifiedImageError

from narrator.errors import ConfigError

_SIDE = 1600
"""Pixels; feeds want 1400 to 3000."""
_MARGIN = _SIDE // 10
_WIDTH = _SIDE - 2 * _MARGIN
_FONT = "Noto Sans Arabic"
_TITLE_SIZES = range(200, 50, -10)
_AUTHOR_SIZE = 64
_LINE = 1.5
"""Line height as a multiple of the font's size."""
_LONGEST = 200
_FAULTS = (
    OSError,
    UnidentifiedImageError,
    SyntaxError,
    Image.DecompressionBombWarning,
    Image.DecompressionBombError,
)


def picture(path: Path, what: str = "cover") -> bytes:
    """A JPEG or PNG file as it is; ``what`` it is of begins the message of an error.

    Raises:
        ConfigError: it is neither, cannot be read, or would fill the memory when unpacked.
    """
    with unreadable(path, what):
        content = path.read_bytes()
        with Image.open(io.BytesIO(content)) as image:
            image.verify()
            kind = image.format
    if kind not in ("JPEG", "PNG"):
        raise ConfigError(f"{what} {path}: must be a JPEG or PNG picture, not {kind}")
    return content


@contextmanager
def unreadable(path: Path, what: str) -> Iterator[None]:
    """Turns what Pillow says of a picture into one clear ConfigError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except _FAULTS as error:
        raise ConfigError(f"{what} {path}: {getattr(error, 'strerror', None) or error}") from error


def drawn(title: str, author: str = "") -> bytes:
    """A JPEG with ``title`` and ``author`` set from right to left; the title picks its colour."""
    hue = zlib.crc32(title.encode()) % 360
    image = Image.new("RGB", (_SIDE, _SIDE), f"hsl({hue}, 45%, 22%)")
    draw = ImageDraw.Draw(image)
    edge = _SIDE - _MARGIN
    draw.rectangle((edge + _MARGIN // 2, 0, _SIDE, _SIDE), fill=f"hsl({hue}, 45%, 60%)")
    font, lines = _fitted(textwrap.shorten(title, _LONGEST, placeholder="…"))
    for number, line in enumerate(lines):
        at = (edge, _MARGIN + number * font.size * _LINE)
        draw.text(at, line, "white", font, anchor="ra", direction="rtl", language="fa")
    small = fontpkg.pil.truetype(_FONT, _AUTHOR_SIZE)
    name = textwrap.shorten(author, _LONGEST // 4, placeholder="…")
    light = f"hsl({hue}, 45%, 80%)"
    draw.text((edge, edge), name, light, small, anchor="rd", direction="rtl", language="fa")
    file = io.BytesIO()
    image.save(file, "JPEG", quality=88)
    return file.getvalue()


def _fitted(title: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest font in which ``title`` fits above the author, and its lines."""
    for size in _TITLE_SIZES:
        font = fontpkg.pil.truetype(_FONT, size, weight=700)
        lines = _wrapped(title, font)
        height = len(lines) * size * _LINE
        if height <= _WIDTH - 3 * _AUTHOR_SIZE and all(
            _length(line, font) <= _WIDTH for line in lines
        ):
            break
    return font, lines


def _wrapped(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _length(longer, font) > _WIDTH:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _length(line: str, font: ImageFont.FreeTypeFont) -> float:
    return font.getlength(line, direction="rtl", language="fa")
