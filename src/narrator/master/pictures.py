"""Pictures of chapters: the files of a folder by number, small enough to travel in a tag."""

import io
import re
from pathlib import Path

from PIL import Image, ImageOps

from narrator.errors import ConfigError
from narrator.master.cover import picture, unreadable

_SIDE = 640
"""Pixels at most; players show them as large as a hand."""
_QUALITY = 82
_MOST = 64_000_000
"""Bytes of all together: players load a tag before they play."""
_NUMBER = re.compile(r"\d+")


def numbered(folder: Path) -> dict[int, bytes]:
    """JPEGs by the number that a file's name begins with: «1.png», «02 باران.jpg», «۳.jpg».

    Files without a number are left alone.

    Raises:
        ConfigError: there is no such folder, no such file in it, or two of a number; a file is
            no picture; or all together are too large.
    """
    found: dict[int, Path] = {}
    try:
        files = sorted(folder.iterdir())
    except OSError as error:
        raise ConfigError(f"chapter_pictures {folder}: {error.strerror}") from error
    for path in files:
        if start := _NUMBER.match(path.name):
            other = found.setdefault(int(start[0]), path)
            if other != path:
                raise ConfigError(f"chapter_pictures {path}: {other.name} has the same number")
    if not found:
        raise ConfigError(
            f"chapter_pictures {folder}: no file in it is named by a chapter's number, as 1.jpg is"
        )
    pictures = {number: _reduced(path) for number, path in found.items()}
    if sum(map(len, pictures.values())) > _MOST:
        raise ConfigError(f"chapter_pictures {folder}: more than {_MOST // 1_000_000} MB in all")
    return pictures


def _reduced(path: Path) -> bytes:
    """The picture upright and no larger than it need be, on white where it is transparent."""
    content = picture(path, "picture")
    with unreadable(path, "picture"), Image.open(io.BytesIO(content)) as image:
        image.draft("RGB", (2 * _SIDE, 2 * _SIDE))
        colours = ImageOps.exif_transpose(image).convert("RGBA")
        colours.thumbnail((_SIDE, _SIDE))
        flat = Image.new("RGB", colours.size, "white")
        flat.paste(colours, mask=colours.getchannel("A"))
        file = io.BytesIO()
        flat.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()
