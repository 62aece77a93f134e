"""The text on the page: thousands of sentences, hostile ones, searched and walked through."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser, Page, expect

from browsers import fits, until
from studio.pages import frames, long_text, opened, project
from studio.serving import Served

COUNT = 5000
HOSTILE = """<script>alert(1)</script>

<img src=x onerror=alert(2)> و "نقل' & <b>درشت</b> بود.

پیش از \u202eوارونه\u202c و \u2066جدا\u2069 و پس از آن.

{word} یک واژه است.

This is an English sentence with several words. و این فارسی است.
"""


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with project(tmp_path_factory.mktemp("long"), long_text(COUNT)) as served:
        yield served


@pytest.fixture
def page(browser: Browser, long: Served) -> Iterator[Page]:
    with opened(browser, long) as page:
        yield page


def test_five_thousand_sentences_scroll(page: Page) -> None:
    times = frames(page)
    assert median(times) < 100
    assert max(times) < 3000  # an order of magnitude: the machine may be busy
    until(page, "!document.querySelector('#text > .waiting')")
    assert page.locator("#text > li").count() < 80
    rows = page.locator("#text > li").evaluate_all(
        "all => all.map(li => li.getBoundingClientRect()).map(box => [box.top, box.bottom])"
    )
    for (_, bottom), (top, _) in pairwise(rows):
        assert abs(top - bottom) < 1  # neither gaps nor overlaps, whatever their heights


def test_a_row_says_which_of_how_many_it_is(page: Page) -> None:
    row = page.locator("#text > li").nth(2)
    assert row.get_attribute("aria-posinset") == "3"
    assert row.get_attribute("aria-setsize") == str(COUNT)
    assert page.locator("#text > li .play").nth(2).get_attribute("aria-label") == "پخش جملهٔ ۳"


def test_the_keyboard_keeps_its_place_while_rows_come_and_go(page: Page) -> None:
    page.locator("#text .word").nth(5).focus()
    written = page.evaluate("document.activeElement.textContent")
    page.evaluate("scroller.scrollTop = 100000")
    until(
        page, "document.querySelector('#text > li:nth-child(9):not(.waiting)')?.dataset.index > 500"
    )
    assert page.evaluate("document.activeElement.textContent") == written
    page.keyboard.press("ArrowDown")
    until(page, "document.activeElement.closest('li')?.dataset.index === '2'")
    page.keyboard.press("End")
    until(page, f"document.activeElement.closest('li')?.dataset.index === '{COUNT - 1}'")
    until(page, "document.activeElement.getBoundingClientRect().bottom <= innerHeight")
    assert page.locator("#text [tabindex='0']").count() == 1  # one stop for the whole text


def test_search_goes_from_one_to_the_next(page: Page) -> None:
    page.fill("#search", "شمارهٔ 43")
    expect(page.locator("#found")).to_contain_text("۱ از ۱۱۱")
    marked = page.evaluate("[...CSS.highlights.get('found')].map(range => range.toString())")
    assert marked[0] == "شمارهٔ 43"
    page.keyboard.press("Enter")
    expect(page.locator("#text > .found-now")).to_contain_text("شمارهٔ 430")
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#text > .found-now")).to_contain_text("شمارهٔ 43 ")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('li').ariaPosInSet") == "44"


def test_a_text_that_changes_is_searched_anew(browser: Browser, tmp_path: Path) -> None:
    with project(tmp_path) as served:  # noqa: SIM117
        with opened(browser, served, "?lang=constructor&at=-7") as page:  # neither is there
            page.fill("#search", "مهر")
            expect(page.locator("#text > .found-now")).to_contain_text("مهر")
            (served.folder / "a.md").write_text("# نو\n\nاز مهر.\n\nدیگر.", encoding="utf-8")
            expect(page.locator("#text > .found")).to_have_text("از مهر.")
            expect(page.locator("#found")).to_contain_text("۱")


def test_a_reload_comes_back_to_the_same_place(page: Page) -> None:
    page.fill("#search", "شمارهٔ 4321")
    expect(page.locator("#text > .found-now")).to_be_in_viewport()
    page.wait_for_url("**/?at=4322*")
    page.reload()
    expect(page.get_by_text("4321", exact=True)).to_be_in_viewport()


def test_hostile_text_stays_text(browser: Browser, tmp_path: Path) -> None:
    endless = "ب" * 10_000
    with project(tmp_path, HOSTILE.format(word=endless), "a.txt") as served:  # noqa: SIM117
        with opened(browser, served, viewport={"width": 360, "height": 740}) as page:
            text = page.locator("#text")
            expect(text).to_contain_text("<script>alert(1)</script>")
            expect(text).to_contain_text("<img src=x onerror=alert(2)>")
            assert page.locator("img, #text script, [onerror]").count() == 0
            page.get_by_text("وارونه").click()
            expect(page.locator("#panel-word")).to_contain_text("وارونه")
            page.evaluate("scroller.scrollTop = 100000")
            expect(page.get_by_text("This is an English").last).to_be_attached()
            english = page.locator("#text .words[lang='en']")
            assert english.evaluate("element => getComputedStyle(element).direction") == "ltr"
            assert fits(page)
            assert page.evaluate("scroller.scrollWidth <= scroller.clientWidth")
