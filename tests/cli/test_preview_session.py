"""narrate preview --interactive, typed into a terminal as a user types."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest
import soundfile

from narrate import environment, narrate, write
from survival import until

UP, LEFT, BACKSPACE = "\x1b[A", "\x1b[D", "\x7f"


class Terminal:
    def __init__(self, folder: Path, *arguments: str, **variables: str) -> None:
        self._process = pexpect.spawn(
            sys.executable,
            ["-m", "narrator", "preview", "--interactive", *arguments],
            cwd=str(folder),
            env=environment(folder) | {"TERM": "xterm"} | variables,
            encoding="utf-8",
            timeout=60,
            echo=False,
        )
        self.opening = self._answer()

    def type(self, keys: str) -> str:
        """What is shown from pressing enter to the next prompt."""
        self._process.send(f"{keys}\r")
        return self._answer()

    def end(self, keys: str) -> str:
        """What is shown until the command ends, well."""
        self._process.send(keys)
        self._process.expect(pexpect.EOF)
        self._process.close()
        assert self._process.exitstatus == 0
        return str(self._process.before)

    def cpu_seconds(self) -> float:
        """What the command and its children have used."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    def kill(self) -> None:
        self._process.close(force=True)

    def _answer(self) -> str:
        self._process.expect(r"(?:^|\n|\r|\x1b\[\?2004h)> ")
        return str(self._process.before)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    opened = Terminal(tmp_path)
    yield opened
    opened.kill()


def sound(folder: Path) -> bytes:
    samples, _rate = soundfile.read(folder / "cache" / "preview.wav", dtype="int16")
    assert abs(samples).max() > 1000, "silence"
    return bytes(samples.tobytes())


def word(answer: str, text: str) -> list[str]:
    """Phonemes, perhaps ezafe, and source of ``text``."""
    return next(
        line.split()[:-1] for line in answer.splitlines() if re.search(rf"^  .*{text}\W*$", line)
    )


def test_hear_mend_hear_undo_and_save(tmp_path: Path, terminal: Terminal) -> None:
    word_before = word(terminal.type("کرم درخت را خورد."), "کرم")
    before = sound(tmp_path)
    mended = terminal.type(":say کرم kerim")
    assert word(mended, "کرم")[0].startswith("keɾim")
    assert word(mended, "کرم")[-1] == "override"
    assert sound(tmp_path) != before
    assert word(terminal.type(":undo"), "کرم") == word_before
    assert sound(tmp_path) == before
    terminal.type(":say کرم kerim")
    assert "1 saved" in terminal.type(":save")
    assert "not saved" not in terminal.end(":quit\r")
    assert narrate(tmp_path, "lexicon", "list").stdout == "کرم\tkeɾim\n"


def test_the_arrow_keys_edit_a_line_and_bring_back_earlier_ones(terminal: Terminal) -> None:
    terminal.type("سیب آمد.")
    terminal.type("انار آمد.")
    assert "سیب آمد." in terminal.type(UP + UP)
    assert "سیب رفت." in terminal.type(UP + LEFT + BACKSPACE * 3 + "رفت")
    assert "سیب" in terminal.type("")


def test_a_paste_of_several_lines_is_heard_whole(terminal: Terminal) -> None:
    answer = terminal.type("\x1b[200~نخستین خط.\nدومین خط.\x1b[201~")
    assert answer.count("written") == 2


def test_a_phrase_and_its_reading_are_told_apart(terminal: Terminal) -> None:
    terminal.type("بنی صدر رفت.")
    answer = terminal.type(":say بنی صدر bani sadir")
    assert [word(answer, text)[0] for text in ("بنی", "صدر")] == ["bæni", "sædiɾ"]


def test_another_pace_and_voice_sound_otherwise(tmp_path: Path, terminal: Terminal) -> None:
    terminal.type("سلام دنیا.")
    usual = len(sound(tmp_path))
    terminal.type(":pace 2")
    fast = sound(tmp_path)
    assert len(fast) < 0.75 * usual
    terminal.type(":voice fa-espeak+f2")
    assert sound(tmp_path) != fast
    terminal.type(":undo")
    assert sound(tmp_path) == fast


