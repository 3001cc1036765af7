"""The report in a real browser: on a phone, for a screen reader, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.exchange.report.examples import FOUND, nothing, refused
from tests.support.browser import faults_of_access
from waylight.exchange.report import page as written

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES = {"usual": FOUND, "refused": refused("One list is made from the other."), "empty": nothing()}
OVERLAPS = """() => {
  const found = [];
  for (const svg of document.querySelectorAll('svg[role]')) {
    if (!svg.checkVisibility()) continue;
    const paper = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
    boxes.forEach(([a, r], i) => {
      if (r.left < paper.left - 1 || r.right > paper.right + 1) found.push(['outside', a]);
      for (const [b, s] of boxes.slice(i + 1))
        if (r.left < s.right && s.left < r.right && r.top + 3 < s.bottom && s.top + 3 < r.bottom) found.push([a, b]);
    });
  }
  return found;
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture
def opened(request: pytest.FixtureRequest, page: Page, tmp_path: Path) -> Page:
    """The page of that name, opened from a file; it asked for nothing else and complained of nothing."""
    path = tmp_path / "report.html"
    path.write_text(written(PAGES[request.param]), encoding="utf-8")
    heard: list[str] = []
    page.on("request", lambda request: heard.append(request.url))
    page.on("console", lambda message: heard.append(message.text))
    page.goto(path.as_uri())
    assert heard == [path.as_uri()]
    return page


@pytest.mark.parametrize(
    ("opened", "wide"),
    [("usual", 320), ("usual", 1280), ("refused", 320), ("empty", 320)],
    indirect=["opened"],
)
def test_it_is_accessible_fits_the_screen_and_no_label_covers_another(opened: Page, wide: int) -> None:
    opened.set_viewport_size({"width": wide, "height": 900})
    assert opened.evaluate(OVERLAPS) == []
    opened.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert opened.evaluate("document.documentElement.scrollWidth") <= wide
    assert faults_of_access(opened) == []


@pytest.mark.parametrize("opened", ["usual"], indirect=True)
def test_on_paper_the_wide_drawings_show_and_nothing_is_cut(opened: Page) -> None:
    opened.emulate_media(media="print")
    opened.set_viewport_size({"width": 680, "height": 980})  # what A4 leaves between its margins
    assert opened.evaluate("document.documentElement.scrollWidth") <= 680
    assert opened.evaluate("document.querySelector('.drawing-wide').checkVisibility()")
    assert not opened.evaluate("document.querySelector('.drawing-narrow').checkVisibility()")
