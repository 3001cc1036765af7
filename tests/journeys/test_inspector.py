"""The inspector whom nobody told: a report at 02:10 at night, and who is told when he does not answer.

The clock is the test's: it stands where the test puts it, for the pages and for the worker alike.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest

from tests.support import browser
from waylight.facts.filing import Filing

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


class Clock:
    """What time it is for everybody who reads a clock."""

    def __init__(self, at: datetime) -> None:
        self.now = at

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """02:10 of this night in London. Interests begin at the server's own time, so the night is this one."""
    from zoneinfo import ZoneInfo

    london = datetime.now(ZoneInfo("Europe/London"))
    stands = Clock(london.replace(hour=2, minute=10, second=0, microsecond=0).astimezone(UTC))
    if stands.now > datetime.now(UTC):
        stands.now -= timedelta(days=1)
    for door in ("night.asking", "night.away", "told.inbox", "told.rota", "told.operations"):
        monkeypatch.setattr(f"waylight.web.{door}.now", stands)
    monkeypatch.setattr("django.utils.timezone.now", stands)
    return stands


@pytest.fixture
def minute(cluster: Any, clock: Clock, settings: Any) -> Iterator[Callable[[int], None]]:
    """`minute(n)`: it is n minutes past 02:10, and the worker's tick has come."""
    from django.core import mail

    from tests.support.roles import worker
    from waylight.telling.services.sending import send_due
    from waylight.telling.services.ticking import tick

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.TELLING = {"e-mail": "smtp", "text": ""}
    mail.outbox = []
    began = clock.now

    def run(past: int) -> None:
        clock.now = began + timedelta(minutes=past)
        with worker(cluster):
            tick(clock.now)
            send_due(clock)

    yield run


def reported(region: Any, now: datetime) -> UUID:
    from waylight.access.acting import acting
    from waylight.engine.when import at
    from waylight.episodes.services.reports import Report, report_absent

    report = Report(at(now - timedelta(minutes=25)))
    with acting(region.night_worker):
        filed = report_absent(
            Filing(region.night_worker, now, str(uuid4())), child_id=region.child, report=report
        )
    assert filed.episode is not None
    return filed.episode


def sat(page: Page, live_server: Any, name: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_role("button", name=name).click()
    page.get_by_role("button", name="Sign out").wait_for()


def looked_at(page: Page, accessible: Callable[[Page], None], name: str) -> None:
    """At three widths; kept as pictures where WAYLIGHT_SHOTS names a folder."""
    browser.looked_at(page, accessible)
    if folder := os.environ.get("WAYLIGHT_SHOTS"):
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=Path(folder) / f"inspector-{name}-{width}.png", full_page=True)


def words(page: Page) -> str:
    return re.sub(r"\s+", " ", page.locator("#receipts").inner_text())


def test_the_inspector_does_not_answer_and_the_home_sees_who_is_told_next_and_when(
    page: Page, live_server: Any, region: Any, clock: Clock, minute: Callable[[int], None],
    accessible: Callable[[Page], None],
) -> None:  # fmt: skip
    # Given an inspector on duty, a coordinator, and a report at 02:10
    region.record.person("Cora Coordinator", "missing coordinator", region.force)
    region.record.person("Tom Manager", "team manager", region.team)
    on_duty = "INSERT INTO agencies_onduty (node_id, role, person_id, during) VALUES (%s, %s, %s, tstzrange(%s, %s))"
    region.record.db.execute(
        on_duty,
        [region.force, "duty inspector", region.inspector.person_id, clock.now - timedelta(hours=4),
         clock.now + timedelta(hours=4)],
    )  # fmt: skip
    episode = reported(region, clock.now)
    minute(0)

    # Then the home sees that he was told, that he has not seen it, and who is next at 02:25
    sat(page, live_server, "Nell Night")
    page.goto(f"{live_server.url}/away/{episode}/")
    shown = words(page)
    assert "Ian Inspector, duty inspector" in shown
    assert "nobody has taken it on yet" in shown
    assert "Next: missing coordinator" in shown and "02:25" in shown
    assert "E-mail handed over 02:10" in shown
    looked_at(page, accessible, "home")

    # When it is 02:25 and he has done nothing, the coordinator is told, and at 02:40 the night team's manager too
    minute(15)
    page.reload()
    assert "Cora Coordinator, missing coordinator" in words(page)
    minute(30)
    page.reload()
    shown = words(page)
    assert "Tom Manager, team manager" in shown

    # When the coordinator signs in, what waits for her is first, with a clock, and she takes it on by name
    sat(page, live_server, "Cora Coordinator")
    page.get_by_role("link", name="1 to take on").click()
    page.get_by_role("heading", name="1 waits for you").wait_for()
    assert "Kim" not in browser.whole(page).locator("main").inner_text()
    looked_at(page, accessible, "inbox")
    page.get_by_role("button", name=re.compile("I take this on")).click()
    page.get_by_role("heading", name=re.compile("Kim Invented")).wait_for()

    # Then the home sees by whom and when, and nobody else of the police is told at the hour
    minute(62)
    sat(page, live_server, "Nell Night")
    page.goto(f"{live_server.url}/away/{episode}/")
    shown = words(page)
    assert "taken on 02:40 today by Cora Coordinator" in shown
    assert "police have not answered" not in shown.lower()
    looked_at(page, accessible, "taken on")
