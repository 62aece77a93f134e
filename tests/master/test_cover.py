import io
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from narrator.errors import ConfigError
from narrator.master.cover import drawn, picture


def ink(cover: bytes) -> NDArray[np.bool]:
    """Where letters stand on a cover, shape (height, width), the coloured edge left out."""
    with Image.open(io.BytesIO(cover)) as image:
        grey = np.asarray(image.convert("L")).astype(int)[:, :1500]
    letters: NDArray[np.bool] = np.abs(grey - grey[0, 0]) > 60
    return letters


def test_a_cover_is_what_feeds_want() -> None:
    with Image.open(io.BytesIO(drawn("نوروز"))) as image:
        assert image.format == "JPEG"
        assert image.mode == "RGB"
        assert image.width == image.height
        assert 1400 <= image.width <= 3000


def test_the_title_starts_at_the_right() -> None:
    columns = np.flatnonzero(ink(drawn("نوروز باستانی در شهر")).any(axis=0))
    assert 1400 < columns[-1] <= 1440


@pytest.mark.parametrize("length", [1, 10, 60, 200, 1000])
def test_titles_of_any_length_stay_inside_the_margins(length: int) -> None:
    title = ("سرنوشتِ آب‌ها و BBC در ۱۴۰۲ " * 50)[:length]
    letters = ink(drawn(title))
    assert letters.any()
    assert not letters[:, 1450:].any()
    assert not letters[:, :150].any()
    assert not letters[:80].any()
    author = ink(drawn("", "نویسنده"))
    assert author[1000:1480].any()
    assert np.flatnonzero(letters.any(axis=1))[-1] < np.flatnonzero(author.any(axis=1))[0]


def test_letters_are_joined() -> None:
    """«سس» written joined is narrower than two letters kept apart by a ZWNJ."""
    joined, apart = (ink(drawn(title)).any(axis=0).sum() for title in ("سس", "س\u200cس"))
    assert joined < apart


def test_the_same_title_gives_the_same_cover_and_another_title_another() -> None:
    assert drawn("نوروز", "م") == drawn("نوروز", "م")
    assert drawn("نوروز", "م") != drawn("یلدا", "م")


def test_the_users_picture_goes_in_as_it_is(tmp_path: Path) -> None:
    for kind in ("jpeg", "png"):
        path = tmp_path / f"a.{kind}"
        Image.new("RGB", (20, 20)).save(path)
        assert picture(path) == path.read_bytes()


def test_a_picture_that_would_fill_the_memory_is_one_clear_line(tmp_path: Path) -> None:
    for side in (10_000, 20_000):
        Image.new("1", (side, side)).save(tmp_path / "a.png")
        with pytest.raises(ConfigError, match=r"^cover .*a\.png: .*pixels.*$"):
            picture(tmp_path / "a.png")


@pytest.mark.parametrize("content", [None, b"", b"no picture", b"\x89PNG\r\n\x1a\nbroken", b"GIF"])
def test_what_is_no_picture_is_one_clear_line(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "a.png"
    if content == b"GIF":
        Image.new("RGB", (20, 20)).save(path, "GIF")
    elif content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError, match=r"^cover .*a\.png: .+$"):
        picture(path)
