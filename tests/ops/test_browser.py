"""The browser's fixtures can see a fault: without this, a clean result would mean nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
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


class Slow(BaseHTTPRequestHandler):
    """Two pages, the second in two parts: what a busy machine makes of any page now and then."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        if self.path == "/":
            asked = '<a href="/next">By link</a><form action="/next"><button>By form</button></form>'
            self.wfile.write(WHOLE.format(asked).encode())
            return
        self.wfile.write(b"<!doctype html>")
        self.wfile.flush()
        time.sleep(0.5)
        self.wfile.write(WHOLE.format('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">').encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def slow() -> Iterator[str]:
    """The address of those two pages."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Slow) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize("way", ["By link", "By form"])
def test_the_page_that_a_click_asked_for_is_looked_at_once_it_is_whole(
    page: Page, slow: str, way: str
) -> None:
    page.goto(slow)
    page.get_by_text(way).click()
    assert [fault["rule"] for fault in faults_of_access(page)] == ["image-alt"]


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
