"""Pages, asked for as a signed-in data officer over the small desk."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.support.django_rooms import use_django


def pytest_configure(config: pytest.Config) -> None:
    use_django(config)


@pytest.fixture
def officers(cluster: Any, django_db_setup: None) -> None:
    """The accounts of the demonstration's data officers."""
    from tests.support.officers import make_accounts

    make_accounts(cluster)


@pytest.fixture
def ines(client: Any, officers: None, db: None) -> Any:
    """A client signed in as Ines."""
    from tests.support.officers import INES, choice

    client.post("/sign-in/", {"way": "invented", "person": choice(INES)})
    return client


@pytest.fixture
def as_worker(cluster: Any) -> Callable[[], AbstractContextManager[None]]:
    """`with as_worker():` what the worker does."""
    from tests.support import roles

    return lambda: roles.worker(cluster)


@pytest.fixture
def run(transactional_db: None, officers: None, as_worker: Any) -> Any:
    """What the worker made of files that Ines handed in."""
    from tests.support import small_desk

    now = datetime.now(UTC)
    with as_worker():
        return small_desk.finished_run(small_desk.read_upload(now), now)


@pytest.fixture
def heard(region: Any, cluster: Any) -> Callable[[], None]:
    """`heard()`: the worker hears every fact that there is."""

    def hear() -> None:
        from tests.support import roles
        from waylight.facts.hearing import HEARERS

        now = datetime.now(UTC)
        facts = [row[0] for row in region.record.rows("SELECT id FROM facts_fact ORDER BY told, id")]
        with roles.worker(cluster):
            for fact in facts:
                for hearer in HEARERS.values():
                    hearer(fact, now)

    return hear
