"""Pages, asked for as a signed-in data officer over the small desk."""

from __future__ import annotations

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
def run(db: None) -> Any:
    from tests.support import small_desk

    now = datetime.now(UTC)
    return small_desk.finished_run(small_desk.read_upload(now), now)
