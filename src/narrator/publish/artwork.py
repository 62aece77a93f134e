"""A feed's cover, held to what directories ask for."""

import io
from hashlib import sha256
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from narrator.errors import ConfigError

SIDES = range(1400, 3001)
"""Pixels that Apple takes."""
_SUFFIXES = {"JPEG": "jpg", "PNG": "png"}
_MODES = ("RGB", "L", "P")


def problem(content: bytes) -> str:
    """What is wrong with a cover; empty if nothing is."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            width, height = image.size
            kind, mode = image.format, image.mode
            image.verify()
    except (OSError, UnidentifiedImageError, SyntaxError, Image.DecompressionBombError):
        return "is no picture that can be read"
    if kind not in _SUFFIXES:
        return f"must be a JPEG or PNG picture, not {kind}"
    if width != height or width not in SIDES:
        wanted = f"square, {SIDES[0]} to {SIDES[-1]} pixels a side"
        return f"must be {wanted}; it is {width} × {height}"
    if mode not in _MODES:
        return f"must be in RGB and without transparency; it is {mode}"
    return ""


def cover(content: bytes, where: Path | str) -> str:
    """The name under which a cover goes into the feed, made of its content.

    Raises:
        ConfigError: directories would refuse it; ``where`` begins the message.
    """
    if wrong := problem(content):
        raise ConfigError(f"cover {where}: {wrong}")
    suffix = "png" if content.startswith(b"\x89PNG") else "jpg"
    return f"media/cover-{sha256(content).hexdigest()[:16]}.{suffix}"
