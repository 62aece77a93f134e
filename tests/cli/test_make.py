"""The main job as a user runs it: what comes out, and what is said when it can't."""

import io
import json
from pathlib import Path

import av
import mutagen
import numpy as np
import pytest
import soundfile
from PIL import Image

from narrate import ARTICLE, narrate, result, times, write
from narrator.master.decode import decoded
from narrator.master.measure import measure
from narrator.model import Samples
from programs import program


def heard(path: Path) -> Samples:
    """What is heard, at 22,050 Hz."""
    with av.open(path) as container:
        same_rate = av.AudioResampler(format="fltp", rate=22_050)
        samples: Samples = np.concatenate([*decoded(container, same_rate)], axis=1)[0]
        return samples


def test_article_to_chaptered_mp3(tmp_path: Path) -> None:
    write(tmp_path)
    made = result(narrate(tmp_path, "a.txt", "--json", "--jobs", "2"))
    assert made["sentences"] == made["synthesised"] == 6
    titles = ["عنوان مقاله", "فصل دوم"]
    assert [chapter["title"] for chapter in made["chapters"]] == titles
    tags = mutagen.File(tmp_path / "a.mp3")
    assert (tags["TIT2"].text, tags["TLAN"].text) == (["عنوان مقاله"], ["fas"])
    frame = 576 / 22050
    assert abs(tags.info.length - made["seconds"]) <= frame
    with av.open(str(tmp_path / "a.mp3")) as container:
        assert [chapter["metadata"]["title"] for chapter in container.chapters()] == titles


def test_every_format_holds_the_same_sound_at_the_same_place(tmp_path: Path) -> None:
    write(tmp_path)
    made = result(narrate(tmp_path, "a.txt", "--json", "--jobs", "1", "--format", "wav"))
    truth = soundfile.read(tmp_path / "a.wav", dtype="float32")[0]
    starts = [chapter["start"] for chapter in made["chapters"]]
    found = {}
    for suffix in ("mp3", "m4b", "opus", "flac"):
        assert narrate(tmp_path, "a.txt", "-q", "--format", suffix).returncode == 0
        with av.open(str(tmp_path / f"a.{suffix}")) as container:
            marks = [float(mark["start"] * mark["time_base"]) for mark in container.chapters()]
        found[suffix] = heard(tmp_path / f"a.{suffix}")
        assert marks == pytest.approx(starts, abs=0.001)
    program("mpg123", "-q", "--wav", tmp_path / "b.wav", tmp_path / "a.mp3")
    found["mpg123"] = soundfile.read(tmp_path / "b.wav", dtype="float32")[0]
    for name, sound in found.items():
        assert abs(len(sound) - len(truth)) <= (name == "opus"), name
        begin = round(starts[1] * 22_050)
        pattern = truth[begin : begin + 8192]
        around = sound[begin - 1024 : begin + 8192 + 1024]
        likeness = np.correlate(around, pattern, "valid")
        assert abs(int(likeness.argmax()) - 1024) <= 1, name


def test_what_is_written_beside_it_follows_the_same_clock(tmp_path: Path) -> None:
    write(tmp_path)
    made = result(
        narrate(tmp_path, "a.txt", "--json", "--jobs", "1", "--beside", "vtt,words,json,html")
    )
    names = sorted(path.name for path in tmp_path.iterdir() if path.is_file())
    assert names == ["a.html", "a.json", "a.mp3", "a.txt", "a.vtt", "a.words.json"]
    chapters = json.loads((tmp_path / "a.json").read_text())["chapters"]
    assert [chapter["startTime"] for chapter in chapters] == [
        pytest.approx(chapter["start"], abs=0.001) for chapter in made["chapters"]
    ]
    assert (tmp_path / "a.vtt").read_text().count(" --> ") == made["sentences"]
    words = json.loads((tmp_path / "a.words.json").read_text())["segments"]
    assert " ".join(word["body"] for word in words) == " ".join(ARTICLE.split())
    edges = [time for word in words for time in (word["startTime"], word["endTime"])]
    assert edges == sorted(edges)
    assert (tmp_path / "a.html").read_text().count("<data ") == len(words)


