import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from narrator.errors import ConfigError
from narrator.master import pictures
from narrator.master.pictures import numbered


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_files_are_chosen_by_number(tmp_path: Path) -> None:
    for name in ("1.png", "02 باران.jpg", "۳.jpeg", "notes.jpg"):
        Image.new("RGB", (30, 20), "red").save(tmp_path / name)
    found = numbered(tmp_path)
    assert sorted(found) == [1, 2, 3]
    assert {opened(content).format for content in found.values()} == {"JPEG"}
    assert numbered(tmp_path) == found


@pytest.mark.parametrize("size", [(4000, 1000), (1000, 4000), (640, 640), (10, 10)])
def test_large_ones_are_made_small_and_small_ones_left(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (*size[::-1], 3), np.uint8)
    for kind in ("png", "jpg"):
        Image.fromarray(noise).save(tmp_path / f"1.{kind}")
        content = numbered(tmp_path)[1]
        (tmp_path / f"1.{kind}").unlink()
        shown = opened(content).size
        assert max(shown) == min(640, max(size))
        assert shown[0] / shown[1] == pytest.approx(size[0] / size[1], rel=0.01)
        assert len(content) < 500_000


def test_clear_is_white_and_a_turned_photograph_upright(tmp_path: Path) -> None:
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(tmp_path / "1.png")
    turned = Image.new("RGB", (40, 20))
    exif = turned.getexif()
    exif[0x0112] = 6
    turned.save(tmp_path / "2.jpg", exif=exif)
    found = numbered(tmp_path)
    assert opened(found[1]).convert("RGB").getpixel((9, 9)) == (255, 255, 255)
    assert opened(found[2]).size == (20, 40)


def test_what_is_no_picture_is_one_clear_line(tmp_path: Path) -> None:
    def refused(message: str) -> None:
        with pytest.raises(ConfigError, match=rf"^(picture|chapter_pictures) .*{message}.*$"):
            numbered(tmp_path / "p")

    refused("p: No such file")
    (tmp_path / "p").mkdir()
    refused("p: no file in it is named by a chapter's number, as 1.jpg is")
    whole = io.BytesIO()
    noise = np.random.default_rng(0).integers(0, 255, (200, 200, 3), np.uint8)
    Image.fromarray(noise).save(whole, "JPEG")
    (tmp_path / "p" / "1.jpg").write_bytes(whole.getvalue()[:9000])
    refused(r"1\.jpg: .*truncated")
    Image.new("RGB", (9, 9)).save(tmp_path / "p" / "1.jpg", "GIF")
    refused("must be a JPEG or PNG picture, not GIF")
    Image.new("1", (20_000, 20_000)).save(tmp_path / "p" / "1.jpg", "PNG")
    refused(r"1\.jpg: .*pixels")
    Image.new("RGB", (9, 9)).save(tmp_path / "p" / "1.jpg")
    Image.new("RGB", (9, 9)).save(tmp_path / "p" / "01.png")
    refused(r"1\.jpg: 01\.png has the same number")


def test_all_together_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.new("RGB", (99, 99)).save(tmp_path / "1.jpg")
    monkeypatch.setattr(pictures, "_MOST", 100)
    with pytest.raises(ConfigError, match="more than 0 MB in all"):
        numbered(tmp_path)
