"""A real browser on real pages, with a worker that works when the test says so."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import browser
from tests.support.django_rooms import use_django

if TYPE_CHECKING:
    from playwright.sync_api import Page


def pytest_configure(config: pytest.Config) -> None:
    use_django(config)


@pytest.fixture
def looked_at(accessible: Callable[[Page], None]) -> Callable[[Page, str], None]:
    """`looked_at(page, name)`: at three widths; kept as pictures where WAYLIGHT_SHOTS names a folder."""

    def look(page: Page, name: str) -> None:
        browser.looked_at(page, accessible)
        if folder := os.environ.get("WAYLIGHT_SHOTS"):
            for width in (360, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)

    return look


@pytest.fixture
def work(cluster: Any) -> Callable[[], None]:
    """`work()`: the worker, as its own role, carries out what is queued and stops."""

    def run() -> None:
        from django.db import connections
        from procrastinate.contrib.django import app

        from tests.support import roles

        with roles.worker_beside(cluster):
            worker = app.with_connector(app.connector.get_worker_connector())
            with worker.replace_connector(app.connector.get_worker_connector()) as ready:
                ready.run_worker(wait=False, install_signal_handlers=False, delete_jobs="successful")
            connections.close_all()

    def in_a_thread() -> None:
        faults: list[BaseException] = []

        def guarded() -> None:
            try:
                run()
            except BaseException as fault:
                faults.append(fault)

        # The browser's driver keeps an event loop in this thread; the worker needs one of its own.
        thread = threading.Thread(target=guarded)
        thread.start()
        thread.join()
        assert not faults, faults

    return in_a_thread


@pytest.fixture(scope="session")
def region_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of an invented region of 400 children."""
    from waylight.ops.region import make_region, write_region

    folder = tmp_path_factory.mktemp("region")
    write_region(make_region(400, seed=12), folder)
    return folder


@pytest.fixture
def desk(page: Page, live_server: Any, cluster: Any, transactional_db: None) -> Iterator[Page]:
    """The desk, signed in as Ines."""
    from tests.support.officers import make_accounts

    make_accounts(cluster)
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_role("button", name="Ines Okonkwo-Hale").click()
    page.wait_for_url(f"{live_server.url}/desk/")
    yield page


@pytest.fixture
def small_run(transactional_db: None, cluster: Any) -> Any:
    """A finished run over the small desk: two doubtful pairs."""
    from datetime import UTC, datetime

    from tests.support import roles, small_desk
    from tests.support.officers import make_accounts

    make_accounts(cluster)
    now = datetime.now(UTC)
    with roles.worker(cluster):
        return small_desk.finished_run(small_desk.read_upload(now), now)
