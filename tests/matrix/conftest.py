"""One person for each role of the grid, and a child for each thing that their agency can be to a child."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.django_rooms import use_django


def pytest_configure(config: pytest.Config) -> None:
    use_django(config)


@pytest.fixture(scope="module")
def world(cluster: Any, django_db_setup: None) -> Iterator[Any]:
    """Committed rows, read as the pages' own role; emptied afterwards."""
    from tests.matrix.world import World
    from tests.support.throwaway import empty_tables

    empty_tables(cluster)
    made = World(cluster)
    yield made
    made.close()
    empty_tables(cluster)
