"""The site in Debian's chromium: played, followed, walked by keyboard, on a narrow screen."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page

from browsers import axe, fits, quiet, until
from narrator.master.finished import episode
from narrator.publish import artwork, publisher
from narrator.publish.feed import Item, item
from narrator.publish.publishing import Choice, publish
from narrator.publish.serve import address, application, bound
from narrator.publish.targets.folder import Folder
from publish.feeds import BASE, HOSTILE, SAID, audio, made_channel
from publish.test_check import picture


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Item]]:
    """Where a site is served, and its newest episode: four seconds, a sentence in each."""
    folder = tmp_path_factory.mktemp("site")
    place = Folder(str(folder / "feed"))
    cover = artwork.cover(picture(), "here")
    place.write(cover, picture())
    publisher.create(place, "feed", made_channel(cover=cover))
    for name, text in HOSTILE.items():
        made = publish(place, "feed", episode(audio(folder, f"{name}.mp3")), Choice())
        texts = {"title": text, "summary": text, "author": text, "narrator": text}
        made = item(made, texts)
        publisher.change(place, "feed", lambda feed, made=made: feed.with_item(made))  # type: ignore[misc]
    newest = publish(place, "feed", episode(audio(folder)), Choice())
    listening = bound("127.0.0.1", 0)
    settings = uvicorn.Config(
        application(folder / "feed", BASE), log_level="warning", lifespan="off"
    )
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield address(listening), newest
    server.should_exit = True
    thread.join()
    listening.close()


@pytest.fixture
def page(browser: Browser, site: tuple[str, Item]) -> Iterator[Page]:
    """A page on a phone; the test fails where it asks elsewhere, opens a dialog or complains."""
    with quiet(browser, site[0], viewport={"width": 360, "height": 740}) as page:
        yield page


PLAYER = "document.querySelector('audio')."


def time_of(page: Page) -> float:
    return float(page.evaluate(PLAYER + "currentTime"))


def spoken(page: Page) -> str:
    return page.locator(".transcript [aria-current]").inner_text()


def test_a_chapter_seeks_and_the_transcript_follows(page: Page, site: tuple[str, Item]) -> None:
    page.goto(site[0] + site[1].page)
    page.locator(".chapters a").nth(2).click()
    until(page, PLAYER + "currentTime > 2.05")
    page.wait_for_selector(f".transcript [aria-current]:has-text({SAID[2]!r})")
    assert page.locator(".chapters [aria-current]").inner_text().endswith("فصل 2")
    page.wait_for_selector(f".transcript [aria-current]:has-text({SAID[3][:5]!r})")
    assert spoken(page) == SAID[3]
    page.locator(".transcript span").nth(1).click()
    page.wait_for_selector(f".transcript [aria-current]:has-text({SAID[1]!r})")


def test_by_keyboard_alone(page: Page, site: tuple[str, Item]) -> None:
    page.goto(site[0])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(site[0] + site[1].page)
    stops: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(e => e.dataset.start ? e.innerText : e.tagName)(document.activeElement)"
        )
        stops.append(focused)
        if focused == SAID[0]:
            break
    assert stops[-1] == SAID[0]
    assert sum(stop in SAID for stop in stops) == 1  # one stop for the whole text
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(f".transcript [aria-current]:has-text({SAID[2]!r})")
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    assert "فصل" in page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Enter")
    until(page, PLAYER + "currentTime < 1")


def test_speed_and_skips(page: Page, site: tuple[str, Item]) -> None:
    page.goto(site[0] + site[1].page)
    page.locator("select").select_option("1.5")
    assert page.evaluate("document.querySelector('audio').playbackRate") == 1.5
    until(page, PLAYER + "readyState > 0")
    page.locator("[data-skip='30']").click()
    assert time_of(page) > 3.9
    page.locator("[data-skip='-15']").click()
    until(page, PLAYER + "currentTime < 0.1")


def test_a_narrow_page_from_right_to_left(page: Page, site: tuple[str, Item]) -> None:
    page.goto(site[0])
    assert fits(page)
    page.goto(site[0] + site[1].page)
    assert fits(page)
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    box = page.locator(".chapters .clock").first.bounding_box()
    title = page.locator(".chapters bdi").first.bounding_box()
    assert box is not None
    assert title is not None
    assert box["x"] > title["x"]  # the time stands to the right of the title


def test_hostile_titles_are_shown_as_they_are(page: Page, site: tuple[str, Item]) -> None:
    page.goto(site[0])
    shown = page.locator("h3 a").all_inner_texts()
    assert HOSTILE["script"] in shown
    assert HOSTILE["quotes"] in shown
    assert len(shown) == len(HOSTILE) + 1
    paths = page.locator("h3 a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    for path in paths:
        assert re.fullmatch(r"episodes/[0-9a-f]{12}\.html", path)
        page.goto(site[0] + path)
        assert fits(page), path
        scripts = page.locator("script").evaluate_all("all => all.map(one => one.src)")
        assert len(scripts) == 1
        assert "/assets/player-" in scripts[0]
        assert page.locator("[onerror]").count() == 0


def test_without_javascript_it_reads_and_plays(browser: Browser, site: tuple[str, Item]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site[0] + site[1].page)
    assert page.locator(".transcript span").all_inner_texts() == SAID
    assert page.locator("audio[controls]").is_visible()
    assert not page.locator(".controls").is_visible()
    assert str(page.locator(".chapters a").nth(1).get_attribute("href")).endswith(".mp3#t=1.0")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    browser: Browser, site: tuple[str, Item], npm: Path, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    for path in ("index.html", site[1].page):
        page.goto(site[0] + path)
        assert axe(page, npm) == [], path
    context.close()


def test_what_a_shared_link_shows(page: Page, site: tuple[str, Item]) -> None:
    page.goto(site[0] + site[1].page)
    meta = page.locator("meta[property]").evaluate_all(
        "all => Object.fromEntries(all.map(one => [one.getAttribute('property'), one.content]))"
    )
    assert meta["og:title"] == site[1].title
    assert meta["og:url"] == BASE + site[1].page
    assert meta["og:audio"] == BASE + site[1].audio
    assert meta["og:image"].startswith(BASE + "media/cover-")
