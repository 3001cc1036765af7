"""The small invented record, and a worker that hears what was said when the test says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from tests.support.django_rooms import use_django


def pytest_configure(config: pytest.Config) -> None:
    use_django(config)


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC).replace(second=0, microsecond=0)


@pytest.fixture
def tell(region: Any, now: datetime) -> Any:
    from tests.episodes.telling import Telling

    return Telling(region, now)


@pytest.fixture
def minute(cluster: Any, region: Any) -> Callable[[datetime], int]:
    """`minute(now)`: the worker's sweep at that time; how many children were reckoned."""

    def run(now: datetime) -> int:
        from tests.support.roles import worker
        from waylight.duties.reckoning import sweep

        with worker(cluster):
            return sweep(now)

    return run


@pytest.fixture
def as_worker(cluster: Any, region: Any) -> Callable[..., Any]:
    """`as_worker(function, ...)`: what the worker does."""

    def run(function: Callable[..., Any], *given: Any) -> Any:
        from tests.support.roles import worker

        with worker(cluster):
            return function(*given)

    return run


@pytest.fixture
def owed(region: Any) -> Callable[..., Any]:
    """`owed(actor, child, now)`: what that person reads of it, by code."""

    def read(actor: Any, child: UUID, now: datetime) -> dict[str, Any]:
        from waylight.access.acting import acting
        from waylight.duties.selectors.owed import owed_to_child

        with acting(actor):
            lines = owed_to_child(actor=actor, child=child, now=now) or ()
            return {one.row.code: one for one in lines}

    return read