def test_one_file_a_chapter_is_the_one_file_cut(tmp_path: Path) -> None:
    write(tmp_path)
    one = result(narrate(tmp_path, "a.txt", "--json", "--jobs", "1", "--format", "wav"))
    write(tmp_path, "narrator.toml", 'split = "chapters"\n')
    many = result(narrate(tmp_path, "a.txt", "--json", "--jobs", "1", "--format", "wav"))
    assert many["path"] == "a/a.m3u8"
    names = ["01 عنوان مقاله.wav", "02 فصل دوم.wav"]
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == [*names, "a.m3u8"]
    cut = [soundfile.read(tmp_path / "a" / name, dtype="int16")[0] for name in names]
    whole = soundfile.read(tmp_path / "a.wav", dtype="int16")[0]
    assert np.array_equal(np.concatenate(cut), whole)
    assert len(cut[0]) / 22_050 == pytest.approx(one["chapters"][1]["start"], abs=0.001)
    again = narrate(tmp_path, "a.txt", "--format", "wav")
    assert (again.returncode, "a/a.m3u8: already exists" in again.stderr) == (7, True)
    (tmp_path / "a" / "a.m3u8").unlink()  # as a run leaves it that is killed
    assert result(narrate(tmp_path, "a.txt", "--json", "--format", "wav"))["path"] == "a/a.m3u8"


def test_each_chapter_has_captions_of_its_own(tmp_path: Path) -> None:
    write(tmp_path)
    one = result(narrate(tmp_path, "a.txt", "--json", "--jobs", "1", "--beside", "vtt"))
    options = ("a.txt", "-q", "--split", "chapters", "--beside", "vtt,srt,words,html")
    assert narrate(tmp_path, *options).returncode == 0
    suffixes = [".html", ".mp3", ".srt", ".vtt", ".words.json"]
    found = [path.name for path in (tmp_path / "a").iterdir() if path.suffix != ".m3u8"]
    assert sorted(found) == [
        name + suffix for name in ("01 عنوان مقاله", "02 فصل دوم") for suffix in suffixes
    ]
    first, second = (times(path) for path in sorted((tmp_path / "a").glob("*.vtt")))
    later = [time + one["chapters"][1]["start"] for time in second]
    assert [*first, *later] == pytest.approx(times(tmp_path / "a.vtt"), abs=0.0021)
    assert second[0] == 0
    page = (tmp_path / "a" / "02 فصل دوم.html").read_text()
    assert 'src="02 فصل دوم.mp3"' in page
    assert page.count("<h2>") == 1
    write(tmp_path, text=ARTICLE.replace("فصل دوم", "فصل نو"))
    narrate(tmp_path, *options, "--force")
    assert {path.name[:9] for path in (tmp_path / "a").glob("02*")} == {"02 فصل نو"}


def test_the_mp3s_of_chapters_are_the_one_mp3_cut(tmp_path: Path) -> None:
    write(tmp_path)
    one = result(narrate(tmp_path, "a.txt", "--json", "--jobs", "1"))
    many = narrate(tmp_path, "a.txt", "--json", "--jobs", "1", "--split", "chapters")
    assert result(many)["chapters"] == one["chapters"]
    whole, *cut = (
        heard(path) for path in [tmp_path / "a.mp3", *sorted((tmp_path / "a").glob("*.mp3"))]
    )
    assert len(cut[0]) / 22_050 == pytest.approx(one["chapters"][1]["start"], abs=0.001)
    assert len(whole) / 22_050 == pytest.approx(one["seconds"], abs=0.001)
    assert np.abs(np.concatenate(cut) - whole).max() < 1e-3  # a chapter's echo of the next is cut


def test_cover_is_drawn_given_or_left_out(tmp_path: Path) -> None:
    write(tmp_path)
    result(narrate(tmp_path, "a.txt", "--json", "--jobs", "1"))
    drawn = mutagen.File(tmp_path / "a.mp3").tags.getall("APIC")[0].data
    assert drawn.startswith(b"\xff\xd8")
    (tmp_path / "c.jpg").write_bytes(drawn)
    write(tmp_path, "narrator.toml", 'cover = "c.jpg"\n')
    result(narrate(tmp_path, "a.txt", "--json", "--jobs", "1", "--force"))
    assert mutagen.File(tmp_path / "a.mp3").tags.getall("APIC")[0].data == drawn
    result(narrate(tmp_path, "a.txt", "--json", "--jobs", "1", "--force", "--cover", "none"))
    assert not mutagen.File(tmp_path / "a.mp3").tags.getall("APIC")


