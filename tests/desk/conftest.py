"""A desk with one upload of six police reports and three children, and a run over it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from tests.support.django_rooms import use_django


def pytest_configure(config: pytest.Config) -> None:
    use_django(config)


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def tasks(cluster: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What is tested here is mostly the worker's. What pages may do of it stands in tests/matrix."""
    from tests.support import roles

    with django_db_blocker.unblock(), roles.worker(cluster):
        yield


@pytest.fixture
def officers(cluster: Any, tasks: None) -> None:
    """The accounts of the demonstration's data officers."""
    from tests.support.officers import make_accounts

    make_accounts(cluster)


@pytest.fixture
def upload(officers: None, db: None, now: datetime) -> Any:
    """Files handed in and read."""
    from tests.support import small_desk

    return small_desk.read_upload(now)


@pytest.fixture
def run(upload: Any, now: datetime) -> Any:
    """A finished run with two doubtful pairs: place 1 asks about a child, place 2 about a time away."""
    from tests.support import small_desk

    return small_desk.finished_run(upload, now)


@pytest.fixture
def decide(run: Any, now: datetime) -> Any:
    """`decide(place, verdict, by, at, id, shown)`: a fact in that run."""
    from tests.support.officers import INES
    from waylight.desk.services import decisions

    def act(
        place: int, verdict: str, by: Any = INES, at: datetime = now, id: Any = None, shown: Any = None
    ) -> Any:
        return decisions.decide(
            id=id or uuid4(), run_id=run.id, place=place, verdict=verdict, by=by, now=at, shown=shown
        )

    return act
