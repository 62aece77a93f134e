"""The page itself: its languages and themes, wide and narrow, for keyboards and screen readers."""

import json
import re
import signal
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsers import axe, fits, quiet
from studio.pages import open_word, opened, project, word
from studio.serving import Served

ASSETS = Path(str(files("narrator.studio").joinpath("assets")))
SCRIPTS = sorted(ASSETS.glob("*.js"))
FORBIDDEN = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|DOMParser|document\.write|\beval\(|new Function"
    r"|localStorage|sessionStorage|indexedDB|document\.cookie|https?://(?!www\.w3\.org/)\w"
)


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with project(tmp_path_factory.mktemp("looks")) as served:
        yield served


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_makes_markup_or_keeps_anything(script: Path) -> None:
    text = script.read_text("utf-8")
    assert FORBIDDEN.findall(text) == []
    assert len(text.splitlines()) < 200


def test_both_languages_say_everything() -> None:
    persian, english = (
        json.loads((ASSETS / f"{name}.json").read_text("utf-8")) for name in ("fa", "en")
    )
    assert list(persian) == list(english)
    text = "".join(path.read_text("utf-8") for path in [*SCRIPTS, ASSETS / "index.html"])
    used = set(re.findall(r"""\bt\("([^"]+)"|data-t(?:-\w+)?="([^"]+)\"""", text))
    assert {a or b for a, b in used} <= set(persian)
    rules = {path.stem for path in (ASSETS.parents[1] / "normalize" / "rules").glob("[a-z]*.py")}
    assert {key.removeprefix("rule.") for key in persian if key.startswith("rule.")} >= rules


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_axe_finds_nothing(
    browser: Browser, studio: Served, npm: Path, language: str, scheme: str
) -> None:
    with opened(browser, studio, f"?lang={language}", color_scheme=scheme, bypass_csp=True) as page:
        page.wait_for_selector(".doubts li")
        assert axe(page, npm) == []
        open_word(page, "NASA")
        page.wait_for_timeout(300)  # until colours have faded in
        assert axe(page, npm) == []
        page.locator("#settings-button").click()
        page.locator("summary").click()
        assert axe(page, npm) == []
        for button, dialog in (("make", "make"), ("help", "help"), ("article", "open")):
            page.locator(f"#{button}-button, #{button}:is(button)").first.click()
            page.wait_for_selector(f"#{dialog}:is([open], :popover-open)")
            assert axe(page, npm) == [], dialog
            page.keyboard.press("Escape")


@pytest.mark.parametrize("width", [360, 768, 1100, 1440, 3840])
def test_nothing_scrolls_sideways(browser: Browser, studio: Served, width: int) -> None:
    with opened(
        browser, studio, viewport={"width": width, "height": width * 9 // 16 + 500}
    ) as page:
        assert fits(page)
        open_word(page, "کرم")
        assert fits(page)
        expect(word(page, "کرم")).to_be_in_viewport()
        expect(page.locator("#panel form > .primary")).to_be_visible()
        for box in page.locator("#bar button:visible, #player button:visible").all():
            place = box.bounding_box()
            assert place
            assert place["x"] >= 0
            assert place["x"] + place["width"] <= width
            assert place["height"] >= 24


def test_english_from_left_to_right_and_back_at_the_same_place(page: Page) -> None:
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
        "fa",
        "rtl",
    ]
    word(page, "مهر").focus()
    page.wait_for_url("**at=*")
    page.get_by_role("button", name="English").click()
    page.wait_for_selector("#text > li:not(.waiting)")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
        "en",
        "ltr",
    ]
    assert "Export" in page.locator("#make-button").inner_text()
    assert (
        page.locator("#text .words").first.evaluate("e => getComputedStyle(e).direction") == "rtl"
    )
    assert "at=" in page.url
    page.get_by_role("button", name="فارسی").click()
    expect(page.get_by_role("button", name="خروجی")).to_be_visible()


