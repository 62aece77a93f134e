"""narrate preview --watch, while files change under it."""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from narrate import environment, narrate, write

TEXT = "کرم درخت را خورد. سیب افتاد. باران آمد.\n"


def heed_interrupts() -> None:
    """What runs in the background, as tests may, is born deaf to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Watch:
    def __init__(self, folder: Path) -> None:
        write(folder, text=TEXT)
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "narrator", "preview", "--file", "a.txt", "--sentence", "1-", "--watch"],
            cwd=str(folder),
            env=environment(folder),
            encoding="utf-8",
            timeout=60,
            preexec_fn=heed_interrupts,
        )

    def heard(self) -> list[str]:
        """The numbers of the sentences that are said next."""
        self.process.expect(r"preview\.wav")
        lines = str(self.process.before).splitlines()
        return [line.split()[-1] for line in lines if line.startswith("sentence")]


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    started = Watch(tmp_path)
    assert started.heard() == ["1", "2", "3"]
    yield started
    started.process.close(force=True)


def test_what_an_edit_changes_is_said_again(tmp_path: Path, watch: Watch) -> None:
    write(tmp_path, text=TEXT.replace("سیب", "انار"))
    assert watch.heard() == ["2"]
    assert narrate(tmp_path, "lexicon", "add", "کرم", "kerim").returncode == 0
    assert watch.heard() == ["1"]
    write(tmp_path, "narrator.toml", "pace = 1.5\n")
    assert watch.heard() == ["1", "2", "3"]
    write(tmp_path, "narrator.toml", 'pace = 1.5\ntitle = "نام"\n')
    watch.process.expect("sounds as before")
    watch.process.sendintr()
    watch.process.expect(pexpect.EOF)
    watch.process.close()
    assert watch.process.exitstatus == 0


def test_a_broken_file_is_one_line_until_it_is_mended(tmp_path: Path, watch: Watch) -> None:
    write(tmp_path, "narrator.toml", "pace = fast\n")
    watch.process.expect(r"narrate: narrator\.toml: [^\n]*line 1")
    (tmp_path / "a.txt").unlink()
    write(tmp_path, "narrator.toml", "pace = 2.0\n")
    watch.process.expect(r"narrate: a\.txt: no such file")
    write(tmp_path, text=TEXT)
    assert watch.heard() == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["--file", "none.txt"], 4, "none.txt: no such file"),
        (["سلام", "-i"], 2, "--interactive or --watch, one of the two"),
        ([], 2, "name a text or --file ARTICLE"),
        (["--file", "-"], 2, "--watch needs a file"),
        (["--file", "https://example.org/a"], 2, "--watch needs a file"),
    ],
)
def test_what_cannot_be_watched(
    tmp_path: Path, arguments: list[str], status: int, message: str
) -> None:
    run = narrate(tmp_path, "preview", "--watch", *arguments)
    assert (run.returncode, len(run.stderr.splitlines())) == (status, 1)
    assert message in run.stderr