def test_chapters_have_pictures_by_their_numbers(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "shown").mkdir()
    Image.new("RGB", (900, 300), "red").save(tmp_path / "shown" / "2.png")
    write(tmp_path, "narrator.toml", 'chapter_pictures = "shown"\n')
    result(narrate(tmp_path, "a.txt", "--json", "--jobs", "1"))
    tags = mutagen.File(tmp_path / "a.mp3").tags
    assert "APIC:" not in tags["CHAP:chp0"].sub_frames
    with Image.open(io.BytesIO(tags["CHAP:chp1"].sub_frames["APIC:"].data)) as shown:
        assert (shown.format, shown.size) == ("JPEG", (640, 213))
    (tmp_path / "shown" / "2.png").write_bytes(b"no picture")
    (tmp_path / "cache").rename(tmp_path / "elsewhere")
    run = narrate(tmp_path, "a.txt", "--force")
    assert (run.returncode, len(run.stderr.splitlines())) == (2, 1)
    assert run.stderr.startswith("narrate: picture shown/2.png: ")
    assert not list((tmp_path / "cache").glob("??"))


def test_finished_file_is_as_loud_as_promised(tmp_path: Path) -> None:
    write(tmp_path, text="عنوان\n\n" + "امروز در تهران باران بارید و خیابان‌ها شلوغ شد. " * 8)
    result(narrate(tmp_path, "a.txt", "--json", "--jobs", "1"))
    measured = measure(tmp_path / "a.mp3")
    assert measured.loudness == pytest.approx(-16.0, abs=0.5)
    assert measured.true_peak <= -1.0


def test_one_and_two_workers_and_a_warm_cache_give_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path)
    files = []
    for folder, jobs in (("x", "1"), ("y", "2"), ("y", "2")):
        home = tmp_path / folder
        home.mkdir(exist_ok=True)
        write(home)
        result(narrate(home, "a.txt", "--json", "--jobs", jobs, "--force"))
        files.append((home / "a.mp3").read_bytes())
    assert files[0] == files[1] == files[2]


def test_an_edit_costs_only_what_changed(tmp_path: Path) -> None:
    write(tmp_path)
    narrate(tmp_path, "a.txt", "-q", "--jobs", "1")
    write(tmp_path, text=ARTICLE.replace("سومین", "آخرین"))
    made = result(narrate(tmp_path, "a.txt", "--json", "--force"))
    assert (made["synthesised"], made["cached"]) == (1, 5)


def test_standard_input_and_options(tmp_path: Path) -> None:
    run = narrate(tmp_path, "-", "-o", "out.mp3", "--title", "نام", "--json", text=ARTICLE)
    assert result(run)["path"] == "out.mp3"
    assert mutagen.File(tmp_path / "out.mp3")["TIT2"].text == ["نام"]


def test_settings_beside_the_article(tmp_path: Path) -> None:
    write(tmp_path)
    slow = result(narrate(tmp_path, "a.txt", "--json", "--jobs", "1"))["seconds"]
    write(tmp_path, "narrator.toml", 'pace = 2.0\nauthor = "ما"\n')
    fast = result(narrate(tmp_path, "a.txt", "--json", "--force"))["seconds"]
    assert fast < 0.8 * slow
    assert mutagen.File(tmp_path / "a.mp3")["TPE1"].text == ["ما"]


def test_pauses_within_sentences_and_the_tone_of_a_room(tmp_path: Path) -> None:
    write(tmp_path)
    plain = result(narrate(tmp_path, "a.txt", "--json", "--jobs", "1", "--format", "wav"))
    write(tmp_path, "narrator.toml", "room_tone = -60\n[pauses]\ncomma = 2000\n")
    wide = result(narrate(tmp_path, "a.txt", "--json", "--force", "--format", "wav"))
    assert 1.5 < wide["seconds"] - plain["seconds"] < 2.1  # the voice's own comma is gone
    assert (wide["sentences"], wide["failures"]) == (plain["sentences"], [])
    samples = soundfile.read(tmp_path / "a.wav")[0]
    end = 20 * np.log10(np.sqrt(np.mean(samples[-22_050:] ** 2)))
    assert end == pytest.approx(-60, abs=0.5)


def test_english_sentences_are_read_or_skipped(tmp_path: Path) -> None:
    write(tmp_path, text="عنوان\n\nThis is an English sentence.\n\nسلام دنیا.")
    assert result(narrate(tmp_path, "a.txt", "--json", "--jobs", "1"))["sentences"] == 3
    skipped = narrate(tmp_path, "a.txt", "--json", "--english", "skip", "--force")
    assert result(skipped)["sentences"] == 2