BAD = {
    ":sya کرم kerm": ":sya: no such command; see :say",
    ":say": "as many readings as words",
    ":say کرم": "as many readings as words",
    ":say کرم ke7m": "column 3",
    ":voice fa-espaek": "did you mean 'fa-espeak'?",
    ":voice": "no voice ''",
    ":pace fast": "a number, like :pace 0.9",
    ":pace 99": "'pace' must be between",
    ":save": "lexicon.tsv: cannot be read",
    ":read 2": "needs an article",
    "؟؟ ...": "holds no word that can be spoken",
}


def test_what_cannot_be_done_costs_one_line_and_nothing_else(
    tmp_path: Path, terminal: Terminal
) -> None:
    (tmp_path / "config" / "narrator" / "lexicon.tsv").mkdir(parents=True)
    terminal.type("کرم درخت را خورد.")
    terminal.type(":say کرم kerim")
    kept = sound(tmp_path)
    for line, message in BAD.items():
        said = [shown for shown in terminal.type(line).splitlines() if "narrate: " in shown]
        assert len(said) == 1, line
        assert message in said[0]
        assert sound(tmp_path) == kept
    assert word(terminal.type(""), "کرم")[0].startswith("keɾim")
    assert "not saved: narrate lexicon add 'کرم' 'kerim'" in terminal.end("\x04")


def test_ctrl_c_drops_the_line_and_not_the_session(terminal: Terminal) -> None:
    terminal.type(":say کرم kerim")
    terminal.type("نیمهٔ جمله\x03")
    assert word(terminal.type("کرم خورد."), "کرم")[-1] == "override"


def test_sentences_of_an_article(tmp_path: Path) -> None:
    write(tmp_path)
    opened = Terminal(tmp_path, "--file", "a.txt", "--sentence", "2")
    assert "نخستین" in opened.opening
    assert [line.split()[-1] for line in numbers(opened.type(":read 3-4"))] == ["3", "4"]
    assert len(numbers(opened.type(":read جمله"))) == 3
    assert "a.txt: has no sentence 99" in opened.type(":read 99")
    opened.end(":quit\r")


def numbers(answer: str) -> list[str]:
    return [line for line in answer.splitlines() if line.startswith("sentence")]


def test_lines_from_a_pipe(tmp_path: Path) -> None:
    run = narrate(tmp_path, "preview", "-i", text="سلام.\n:say سلام salim\n:nothing\n")
    assert run.returncode == 0, run.stderr
    assert run.stdout.count("written   سلام.\n") == 2
    assert run.stderr.splitlines()[-1].startswith("not saved: narrate lexicon add 'سلام'")
    assert "> " not in run.stdout


def test_the_voice_stays_loaded_so_that_a_new_sentence_sounds_at_once(terminal: Terminal) -> None:
    """Counted in CPU time, which other work on this machine does not change much."""
    terminal.type("سلام دنیا.")
    before = terminal.cpu_seconds()
    for number in range(5):
        terminal.type(f"این جملهٔ شمارهٔ {number} پیش از این گفته نشده است.")
    assert (terminal.cpu_seconds() - before) / 5 < 0.3


def test_the_sound_plays_while_the_next_line_is_typed_and_stops_for_it(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    player = tmp_path / "bin" / "aplay"
    player.parent.mkdir()
    player.write_text(f'#!/bin/sh\necho "$$ $2" >> {heard}\nexec /bin/sleep 100\n')
    player.chmod(0o755)
    opened = Terminal(tmp_path, "سلام.", PATH=str(player.parent))
    until(lambda: heard.exists() and len(heard.read_text().splitlines()) == 1)
    opened.type("بدرود.")
    until(lambda: len(heard.read_text().splitlines()) == 2)
    (first, path), (second, _) = (line.split() for line in heard.read_text().splitlines())
    assert path == str(tmp_path / "cache" / "preview.wav")
    assert not Path(f"/proc/{first}").exists()
    assert Path(f"/proc/{second}").exists()
    opened.end(":quit\r")
    assert not Path(f"/proc/{second}").exists()


def test_an_article_does_not_steer_the_terminal(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "سلام \x1b]0;title\x07 دنیا.\n")
    opened = Terminal(tmp_path, "--file", "b.txt")
    assert "\x1b]0;" not in opened.opening
    assert "سلام" in opened.opening
    opened.end(":quit\r")
