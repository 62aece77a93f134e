"""Changes of files taken back, and never those of others."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.errors import ConfigError
from narrator.studio.history import History


@given(st.lists(st.tuples(st.sampled_from("ab"), st.binary(max_size=3) | st.none()), max_size=12))
def test_undone_to_the_end_all_is_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, bytes | None]]
) -> None:
    folder = tmp_path_factory.mktemp("files")
    (folder / "a").write_bytes(b"first")
    files = [folder / "a", folder / "b"]
    history, states = History(), [state(files)]
    for name, content in changes:
        with history.recorded(name, files):
            if content is None:
                (folder / name).unlink(missing_ok=True)
            else:
                (folder / name).write_bytes(content)
        if state(files) != states[-1]:
            states.append(state(files))
    for expected in reversed(states[:-1]):
        history.undo()
        assert state(files) == expected
    assert history.last is None


def state(files: list[Path]) -> list[bytes | None]:
    return [path.read_bytes() if path.exists() else None for path in files]


def test_a_change_that_failed_is_no_change(tmp_path: Path) -> None:
    history, files = History(), [tmp_path / "a", tmp_path / "b"]
    files[0].write_bytes(b"first")

    def fail() -> None:
        with history.recorded("a", files):
            for path in files:
                path.write_bytes(b"half")
            raise ConfigError("no")

    with pytest.raises(ConfigError):
        fail()
    assert history.last is None
    assert state(files) == [b"first", None]


def test_a_file_that_a_change_left_alone_may_be_changed_by_others(tmp_path: Path) -> None:
    history, files = History(), [tmp_path / "a", tmp_path / "b", tmp_path / "a" / "c"]
    with history.recorded("a", files):
        files[0].write_bytes(b"ours")
    files[1].write_bytes(b"theirs")
    history.undo()
    assert state(files[:2]) == [None, b"theirs"]


def test_what_cannot_be_read_is_told_and_nothing_is_changed(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with (
        pytest.raises(ConfigError, match="cannot be read"),
        History().recorded("a", [tmp_path / "folder"]),
    ):
        pytest.fail("the change began")


def test_what_others_wrote_since_is_kept(tmp_path: Path) -> None:
    history, path = History(), tmp_path / "a"
    with history.recorded("کرم → kerm", [path]):
        path.write_text("ours", encoding="utf-8")
    path.write_text("theirs", encoding="utf-8")
    with pytest.raises(ConfigError, match="a has changed since"):
        history.undo()
    assert path.read_text(encoding="utf-8") == "theirs"
