"""The small invented record, and a worker that looks when the test says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.support.django_rooms import use_django


def pytest_configure(config: pytest.Config) -> None:
    use_django(config)


@pytest.fixture
def now() -> datetime:
    """The last noon (UTC), whatever the clock says: stories told by hours before it would else be of other nights at
    night."""
    clock = datetime.now(UTC)
    noon = clock.replace(hour=12, minute=0, second=0, microsecond=0)
    return noon if noon <= clock else noon - timedelta(days=1)


@pytest.fixture
def minute(cluster: Any, region: Any) -> Callable[[datetime], int]:
    """`minute(now)`: the worker's tick at that time; how many children it looked at."""
    from waylight.alerts.noticing.chances import forget

    forget()

    def run(now: datetime) -> int:
        from tests.support.roles import worker
        from waylight.alerts.noticing.sweeping import tick

        with worker(cluster):
            return tick(now)

    return run