def test_dark_and_light_are_chosen_and_outlive_a_reload(page: Page) -> None:
    def paper() -> str:
        return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    light = paper()
    page.locator("#theme").click()
    dark = paper()
    assert light != dark
    page.reload()
    page.wait_for_selector("#text > li:not(.waiting)")
    assert paper() == dark
    page.locator("#theme").click()
    assert paper() == light


def test_every_stop_of_the_tab_key_is_named_and_seen(page: Page) -> None:
    page.wait_for_selector(".doubts li")
    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate("""() => {
            const stop = document.activeElement;
            if (stop === document.body) return null;
            const { outlineStyle, outlineWidth } = getComputedStyle(stop);
            const name = stop.ariaLabel || stop.textContent.trim() || stop.labels?.[0]?.textContent;
            const seen = outlineStyle !== "none" && parseFloat(outlineWidth) > 1;
            return [stop.id || stop.className, Boolean(name), seen];
        }""")
        if stop is None:
            break
        stops.append(stop)
    names = [name for name, _, _ in stops]
    assert names[0] == "skip"
    assert {"article", "search", "make-button", "round"} <= set(names)
    assert names.count("play") >= 2  # chapters, and one stop for the whole text
    assert [name for name, named, seen in stops if not named or not seen] == []


def test_a_help_lists_the_keys(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    assert page.locator("#help dt").count() >= 10
    page.keyboard.press("Escape")
    expect(page.locator("#help")).not_to_be_visible()


def test_nothing_moves_where_motion_is_not_wanted(browser: Browser, studio: Served) -> None:
    with opened(browser, studio, reduced_motion="reduce") as page:
        page.locator("#text .play").first.click()
        open_word(page, "کرم")
        assert page.evaluate("document.getAnimations().length") == 0


def test_two_tabs_stay_in_step(browser: Browser, tmp_path: Path) -> None:
    with (
        project(tmp_path) as served,
        opened(browser, served) as one,
        opened(browser, served) as two,
    ):
        word(two, "مهر").focus()
        open_word(one, "باغ", 1)
        one.fill("#own", "bɒɢe")
        one.keyboard.press("Enter")
        expect(word(two, "باغ", 1)).to_have_class("word own")
        assert two.evaluate("document.activeElement.textContent") == "مهر"
        two.keyboard.press("u")
        expect(word(one, "باغ", 1)).not_to_have_class("word own")


def test_an_edit_in_another_program_is_seen(page: Page, studio: Served) -> None:
    article = studio.folder / "a.md"
    text = article.read_text("utf-8")
    article.write_text(text + "\nجملهٔ تازه‌ای آمد.\n", encoding="utf-8")
    expect(word(page, "آمد")).to_be_attached(timeout=15_000)
    article.write_text(text, encoding="utf-8")
    expect(word(page, "آمد")).to_have_count(0, timeout=15_000)


def test_a_server_that_went_away_is_told_quietly_and_looked_for(
    browser: Browser, tmp_path: Path
) -> None:
    with project(tmp_path) as served, opened(browser, served, expected="ERR_") as page:
        page.route("**/api/events", lambda route: route.abort())
        page.reload()
        expect(page.locator("#banner")).to_be_visible()
        page.unroute("**/api/events")
        expect(page.locator("#banner")).not_to_be_visible(timeout=15_000)
        served.process.send_signal(signal.SIGINT)
        served.process.wait(30)
        expect(page.locator("#banner")).to_be_visible(timeout=15_000)
        page.locator("#text .play").first.click()
        expect(page.locator(".caption .error")).to_be_visible()
        expect(word(page, "کرم").first).to_be_visible()  # what was read stays


def test_without_the_token_it_says_what_to_open(browser: Browser, studio: Served) -> None:
    site = studio.address.partition("#")[0]
    with quiet(browser, site, "401") as page:
        page.goto(f"{site}#wrong")
        expect(page.locator("#banner")).to_contain_text("narrate studio")
