"""A real browser for the tests of pages, and the accessibility rules run in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from waylight.ops.chromium import MISSING, found

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
# A small phone, a tablet, a desk.
WIDTHS = (320, 768, 1280)
# What a thumb would have to push sideways to read: on a telephone a table stands as cards.
PUSHED = """() => [...document.querySelectorAll('.wl-scroll')]
    .filter(box => box.scrollWidth > box.clientWidth).map(box => box.getAttribute('aria-label'))"""


def launched() -> Iterator[Browser]:
    """A browser for the whole run; where there is none, its tests are skipped with the remedy."""
    program = found()
    if program is None:
        pytest.skip(MISSING)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


def whole(page: Page) -> Page:
    """The page once all of it has come: a click returns, and a heading is seen, when only its beginning has."""
    page.wait_for_load_state("load")
    return page


def faults_of_access(page: Page) -> list[dict[str, Any]]:
    """What axe finds wrong with the page as it stands: each with the rule, its help and the elements."""
    from axe_playwright_python.base import AXE_SCRIPT

    whole(page)
    # Half a megabyte of script: once a document, however often that is looked at.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    # Only what is broken is worked out in full: the lists of what holds take longer than the rules.
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        {
            "rule": fault["id"],
            "help": fault["help"],
            "where": [node["target"] for node in fault["nodes"]],
        }
        for fault in found["violations"]
    ]


def looked_at(page: Page, accessible: Callable[[Page], None]) -> None:
    """At three widths: no fault of access, and nothing to scroll sideways but what scrolls in its own box."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)
        assert width > WIDTHS[0] or page.evaluate(PUSHED) == [], page.url


def as_person(page: Page, live_server: Any, name: str) -> Page:
    """Signed in as the invented person of that name, on the page where they land; whoever was before is gone."""
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_role("button", name=name).click()
    page.get_by_role("banner").get_by_role("link", name=name).wait_for()
    return page
