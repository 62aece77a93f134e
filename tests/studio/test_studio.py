"""An article in the studio: its words read otherwise, heard, kept and taken back."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import soundfile

from narrate import environment, narrate
from narrator.master.finished import episode
from studio.serving import Served, serving

TEXT = """# باغ

کرم خاکی در خاک است. کتاب بزرگ کرم روی میز بود.

سازمان NASA در سال ۱۴۰۳ گفت: «کرم».

> خانه ما.
"""


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Served]:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "a.md").write_text(TEXT, encoding="utf-8")
    with serving(folder, "a.md", home=tmp_path) as served:
        yield served


def sentences(studio: Served) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = studio.ask("GET", "sentences?from=0&count=50")["sentences"]
    return found


def place(studio: Served, written: str, number: int = 0) -> tuple[int, int]:
    """Sentence and token of a word, the ``number``-th of its kind."""
    found = [
        (said["index"], at)
        for said in sentences(studio)
        for at, token in enumerate(said["tokens"])
        if token["written"] == written
    ]
    return found[number]


def phonemes(studio: Served, at: tuple[int, int]) -> str:
    said = sentences(studio)[at[0]]
    first, stop = said["tokens"][at[1]]["words"]
    return " ".join(word["phonemes"] for word in said["words"][first:stop])


def mend(studio: Served, at: tuple[int, int], path: str, status: int = 200, **wish: object) -> Any:
    named = {"as" if name == "form" else name: value for name, value in wish.items()}
    written = {said["index"]: said["written"] for said in sentences(studio)}.get(at[0], "")
    wish = {"sentence": at[0], "token": at[1], "written": written, **named}
    return studio.ask("POST", path, wish, status)


def wait_for[T](found: Callable[[], T | None]) -> T:
    for _ in range(200):
        if value := found():
            return value
        time.sleep(0.1)
    raise AssertionError("it did not come about in 20 seconds")


def test_tokens_tile_the_sentences_and_words_belong_to_tokens(studio: Served) -> None:
    for said in sentences(studio):
        assert "".join(token["written"] for token in said["tokens"]).strip() == said["written"]
        spans = [token["words"] for token in said["tokens"]]
        assert [stop for _, stop in spans[:-1]] == [first for first, _ in spans[1:]]
        assert (spans[0][0], spans[-1][1]) == (0, len(said["words"]))


def test_a_reading_here_changes_that_word_alone(studio: Served) -> None:
    first, second = place(studio, "کرم", 0), place(studio, "کرم", 1)
    before = studio.audio(first[0])[0]
    other = phonemes(studio, second)
    mend(studio, first, "readings", reading="karam", scope="here")
    text = (studio.folder / "a.md").read_text(encoding="utf-8")
    assert text == TEXT.replace("کرم", "[کرم](karam)", 1)
    mended = place(studio, "[کرم](karam)")
    assert phonemes(studio, mended).startswith("kæɾæm")
    choices = studio.ask("GET", f"sentences/{mended[0]}/tokens/{mended[1]}")["readings"]
    assert (choices[0]["phonemes"], choices[0]["now"]) == ("kæɾæm", True)
    assert "keɾm" in {c["phonemes"] for c in choices}
    assert phonemes(studio, second) == other
    now, words = studio.audio(first[0])
    assert now != before
    assert studio.audio(first[0], "?take=before")[0] == before
    assert [number for number, _, _ in words] == sorted({number for number, _, _ in words})
    state = studio.ask("POST", "undo")
    assert (studio.folder / "a.md").read_text(encoding="utf-8") == TEXT
    assert state["undo"] is None
    assert studio.audio(first[0])[0] == before


def test_what_was_chosen_in_a_text_that_changed_meanwhile_is_refused(studio: Served) -> None:
    at = place(studio, "کرم")
    wish = {"reading": "karam", "scope": "here", "written": sentences(studio)[at[0]]["written"]}
    longer = TEXT.replace("کرم خاکی", "کرم سفید است. کرم خاکی")
    (studio.folder / "a.md").write_text(longer, encoding="utf-8")
    wait_for(lambda: "سفید" in sentences(studio)[at[0]]["written"])
    assert "meanwhile" in mend(studio, at, "readings", 409, **wish)["error"]
    assert (studio.folder / "a.md").read_text(encoding="utf-8") == longer


@pytest.mark.parametrize("scope", ["article", "always"])
def test_a_reading_in_a_lexicon_is_the_command_lines_too(studio: Served, scope: str) -> None:
    at = place(studio, "کرم", 1)
    state = mend(studio, at, "readings", reading="کَرَم", scope=scope)
    assert state["undo"] == "کرم → کَرَم"
    for number in range(3):
        assert phonemes(studio, place(studio, "کرم", number)).startswith("kæɾæm")
    home = studio.folder.parent
    run = subprocess.run(
        [sys.executable, "-m", "narrator", "lexicon", "list"],
        cwd=studio.folder if scope == "article" else home,
        env=environment(home),
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == "کرم\tkæɾæm\n"
    studio.ask("POST", "undo")
    assert not (studio.folder / "lexicon.tsv").exists()
    assert not (studio.folder / "narrator.toml").exists()
    assert studio.ask("POST", "undo", status=422)["error"] == "there is nothing to take back"


def test_a_reading_is_heard_before_it_is_kept(studio: Served) -> None:
    at = place(studio, "کرم")
    wish = {"sentence": at[0], "token": at[1]}
    plain = studio.audio(at[0])[0]
    heard = set()
    for more in ({"reading": "karam"}, {"reading": "kerm"}, {"ezafe": False}):
        answer, wav = studio.raw("POST", "/api/try", json.dumps(wish | more).encode())
        assert answer.status == 200
        assert soundfile.info(io.BytesIO(wav)).duration > 0.5
        heard.add(wav)
    assert len(heard) == 3
    assert studio.audio(at[0])[0] == plain
    assert (studio.folder / "a.md").read_text(encoding="utf-8") == TEXT
    error = mend(studio, at, "try", 422, reading="krm4")["error"]
    assert "column 4" in error


def test_ezafe_is_written_into_the_text(studio: Served) -> None:
    at = place(studio, "کتاب")
    assert phonemes(studio, at) == "ketɒbe"
    mend(studio, at, "ezafe", ezafe=False)
    at = place(studio, "کتاب\u0652")
    assert phonemes(studio, at) == "ketɒb"
    mend(studio, at, "ezafe", ezafe=True)
    assert phonemes(studio, place(studio, "کتاب\u0650")) == "ketɒbe"
    home = place(studio, "خانه")
    mend(studio, home, "ezafe", ezafe=True)
    assert phonemes(studio, place(studio, "خانه\u0654")) == "xɒneje"
    for _ in range(3):
        studio.ask("POST", "undo")
    assert (studio.folder / "a.md").read_text(encoding="utf-8") == TEXT


def test_an_acronym_can_be_spelled(studio: Served) -> None:
    at = place(studio, "NASA")
    choices = studio.ask("GET", f"sentences/{at[0]}/tokens/{at[1]}")
    forms = {form["as"]: form for form in choices["acronym"]}
    assert forms["word"] == {"as": "word", "spoken": "ناسا", "now": True}
    mend(studio, at, "acronyms", scope="article", form="spell")
    said = sentences(studio)[at[0]]["tokens"][at[1]]["spoken"]
    assert said == forms["spell"]["spoken"] == "ان‌ای‌اس‌ای"
    assert (studio.folder / "tables" / "acronyms.tsv").exists()
    mend(studio, at, "acronyms", scope="article", form="word")
    assert sentences(studio)[at[0]]["tokens"][at[1]]["spoken"] == "ناسا"


def test_what_cannot_be_chosen_is_not_offered_and_refused(studio: Served) -> None:
    year = place(studio, "۱۴۰۳")
    choices = studio.ask("GET", f"sentences/{year[0]}/tokens/{year[1]}")
    assert (choices["readings"], choices["ezafe"], choices["scopes"]) == ([], None, [])
    assert (
        "several words" in mend(studio, year, "readings", 422, reading="a", scope="here")["error"]
    )
    mend(studio, (0, 99), "readings", 422, reading="a", scope="here")
    mend(studio, (99, 0), "readings", 422, reading="a", scope="here")
    mend(studio, place(studio, "NASA"), "acronyms", 422, form="spell", scope="here")
    assert (studio.folder / "a.md").read_text(encoding="utf-8") == TEXT


def test_what_another_program_changes_is_heeded_and_never_lost(studio: Served) -> None:
    at = place(studio, "کرم", 1)
    revision = studio.ask("GET", "state")["revision"]
    (studio.folder / "narrator.toml").write_text('lexicon = "mine.tsv"\n', encoding="utf-8")
    (studio.folder / "mine.tsv").write_text("کرم\tkoram\n", encoding="utf-8")
    wait_for(lambda: phonemes(studio, at).startswith("koɾæm"))
    assert studio.ask("GET", "state")["revision"] > revision
    mend(studio, place(studio, "خاک"), "readings", reading="xaak", scope="article")
    (studio.folder / "mine.tsv").write_text("کرم\tkorom\n", encoding="utf-8")
    wait_for(lambda: phonemes(studio, at).startswith("koɾom"))
    assert "has changed since" in studio.ask("POST", "undo", status=422)["error"]
    assert (studio.folder / "mine.tsv").read_text(encoding="utf-8") == "کرم\tkorom\n"


def test_a_file_broken_by_others_leaves_what_was_read(studio: Served) -> None:
    before = sentences(studio)
    (studio.folder / "narrator.toml").write_text("voice = ", encoding="utf-8")
    time.sleep(1)
    assert sentences(studio) == before
    assert studio.ask("POST", "settings", {"pace": 0.9}, 422)["error"]
    (studio.folder / "narrator.toml").write_text("pace = 0.8", encoding="utf-8")
    wait_for(lambda: studio.ask("GET", "state")["settings"]["pace"] == 0.8)


def test_settings_are_written_where_the_command_line_reads_them(studio: Served) -> None:
    at = place(studio, "خاک")[0]
    before = studio.audio(at)[0]
    state = studio.ask("POST", "settings", {"pace": 0.8, "pauses": {"sentence": 500}})
    assert (state["settings"]["pace"], state["settings"]["pauses"]["sentence"]) == (0.8, 500)
    assert len(studio.audio(at)[0]) > 1.1 * len(before)
    assert studio.ask("POST", "settings", {"pace": 9}, 422)["error"]
    assert studio.ask("POST", "settings", {"voice": "none"}, 422)["error"]
    assert state["undo"] == "pace 0.8, pauses.sentence 500"
    studio.ask("POST", "undo")
    assert studio.audio(at)[0] == before


def test_the_words_worth_checking_come_with_their_place(studio: Served) -> None:
    found = wait_for(lambda: (d := studio.ask("GET", "doubts"))["complete"] and d)
    for doubt in found["doubts"]:
        token = sentences(studio)[doubt["sentence"]]["tokens"][doubt["token"]]
        assert token["written"] == doubt["written"]


def test_search_looks_at_what_is_written_and_said(studio: Served) -> None:
    assert studio.ask("GET", "search?q=هزار و چهارصد")["sentences"] == [place(studio, "۱۴۰۳")[0]]
    assert studio.ask("GET", "search?q=نیست که نیست")["sentences"] == []


def test_audio_is_made_with_progress_and_the_same_as_by_the_command(studio: Served) -> None:
    studio.ask("POST", "make", {"format": "mp3"})
    job = wait_for(lambda: (j := studio.ask("GET", "state")["job"])["state"] != "running" and j)
    assert (job["state"], job["file"], job["message"]) == ("done", "a.mp3", "")
    made = (studio.folder / "a.mp3").read_bytes()
    assert studio.raw("GET", "/api/made/a.mp3")[1] == made
    run = narrate(studio.folder.parent, str(studio.folder / "a.md"), "-o", "b.mp3")
    assert run.returncode == 0, run.stderr
    assert (studio.folder.parent / "b.mp3").read_bytes() == made


def test_a_job_can_be_cancelled_and_only_one_runs(tmp_path: Path) -> None:
    text = "\n\n".join(f"این جملهٔ شمارهٔ {n} از کتاب است و کمی دراز هم هست." for n in range(800))
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    with serving(tmp_path, "long.txt") as studio:
        studio.ask("POST", "make", {"format": "mp3"})
        assert "another job" in studio.ask("POST", "make", {"format": "mp3"}, 409)["error"]
        wait_for(lambda: studio.ask("GET", "state")["job"]["done"])
        studio.ask("DELETE", "job")
        wait_for(lambda: studio.ask("GET", "state")["job"]["state"] == "cancelled")
        studio.ask("DELETE", "job", status=409)
        assert {path.name for path in tmp_path.glob("*.*")} == {"long.txt"}


def test_an_episode_is_published_to_a_feed_of_the_project(studio: Served) -> None:
    arguments = ["--title", "ن", "--description", "ن", "--author", "ن", "--email", "a@b.org"]
    arguments += ["--base-url", "https://example.org/", "--category", "News"]
    run = narrate(studio.folder, "feed", "init", "feed", *arguments)
    assert run.returncode == 0, run.stderr
    assert studio.ask("GET", "state")["feeds"] == ["feed"]
    assert studio.ask("POST", "publish", {"feed": "../feed"}, 422)
    studio.ask("POST", "publish", {"feed": "feed"})
    job = wait_for(lambda: (j := studio.ask("GET", "state")["job"])["state"] != "running" and j)
    assert job["state"] == "done", job
    assert job["message"].startswith("https://example.org/")
    assert "باغ" in (studio.folder / "feed" / "feed.xml").read_text(encoding="utf-8")
    assert episode(studio.folder / "a.mp3").beside.keys() >= {"vtt", "srt"}


def workers(parent: int) -> list[int]:
    """Worker processes of the studio that speak."""
    found = Path(f"/proc/{parent}/task").glob("*/children")
    children = [int(child) for file in found for child in file.read_text().split()]
    lines = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children}
    return [pid for pid, line in lines.items() if b"spawn_main" in line]


def test_a_killed_worker_costs_nothing(studio: Served) -> None:
    studio.audio(0)
    for at in (1, 2):
        for pid in workers(studio.process.pid):
            os.kill(pid, signal.SIGKILL)
        assert studio.audio(at)[0].startswith(b"RIFF")


def test_a_text_in_which_nothing_is_said_is_opened_and_left_again(studio: Served) -> None:
    state = studio.ask("POST", "articles", {"text": "!!!"})
    assert (state["article"]["sentences"], state["article"]["chapters"]) == (0, [])
    assert studio.ask("GET", "doubts") == {"complete": True, "doubts": []}
    studio.ask("GET", "sentences/0/audio", status=422)
    assert studio.ask("POST", "open", {"name": "a.md"})["article"]["sentences"] > 0


def test_files_text_and_copies_are_taken_in(studio: Served) -> None:
    state = studio.ask("POST", "articles", {"text": "سلام بر دنیا.\n\nخوبی؟"})
    assert state["article"]["name"] == "سلام-بر-دنیا-خوبی.txt"
    body = "این یک جملهٔ آزمایشی است. " * 20
    page = f"<html><body><article><p>{body}</p></article></body></html>"
    answer, _ = studio.raw("PUT", "/api/articles/page.html", page.encode())
    assert answer.status == 200
    assert not studio.ask("GET", "state")["article"]["editable"]
    state = studio.ask("POST", "articles", {"copy": True})
    assert state["article"]["name"] == "page.md"
    assert state["article"]["editable"]
    for name, content in [
        ("bad.pdf", b"%PDF-1.7 nothing"),
        ("bad.docx", b"PK\x03\x04"),
        ("e.txt", b""),
    ]:
        answer, line = studio.raw("PUT", f"/api/articles/{name}", content)
        assert answer.status == 422
        assert name.encode() in line
        assert not (studio.folder / name).exists()
    assert studio.ask("GET", "state")["article"]["name"] == "page.md"


def test_ctrl_c_ends_it_quietly_while_a_page_listens(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "narrator", "studio", "--no-browser"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        place, _, token = process.stdout.readline().strip().partition("#")
        page = HTTPConnection(urlsplit(place).netloc, timeout=30)
        page.request("GET", "/api/events", headers={"Authorization": f"Bearer {token}"})
        assert page.getresponse().read(1) == b"\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert not process.stderr.read()
        page.close()
