"""People at the door of one home, one team and one force."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.django_rooms import use_django


def pytest_configure(config: pytest.Config) -> None:
    use_django(config)


@pytest.fixture
def region(cluster: Any, transactional_db: None) -> Any:
    """Authority, team, force, home and five people (see `tests.support.record`)."""
    from tests.support.record import region as make

    return make(cluster)
