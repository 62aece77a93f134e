"""The page to read along, in Debian's chromium."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from narrator.master.encode import encode
from narrator.master.tags import Tags
from narrator.master.transcript import Timed, page
from narrator.model import Hertz
from signals import tone

CHROMIUM = shutil.which("chromium")
if not CHROMIUM:
    pytest.skip("needs chromium, which CI installs", allow_module_level=True)

RATE = Hertz(22_050)
SENTENCES: list[Timed] = [("نخستین جمله.", 0, 2 * RATE), ("بی‌زمان.", 3 * RATE, 4 * RATE)]
WORDS: list[Timed] = [("نخستین ", 0, RATE), ("جمله.", RATE, 2 * RATE), *SENTENCES[1:]]


def marked(shown: Page) -> list[str]:
    return shown.locator("[aria-current]").all_inner_texts()


def test_it_marks_the_sentence_and_the_word_and_goes_where_one_clicks(tmp_path: Path) -> None:
    encode([tone(4, RATE)], sample_rate=RATE, path=tmp_path / "a.wav", tags=Tags(title="x"))
    html = page(SENTENCES, WORDS, [], RATE, title="نام", audio="a.wav")
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        shown = browser.new_page()
        faults: list[object] = []
        shown.on("pageerror", lambda fault: faults.append(fault))  # noqa: PLW0108 (playwright writes on it)
        shown.goto((tmp_path / "a.html").as_uri())
        seek = """time => new Promise(done => {
            audio.play = () => {};
            audio.addEventListener("seeked", () => done(), { once: true });
            audio.currentTime = time;
        })"""
        shown.evaluate(seek, 1.5)
        assert marked(shown) == ["نخستین جمله.", "جمله."]
        shown.evaluate(seek, 0.5)
        assert marked(shown) == ["نخستین جمله.", "نخستین"]
        shown.evaluate(seek, 3.5)
        assert marked(shown) == ["بی‌زمان."]
        for said, start in (("جمله.", 1), ("بی‌زمان.", 3), ("نخستین", 0)):
            shown.get_by_text(said, exact=True).click()
            assert shown.evaluate("audio.currentTime") == start
        assert faults == []
        browser.close()
