"""Fixtures for every room. Nothing here starts anything before a test asks for it."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import pytest_socket

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.support.away import Away
    from tests.support.record import Region
    from waylight.ops.postgres import Cluster


ENVIRONMENT: dict[bytes, bytes] = os.environ._data  # type: ignore[attr-defined]
# Who may see what is part of the fast suite, though it commits.
MATRIX = Path(__file__).parent / "matrix"


def pytest_configure(config: pytest.Config) -> None:
    """The same cases in every run, so that a red run is a fault of the change at hand. HYPOTHESIS_PROFILE=search looks
    for new ones; `make fast` looks at a quarter of them (`quick`), the same every time.

    Not where processes are only handed their tests: each loads what it needs, and none waits for this one.
    """
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        return
    from hypothesis import settings

    settings.register_profile("same", derandomize=True, deadline=None)
    settings.register_profile("quick", derandomize=True, deadline=None, max_examples=25)
    settings.register_profile("search", deadline=None, max_examples=1000)
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_runtest_setup() -> None:
    """No test may leave this machine. A name would be looked up anew for each of them."""
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    """A command that a test runs here says in the environment which role it takes; the next test takes its own.

    As it lies in memory, undecoded: for thousands of tests that is seconds. And not as a fixture, for the same reason.
    """
    before = ENVIRONMENT.copy()
    result = yield
    if before != ENVIRONMENT:
        kept = {os.fsdecode(name): os.fsdecode(value) for name, value in before.items()}
        os.environ.clear()
        os.environ.update(kept)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark what the fast suite leaves out; then put files of long tests first, so that no core waits at the end."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        elif _commits(item) and MATRIX not in item.path.parents:
            item.add_marker("committing")
    yield
    long = {item.path for item in items if any(map(item.get_closest_marker, ("slow", "browser")))}
    items.sort(key=lambda item: item.path not in long)


def pytest_collection() -> None:
    """What is loaded from here on stays to the end: no need to look through it for what may go, again and again."""
    gc.disable()


def pytest_collection_finish() -> None:
    """From here on what tests leave behind goes."""
    gc.freeze()
    gc.enable()


def _commits(item: pytest.Item) -> bool:
    """Whether the test's transactions are real ones, which others see and which have to be cleared away."""
    database = item.get_closest_marker("django_db")
    told = database is not None and bool(database.kwargs.get("transaction"))
    return told or "transactional_db" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A throw-away PostgreSQL with all tables: under a second, once a run, and only if a test uses it."""
    from tests.support.throwaway import throwaway_cluster

    yield from throwaway_cluster()


@pytest.fixture(scope="session")
def django_db_setup(cluster: Cluster, django_db_blocker: Any) -> Iterator[None]:
    """Replaces pytest-django's own: tables belong to the owner, tests run as the role of the web pages."""
    from django.test import TransactionTestCase

    from tests.support.throwaway import empty_tables, sign_in

    with django_db_blocker.unblock():
        sign_in(cluster)
    with pytest.MonkeyPatch.context() as patch:
        # Django would empty the tables as the role under test, which must not be able to.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: empty_tables(cluster))
        yield


@pytest.fixture
def region(transactional_db: None, cluster: Cluster) -> Iterator[Region]:
    """A small invented record that really commits, so that several connections see it."""
    from tests.support import record

    made = record.region(cluster)
    yield made
    made.record.db.close()


@pytest.fixture
def away(transactional_db: None) -> Iterator[Away]:
    """`away()`: nothing answers where the database was, until `away.back()` or the end of the test."""
    from tests.support.away import Away

    gone = Away()
    yield gone
    gone.back()


@pytest.fixture
def now() -> datetime:
    """The clock, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    from tests.support import browser as browsers

    yield from browsers.launched()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh browser window without cookies, in London, that fails the test where a script failed."""
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London")
    # A machine that is busy with other things is slow, not wrong.
    context.set_default_timeout(60_000)
    window = context.new_page()
    errors: list[Any] = []
    window.on("pageerror", lambda error: errors.append(error))
    yield window
    context.close()
    assert not errors, f"A script on the page failed: {errors}"


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """`accessible(page)` fails with each rule that the page breaks."""
    from tests.support import browser as browsers

    def check(page: Page) -> None:
        assert browsers.faults_of_access(page) == []

    return check
