"""Takes the pictures of docs/studio.md: make pictures."""

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page

from browsers import chromium
from studio.pages import opened, project
from studio.serving import Served

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "images"
WIDE: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2}
SPOKEN = 1500  # ms until a waveform is worth a picture


def keep(page: Page, name: str) -> None:
    """In 224 colours: a third of the size, and no difference that one sees."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(224)
    picture.save(PICTURES / f"studio-{name}.png", optimize=True)


@contextmanager
def sample(name: str) -> Iterator[Served]:
    with tempfile.TemporaryDirectory() as folder:
        text = (ROOT / "samples" / name).read_text(encoding="utf-8")
        with project(Path(folder), text, name) as served:
            yield served


def mending(browser: Browser, served: Served) -> None:
    with opened(browser, served, **WIDE) as page:
        page.wait_for_selector(".doubts li")
        keep(page, "first")
        page.keyboard.press("n")
        page.wait_for_selector(".reading")
        page.wait_for_timeout(SPOKEN)
        keep(page, "word")
        page.keyboard.press("2")
        page.keyboard.press("Enter")
        page.wait_for_selector("#notices .notice")
        page.wait_for_timeout(SPOKEN)
        keep(page, "mended")


def elsewhere(
    browser: Browser, served: Served, name: str, query: str, options: dict[str, Any]
) -> None:
    with opened(browser, served, query, **options) as page:
        page.wait_for_timeout(SPOKEN)
        page.locator("#text .word.doubtful").first.click()
        page.wait_for_selector(".reading")
        page.locator(".said button").click()
        page.wait_for_timeout(SPOKEN)
        keep(page, name)


def main() -> None:
    with chromium() as browser:
        with sample("short-names.md") as served:
            mending(browser, served)
        with sample("short-names.md") as served:
            elsewhere(browser, served, "phone", "", PHONE)
            elsewhere(browser, served, "dark", "?lang=en&theme=dark", WIDE)
        with sample("qanat.txt") as served, opened(browser, served, **WIDE) as page:
            page.locator("#repairs-button").click()
            page.wait_for_selector("#repairs article")
            keep(page, "repairs")


if __name__ == "__main__":
    main()
