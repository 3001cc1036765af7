"""Pages, asked for as a signed-in data officer over the small desk."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.support.django_rooms import use_django


def pytest_configure(config: pytest.Config) -> None:
    use_django(config)


@pytest.fixture
def ines(client: Any, db: None) -> Any:
    """A client signed in as Ines."""
    client.post("/sign-in/", {"person": "ines"})
    return client


@pytest.fixture
def run(db: None) -> Any:
    from tests.support import small_desk

    now = datetime.now(UTC)
    return small_desk.finished_run(small_desk.read_upload(now), now)
