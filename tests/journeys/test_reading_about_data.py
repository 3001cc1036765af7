"""The pages about the data and the file of one child, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.browser import as_person, looked_at

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
TITLES = (
    "Who answers for which record",
    "Records of processing",
    "How long records are kept",
    "Impact assessment",
)


def test_from_any_page_one_reads_who_answers_what_is_held_how_long_and_the_risks(
    page: Page, live_server: Any, region: Any, accessible: Callable[[Page], None]
) -> None:
    as_person(page, live_server, "Nell Night")
    page.get_by_role("link", name="About the data").click()
    looked_at(page, accessible)
    for title in TITLES:
        page.get_by_role("link", name=title).click()
        page.get_by_role("heading", name=title, level=1).wait_for()
        looked_at(page, accessible)
        page.get_by_role("link", name="About the data").first.click()


def test_a_social_worker_takes_one_childs_record_as_a_file(
    page: Page, live_server: Any, region: Any, accessible: Callable[[Page], None]
) -> None:
    as_person(page, live_server, "Sal Social")
    page.goto(f"{live_server.url}/children/{region.child}/")
    looked_at(page, accessible)
    page.get_by_role("button", name="Make the file for a child who asks").click()
    page.get_by_text("Being made.").wait_for()
    looked_at(page, accessible)
    make_what_is_asked(region)
    page.get_by_role("link", name="Look again").click()
    looked_at(page, accessible)
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Fetch the file").click()
    assert downloading.value.suggested_filename == "record.json"
    held = json.loads(Path(downloading.value.path()).read_text("utf-8"))
    assert held["child"]["given_names"] == "Kim"


def make_what_is_asked(region: Any) -> None:
    """What the worker's process does, which signs in to the database as the pages do."""

    def make() -> None:
        from django.db import connections

        from waylight.exports import services

        [(id, person)] = region.record.rows("SELECT id, asked_by_id FROM exports_export")
        services.make(export_id=id, person=person, now=datetime.now(UTC))
        connections.close_all()

    with ThreadPoolExecutor(1) as apart:
        apart.submit(make).result()
