"""The studio in a browser: from a click to its sound, and frames while 5,000 sentences scroll.

    PYTHONPATH=tests python bench/studio_page.py

Both are measured by the page itself, in Debian's chromium without a GPU: from the event of
the click to ``playing`` of the audio, for sentences that were never spoken before, and the
time between two animation frames. The machine's load is part of the figures.
"""

import os
import tempfile
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Page

from browsers import chromium, until
from studio.pages import frames, long_text, opened, project, sounds

SAMPLE = Path(__file__).parents[1] / "samples" / "short-names.md"
SENTENCES = 5000


def click_to_sound(page: Page) -> list[float]:
    """Each sentence of the sample, clicked once; the first one is not counted: it warms up."""
    for index in range(int(str(page.locator("#text > li").first.get_attribute("aria-setsize")))):
        heard = len(sounds(page))
        page.evaluate(f"document.querySelector('[data-index=\"{index}\"] .play')?.scrollIntoView()")
        page.locator(f"#text > [data-index='{index}'] .play").click()
        until(page, f"performance.getEntriesByName('click-to-sound').length > {heard}")
    return sounds(page)[1:]


def main() -> None:
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        spoken, long = Path(folder, "spoken"), Path(folder, "long")
        spoken.mkdir()
        long.mkdir()
        with project(spoken, SAMPLE.read_text("utf-8")) as served, opened(browser, served) as page:
            took = click_to_sound(page)
            print(
                f"click to sound: median {median(took):.0f} ms, "
                f"nine in ten within {quantiles(took, n=10)[-1]:.0f} ms, {len(took)} sentences"
            )
        with project(long, long_text(SENTENCES)) as served, opened(browser, served) as page:
            times = frames(page)
            print(
                f"frames: median {median(times):.0f} ms, worst {max(times):.0f} ms, "
                f"{len(times)} frames of {SENTENCES} sentences"
            )


if __name__ == "__main__":
    main()
