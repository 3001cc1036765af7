"""The browser's fixtures can see a fault: without this, a clean result would mean nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.support.browser import faults_of_access
from waylight.ops import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

WHOLE = '<html lang="en"><head><title>A page</title></head><body><main><h1>A page</h1>{}</main></body></html>'


def test_a_picture_without_words_is_found(page: Page) -> None:
    page.set_content(WHOLE.format('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'))
    assert [fault["rule"] for fault in faults_of_access(page)] == ["image-alt"]


def test_a_sound_page_is_accessible(page: Page, accessible: Callable[[Page], None]) -> None:
    page.set_content(WHOLE.format("<p>Nothing is wrong here.</p>"))
    accessible(page)


def test_without_a_browser_one_line_names_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("WAYLIGHT_CHROMIUM", raising=False)
    monkeypatch.setattr(chromium.shutil, "which", lambda name: None)
    assert chromium.main(["--say-what-is-missing"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert "apt-get install" in line and "chromium" in line


def test_with_a_browser_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WAYLIGHT_CHROMIUM", "/usr/bin/chromium")
    chromium.main(["--say-what-is-missing"])
    assert capsys.readouterr().out == ""
