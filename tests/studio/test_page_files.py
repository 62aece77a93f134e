"""Articles and audio that come and go through the page, and the files that it changes."""

import io
import re
import tomllib
from pathlib import Path

import soundfile
from playwright.sync_api import Browser, Page, expect

from browsers import axe, quiet, until
from cli.test_publish import init
from damage import CLASSES, damaged
from studio.pages import heard, opened, project, word
from studio.serving import Served, serving

OTHER = "باران می‌بارد. رود پر آب است."

DROP = """([name, bytes]) => {
    const carried = new DataTransfer();
    carried.items.add(new File([new Uint8Array(bytes)], name));
    for (const kind of ["dragenter", "dragover", "drop"])
        document.getElementById("text").dispatchEvent(
            new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
}"""


def drop(page: Page, name: str, content: bytes) -> None:
    page.evaluate(DROP, [name, list(content)])


def test_the_audio_is_made_while_one_looks_on_and_can_be_downloaded(page: Page) -> None:
    page.locator("#make-button").click()
    page.locator("#make-mp3").click()
    page.wait_for_selector("#make progress, #download")
    page.wait_for_selector("#download", timeout=60_000)
    with page.expect_download() as got:
        page.locator("#download").click()
    assert got.value.suggested_filename == "a.mp3"
    samples, rate = soundfile.read(io.BytesIO(Path(got.value.path()).read_bytes()))
    assert 10 < len(samples) / rate < 60
    assert abs(samples).max() > 0.1


def test_making_can_be_given_up(browser: Browser, tmp_path: Path) -> None:
    with project(tmp_path, f"{OTHER}\n\n" * 2000, "a.txt") as served:  # noqa: SIM117
        with opened(browser, served) as page:
            page.locator("#make-button").click()
            page.locator("#make-mp3").click()
            page.locator("#cancel").click()
            expect(page.locator("#make .cancelled")).to_be_visible(timeout=30_000)
            expect(page.locator("#make-mp3")).to_be_enabled()
            assert not (served.folder / "a.mp3").exists()


def test_a_file_dropped_anywhere_is_opened_and_a_bad_one_refused(
    browser: Browser, studio: Served
) -> None:
    with opened(browser, studio, expected="the server responded with") as page:
        drop(page, "bad.pdf", b"\0\1\2" * 100)
        expect(page.locator("#notices .error")).to_contain_text("bad.pdf")
        expect(word(page, "کرم").first).to_be_visible()
        assert not (studio.folder / "bad.pdf").exists()
        drop(page, "other.txt", OTHER.encode())
        expect(word(page, "باران")).to_be_visible()
        assert (studio.folder / "other.txt").read_text("utf-8") == OTHER
        assert not page.locator("#drop").is_visible()


def test_a_text_is_pasted_and_another_article_of_the_folder_opened(page: Page) -> None:
    page.locator("#article").click()
    page.fill("#pasted", OTHER)
    page.locator("form", has=page.locator("#pasted")).get_by_role("button").click()
    expect(word(page, "باران")).to_be_visible()
    assert not page.locator("#open").is_visible()
    page.locator("#article").click()
    page.locator("#open").get_by_text("a.md").click()
    expect(word(page, "کرم").first).to_be_visible()


def test_an_address_that_cannot_be_read_is_refused_in_the_dialog(
    browser: Browser, studio: Served
) -> None:
    with opened(browser, studio, expected="the server responded with") as page:
        page.locator("#article").click()
        page.fill("#address", "http://127.0.0.1:9/")
        page.keyboard.press("Enter")
        expect(page.locator("#open .error")).to_contain_text("127.0.0.1")
        assert page.locator("#open").is_visible()


def test_settings_are_kept_in_narrator_toml_and_heard(page: Page, studio: Served) -> None:
    play = page.locator("#text .play").nth(1).click
    quick = heard(page, play)
    page.locator("#settings-button").click()
    page.locator("#pace").fill("0.5")
    expect(page.locator("#undo")).to_have_attribute("title", re.compile("0.5"))
    page.locator("#pause-sentence").fill("1230")
    page.keyboard.press("Enter")
    expect(page.locator("#undo")).to_have_attribute("title", re.compile("1230"))
    kept = tomllib.loads((studio.folder / "narrator.toml").read_text("utf-8"))
    assert kept["pace"] == 0.5
    assert kept["pauses"]["sentence"] == 1230
    until(page, "!document.querySelector('.sounding')")
    assert len(heard(page, play)) > 1.5 * len(quick)


def test_what_repair_changed_is_seen_side_by_side(
    browser: Browser, npm: Path, tmp_path: Path
) -> None:
    sound = Path("samples/short-names.md").read_text("utf-8").split("\n\n")[2]
    broken = damaged([sound], CLASSES["reversed"], seed=1)
    with (
        project(tmp_path, broken, "a.txt") as served,
        opened(browser, served, bypass_csp=True) as page,
    ):
        page.locator("#repairs-button").click()
        pairs = page.locator("#repairs article")
        expect(pairs.first).to_be_visible()
        assert pairs.first.locator("del").count() > 0
        assert pairs.first.locator("ins").count() > 0
        old, new = pairs.first.locator("p[lang='fa']").all_inner_texts()
        assert " ".join(old.split()) in " ".join(broken.split())
        assert old != new
        assert axe(page, npm) == []


def test_an_episode_is_published_to_a_feed_of_the_folder(browser: Browser, tmp_path: Path) -> None:
    with project(tmp_path) as served:
        init(served.folder)
        with opened(browser, served) as page:
            page.locator("#make-button").click()
            page.locator("#make").get_by_role("button", name="انتشار").click()
            expect(page.locator("#make .done")).to_be_visible(timeout=60_000)
        assert "<item>" in (served.folder / "feed" / "feed.xml").read_text("utf-8")


def test_a_studio_begins_empty_and_a_text_is_pasted_into_it(
    browser: Browser, npm: Path, tmp_path: Path
) -> None:
    with serving(tmp_path) as served:
        site, _, token = served.address.partition("#")
        with quiet(browser, site, bypass_csp=True) as page:
            page.goto(f"{site}#{token}")
            page.locator("#empty button").click()
            page.fill("#pasted", OTHER)
            assert axe(page, npm) == []
            page.locator("form", has=page.locator("#pasted")).get_by_role("button").click()
            expect(word(page, "باران")).to_be_visible()
            expect(page.locator("#empty")).not_to_be_visible()
