"""The door as a process of its own, for when the pages are away as well: one form, one address, plain WSGI."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from waylight.door import page, passes, spool
from waylight.door.keeping import Door, NoPass, keep

LARGEST = 64 * 1024
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    (
        "Content-Security-Policy",
        "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
]
Start = Callable[[str, list[tuple[str, str]]], Any]


def application_for(door: Door, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Any:
    """A WSGI application over `door`. It reads the clock: a door does."""

    def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        status, text, more = answer(door, environ, clock())
        body = text.encode()
        start(status, [*HEADERS, ("Content-Length", str(len(body))), *more])
        return [body]

    return application


def answer(door: Door, environ: dict[str, Any], now: datetime) -> tuple[str, str, list[tuple[str, str]]]:
    """Status, page and further headers for one request."""
    cookie = _cookie(environ)
    if passes.read(cookie, door.signing, now) is None:
        return "403 Forbidden", page.stranger(), []
    if environ["REQUEST_METHOD"] != "POST":
        return "200 OK", page.form(), []
    if not _from_here(environ):
        return "403 Forbidden", page.stranger(), []
    sent = _sent(environ)
    if sent is None:
        return (
            "413 Content Too Large",
            page.form("That is too long to be sent at once: say it in fewer words."),
            [],
        )
    missing = page.missing(sent)
    if missing:
        return "422 Unprocessable Content", page.form(missing, sent), []
    try:
        kept = keep(door, cookie=cookie, sent=sent, child=None, route="door", now=now)
    except NoPass:
        return "403 Forbidden", page.stranger(), []
    except spool.Full:
        return "429 Too Many Requests", page.full(), [("Retry-After", "600")]
    return "202 Accepted", page.kept(kept), []


def _cookie(environ: dict[str, Any]) -> str:
    try:
        found = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(passes.COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _from_here(environ: dict[str, Any]) -> bool:
    """Browsers say which site a form came from; the cookie alone would not come from another one either."""
    origin = environ.get("HTTP_ORIGIN")
    return origin is None or urlsplit(origin).netloc == environ.get("HTTP_HOST", "")


def _sent(environ: dict[str, Any]) -> dict[str, list[str]] | None:
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return None
    if length > LARGEST:
        return None
    return parse_qs(environ["wsgi.input"].read(length).decode("utf-8", "replace"), keep_blank_values=True)


def from_environment() -> Any:
    """The application of a process that was told where keys and spool are (see `waylight door serve`)."""
    folder = Path(os.environ["WAYLIGHT_DOOR_SPOOL"])
    signing = Path(os.environ["WAYLIGHT_DOOR_SIGNING"]).read_text("utf-8").encode()
    public = bytes.fromhex(Path(os.environ["WAYLIGHT_DOOR_PUBLIC"]).read_text("utf-8").strip())
    return application_for(Door(signing, public, folder))
