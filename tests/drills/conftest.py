"""Drills run at small counts here and at full counts by `waylight drill`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.django_rooms import use_django
from tests.support.throwaway import throwaway_cluster
from waylight.ops.drills.server import KEEPS
from waylight.ops.postgres import Cluster


def pytest_configure(config: pytest.Config) -> None:
    use_django(config)


@pytest.fixture(scope="session")
def server() -> Iterator[Cluster]:
    """A durable server for all drills: it is stopped, killed and started again."""
    yield from throwaway_cluster(KEEPS)