BAD = {
    "missing": (["none.txt"], 4, "none.txt: no such file"),
    "folder": (["folder"], 4, "folder: is a folder"),
    "this folder": (["."], 4, ".: is a folder; name a file"),
    "no name": ([""], 4, "is a folder; name a file"),
    "preview to a folder": (["preview", "سلام", "-o", "folder"], 7, "folder: cannot be written"),
    "preview of nothing": (["preview"], 2, "name a text or --file ARTICLE"),
    "empty": (["empty.txt"], 4, "empty.txt: the file is empty"),
    "blank": (["blank.txt"], 4, "blank.txt: the file is empty"),
    "binary": (["binary.txt"], 4, "binary.txt: is a binary file"),
    "marks only": (["marks.txt"], 4, "marks.txt: holds no word that can be spoken"),
    "unknown voice": (["a.txt", "--voice", "fa-espaek"], 5, "did you mean 'fa-espeak'?"),
    "unknown format": (["a.txt", "--format", "ogg"], 2, "'format' must be one of mp3"),
    "out of bounds": (["a.txt", "--pace", "99"], 2, "'pace' must be between"),
    "a loud room": (["loud/a.txt"], 2, "'room_tone' must be at most -50"),
    "not a number": (["a.txt", "--pace", "fast"], 2, "--pace"),
    "no folder for it": (["a.txt", "-o", "none/where.mp3"], 7, "there is no folder none"),
    "several into one": (["a.txt", "a.txt", "-o", "b.mp3"], 2, "several articles need a folder"),
    "no suffix": (["a.txt", "-o", "out"], 7, "out: the name must end in .mp3"),
    "two formats": (["a.txt", "-o", "b.mp3", "--format", "wav"], 7, "must end in .wav"),
    "chapters of chapters": (["a.txt", "--split", "chapters", "--beside", "json"], 2, "'beside'"),
    "a file in the way": (["a.txt", "-o", "no.mp3", "--split", "chapters"], 7, "no: is a file"),
    "already there": (["a.txt", "-o", "there.mp3"], 7, "there.mp3: already exists; --force"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_clear_line(tmp_path: Path, name: str) -> None:
    write(tmp_path)
    write(tmp_path, "there.mp3", "precious")
    write(tmp_path, "no", "precious")
    write(tmp_path, "empty.txt", "")
    write(tmp_path, "blank.txt", " \n ")
    write(tmp_path, "marks.txt", "... --- ؟؟")
    (tmp_path / "binary.txt").write_bytes(b"\x89PNG\0\0\0")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loud").mkdir()
    write(tmp_path / "loud")
    write(tmp_path / "loud", "narrator.toml", "room_tone = -20\n")
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    arguments, status, message = BAD[name]
    quiet = [] if arguments[0] == "preview" else ["-q", "--jobs", "1"]
    run = narrate(tmp_path, *arguments, *quiet)
    assert run.returncode == status
    assert message in run.stderr
    assert "Traceback" not in run.stderr
    after = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert after == before


def test_a_cache_on_a_full_disk_is_one_clear_line(tmp_path: Path) -> None:
    write(tmp_path)
    run = narrate(tmp_path, "a.txt", "-q", "--jobs", "1", largest_file=5_000)
    assert run.returncode == 6
    assert "the cache cannot be written" in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_broken_settings_name_the_line(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, "narrator.toml", 'pace = 1.0\nvoice = = "x"\n')
    run = narrate(tmp_path, "a.txt")
    assert (run.returncode, "line 2" in run.stderr) == (2, True)


def test_control_and_bidi_characters_are_not_spoken(tmp_path: Path) -> None:
    write(tmp_path, text="سلام\x01\x1b[31m دنیا\u202e\u2066.")
    assert result(narrate(tmp_path, "a.txt", "--json", "--jobs", "1"))["failures"] == []


def test_a_number_of_a_million_digits(tmp_path: Path) -> None:
    write(tmp_path, text="عدد " + "7" * 1_000_000 + " بود.")
    made = result(narrate(tmp_path, "a.txt", "--json", "--jobs", "1"))
    assert made["seconds"] < 10


def test_disk_full_is_one_clear_line_and_leaves_nothing(tmp_path: Path) -> None:
    write(tmp_path, text="عنوان\n\n" + "این جمله‌ای است که گفته می‌شود. " * 20)
    result(narrate(tmp_path, "a.txt", "--json", "--jobs", "1"))
    (tmp_path / "a.mp3").unlink()
    run = narrate(tmp_path, "a.txt", "-q", largest_file=200_000)
    assert run.returncode == 7
    assert run.stderr.startswith("narrate: ")
    assert len(run.stderr.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "cache"]


def test_one_bad_article_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path)
    run = narrate(tmp_path, "none.txt", "a.txt", "-q", "--jobs", "1")
    assert run.returncode == 4
    assert (tmp_path / "a.mp3").exists()
