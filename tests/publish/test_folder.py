import os
from pathlib import Path

import pytest

from narrator.errors import PublishError
from narrator.publish.target import target
from narrator.publish.targets.folder import Folder
from publish.contract import check_target


def test_a_folder_is_a_target(tmp_path: Path) -> None:
    place = target(str(tmp_path / "پادکست من"))
    assert isinstance(place, Folder)
    check_target(place, tmp_path)


def test_a_web_server_may_read_what_is_written(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        Folder(str(tmp_path)).write("feed.xml", b"")
    finally:
        os.umask(before)
    assert (tmp_path / "feed.xml").stat().st_mode & 0o777 == 0o644


def test_a_place_that_is_no_folder_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    place = Folder(str(tmp_path / "file"))
    with pytest.raises(PublishError, match=r"^cannot write .*: .+$"):
        place.write("media/a.mp3", b"")
    with pytest.raises(PublishError, match="Not a directory"):
        place.read("feed.xml")
