"""The studio's page in a browser, and what a person does on it."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray
from playwright.sync_api import Browser, Locator, Page, Route

from browsers import quiet, until
from studio.serving import Served, serving

TEXT = """# باغ

کرم خاکی در خاک است. کتاب بزرگ کرم روی میز بود.

سازمان NASA در سال ۱۴۰۳ گفت: «این باغ بزرگ است».

## خانه

خانهٔ ما بزرگ است. «مهر» ماه هفتم سال است. این شلپاقه نیست. آن فرتونگ نبود.
"""


@contextmanager
def project(folder: Path, text: str = TEXT, name: str = "a.md") -> Iterator[Served]:
    """A studio of a new folder that holds one article."""
    place = folder / "project"
    place.mkdir()
    (place / name).write_text(text, encoding="utf-8")
    with serving(place, name, home=folder) as served:
        yield served


@contextmanager
def opened(
    browser: Browser, studio: Served, query: str = "", expected: str = "", **options: Any
) -> Iterator[Page]:
    """A page of the studio whose first sentences are there; see ``quiet``."""
    site, _, token = studio.address.partition("#")
    options = {"viewport": {"width": 1440, "height": 900}} | options
    with quiet(browser, site, expected, **options) as page:
        page.goto(f"{site}{query}#{token}")
        page.wait_for_selector("#text > li:not(.waiting)")
        yield page


def word(page: Page, written: str, number: int = 0) -> Locator:
    """The ``number``-th word of the text that is written so."""
    return page.locator("#text .word").get_by_text(written, exact=True).nth(number)


def open_word(page: Page, written: str, number: int = 0) -> None:
    word(page, written, number).click()
    page.wait_for_selector(f"#panel-word:has-text({written!r})")


def reading(page: Page) -> str:
    """The phonemes that the panel shows for the word that is open."""
    return page.locator(".said .ipa").inner_text()


def heard(page: Page, doing: Callable[[], None], path: str = "/audio") -> NDArray[np.float32]:
    """The samples that ``doing`` brings into the page; it returns once they sound."""
    brought: list[bytes] = []

    def pass_on(route: Route) -> None:
        answer = route.fetch()
        brought.append(answer.body())
        route.fulfill(response=answer)

    def wanted(url: str) -> bool:
        return url.endswith(path)

    sounded = len(sounds(page))
    page.route(wanted, pass_on)
    doing()
    until(page, f"{SOUNDS}.length > {sounded}")
    assert brought, f"nothing was asked of {path}"
    page.unroute(wanted)
    samples: NDArray[np.float32] = soundfile.read(io.BytesIO(brought[0]), dtype="float32")[0]
    return samples


SOUNDS = "performance.getEntriesByName('click-to-sound')"


def sounds(page: Page) -> list[float]:
    """Milliseconds from each press to its sound."""
    found: list[float] = page.evaluate(f"{SOUNDS}.map(entry => entry.duration)")
    return found


def long_text(count: int) -> str:
    """An article of so many sentences, of one line to three."""
    more = "از آب و باد و خاک می‌گوید "
    said = (f"جملهٔ شمارهٔ {n} {more * (n % 7)}و تمام می‌شود." for n in range(1, count))
    return "# بلند\n\n" + "\n\n".join(said)


def frames(page: Page) -> list[float]:
    """Milliseconds a frame while the text is scrolled: fast, with four leaps."""
    times: list[float] = page.evaluate("""async () => {
        const scroller = document.getElementById("scroller");
        const times = [];
        let before = await new Promise(requestAnimationFrame);
        for (let frame = 0; frame < 200; frame++) {
            scroller.scrollTop += frame % 50 === 49 ? 40000 : 150;
            const now = await new Promise(requestAnimationFrame);
            times.push(now - before);
            before = now;
        }
        return times;
    }""")
    return times
