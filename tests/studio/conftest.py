"""A studio with one article, and its page; a module may have a studio of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from studio.pages import opened, project
from studio.serving import Served


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Served]:
    with project(tmp_path) as served:
        yield served


@pytest.fixture
def page(browser: Browser, studio: Served) -> Iterator[Page]:
    with opened(browser, studio) as page:
        yield page
