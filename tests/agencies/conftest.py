"""A small record that really commits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.django_rooms import use_django

if TYPE_CHECKING:
    from tests.support.record import Region


def pytest_configure(config: pytest.Config) -> None:
    use_django(config)


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def region(transactional_db: None, cluster: Any) -> Iterator[Region]:
    from tests.support import record

    made = record.region(cluster)
    yield made
    made.record.db.close()
