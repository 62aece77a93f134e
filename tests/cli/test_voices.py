"""Voices as a user meets them."""

from pathlib import Path

import numpy as np
import soundfile

from narrate import narrate, result, write

WOMAN = """id = "fa-woman"
engine = "espeak"
language = "fa"
sample_rate = 22050

[options]
voice = "fa+f2"
"""


def own_voice(folder: Path, text: str = WOMAN, name: str = "fa-woman") -> None:
    voices = folder / "config" / "narrator" / "voices"
    voices.mkdir(parents=True, exist_ok=True)
    write(voices, f"{name}.toml", text)


def test_headings_quotes_dialogue_and_english_by_other_voices(tmp_path: Path) -> None:
    own_voice(tmp_path)
    text = "# عنوان\n\nگفت: «می‌آیم.»\n\n— آمدی؟\n\nکتاب The Art of War را خواند.\n"
    write(tmp_path, "a.md", text)
    plain = result(narrate(tmp_path, "a.md", "--json", "--jobs", "1", "-o", "plain.wav"))
    assert (plain["sentences"], plain["synthesised"]) == (4, 4)
    cast = 'english_runs = "english"\n[voices]\nheading = "fa-woman"\nquote = "fa-woman"\n'
    write(tmp_path, "narrator.toml", cast + 'dialogue = "fa-woman"\n')
    run = narrate(tmp_path, "a.md", "--json", "--jobs", "1", "-o", "cast.wav", "--beside", "vtt")
    made = result(run)
    assert (made["sentences"], made["failures"]) == (4, [])
    assert made["synthesised"] == 7  # the second sentence in two parts, the last in three
    captions = (tmp_path / "cast.vtt").read_text()
    assert captions.count(" --> ") == 4
    assert "کتاب The Art of War را خواند." in captions


def test_voices_are_made_equally_loud(tmp_path: Path) -> None:
    quiet = WOMAN.replace("fa+f2", "fa+whisper").replace("fa-woman", "fa-quiet")
    own_voice(tmp_path, quiet, "fa-quiet")
    write(tmp_path, "a.md", "# باران آمد و خیابان‌ها شلوغ شد\n\nباران آمد و خیابان‌ها شلوغ شد.\n")
    write(tmp_path, "narrator.toml", '[voices]\nheading = "fa-quiet"\n')
    result(narrate(tmp_path, "a.md", "--json", "--jobs", "1", "-o", "a.wav"))
    sound, rate = soundfile.read(tmp_path / "a.wav")
    heading, body = sound[: 2 * rate], sound[-2 * rate - rate // 2 :]
    levels = [
        20 * np.log10(np.sqrt(np.mean(part[np.abs(part) > 0.01] ** 2))) for part in (heading, body)
    ]
    assert abs(levels[0] - levels[1]) < 2.0


def test_an_unknown_voice_for_headings_is_one_clear_line(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, "narrator.toml", '[voices]\nheading = "fa-womn"\n')
    own_voice(tmp_path)
    run = narrate(tmp_path, "a.txt", "-q", "--jobs", "1")
    assert run.returncode == 5
    assert "no voice 'fa-womn'; did you mean 'fa-woman'?" in run.stderr
    assert len(run.stderr.splitlines()) == 1
