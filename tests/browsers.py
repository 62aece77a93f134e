"""Debian's chromium, and pages that may neither complain nor ask elsewhere."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One a module: while Playwright runs, no other test of this process may run a loop."""
    if not shutil.which("chromium"):
        pytest.skip("needs chromium, which CI installs")
    with chromium() as browser:
        yield browser


@contextmanager
def quiet(browser: Browser, site: str, expected: str = "", **options: Any) -> Iterator[Page]:
    """A page; the test fails where it asks elsewhere than ``site``, opens a dialog or complains.

    What it complains of may hold ``expected``; ``options`` are those of a browser's context.
    """
    context = browser.new_context(**options)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.on(
        "request",
        lambda asked: (
            None if asked.url.startswith((site, "blob:")) else complaints.append(asked.url)
        ),
    )
    yield page
    context.close()
    assert [line for line in complaints if not expected or expected not in line] == []


def until(page: Page, condition: str) -> None:
    """Wait for what a script says; a page's policy may let no test wait inside it."""
    for _ in range(600):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(condition)


def fits(page: Page) -> bool:
    """Whether nothing makes the page scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def axe(page: Page, npm: Path) -> list[tuple[str, str]]:
    """What axe-core finds wrong on a page whose CSP is bypassed: rule, element."""
    page.add_script_tag(path=npm / "node_modules" / "axe-core" / "axe.min.js")
    found = page.evaluate("axe.run().then(result => result.violations)")
    return [(entry["id"], entry["nodes"][0]["html"]) for entry in found]
