"""Takes the README's pictures anew, from a demonstration that has just been made:

.venv/bin/waylight demo --fresh --port 8151
.venv/bin/python -m tests.support.pictures http://localhost:8151
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.support.browser import FLAGS
from waylight.ops.chromium import found

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
DESK, PHONE = (1120, 1080), (360, 1140)
EDGE, AROUND = 20, (222, 228, 240)


def begun(browser: Browser, address: str, role: str, size: tuple[int, int]) -> Page:
    """Signed in as the first invented person of that role."""
    width, height = size
    page = browser.new_page(locale="en-GB", viewport={"width": width, "height": height})
    # A machine that is busy with other things is slow, not wrong.
    page.set_default_timeout(120_000)
    page.goto(f"{address}/sign-in/")
    page.locator(f"button.wl-person:has(.wl-person__role:text-is('{role}'))").first.click()
    page.get_by_role("button", name="Sign out").wait_for()
    return page


def bridge(browser: Browser, address: str) -> None:
    page = begun(browser, address, "Data officer", DESK)
    page.get_by_role("link", name="Run 1").click()
    page.get_by_role("heading", name="Two lists, one bridge").wait_for()
    page.screenshot(path=PICTURES / "bridge.png")


def night(browser: Browser, address: str) -> None:
    page = begun(browser, address, "Night worker", PHONE)
    shots = [page.screenshot()]
    page.locator(".wl-night--away a").first.click()
    page.get_by_text("POLICE NOT YET TOLD").wait_for()
    shots.append(page.screenshot())
    beside = Image.new("RGB", (2 * PHONE[0] + 3 * EDGE, PHONE[1] + 2 * EDGE), AROUND)
    for n, shot in enumerate(shots):
        beside.paste(Image.open(io.BytesIO(shot)), (EDGE + n * (PHONE[0] + EDGE), EDGE))
    beside.quantize(128).save(PICTURES / "night.png", optimize=True)


def main(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(), args=FLAGS)
        bridge(browser, address)
        night(browser, address)


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
