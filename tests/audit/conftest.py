"""A trail to write on and the role that may read all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.rows import dict_row

from tests.support.django_rooms import use_django
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import WORKER
from waylight.ops.postgres.roles import connect


def pytest_configure(config: pytest.Config) -> None:
    use_django(config)


@dataclass(frozen=True)
class Somebody:
    """As much of an actor as the trail keeps."""

    person_id: UUID
    name: str = "Amal Reyes"
    role: str = "night worker"
    node: UUID | None = None
    node_name: str = "Larch House"


@pytest.fixture
def amal() -> Somebody:
    return Somebody(uuid4(), node=uuid4())


@pytest.fixture
def worker(cluster: Cluster) -> Iterator[psycopg.Connection[Any]]:
    """A session of the worker's role."""
    with connect(cluster.address(WORKER)) as session:
        session.row_factory = dict_row
        yield session


@pytest.fixture
def trail(worker: psycopg.Connection[Any]) -> Callable[[], list[dict[str, Any]]]:
    """Every row of the trail that was committed, in order."""
    return lambda: worker.execute("SELECT * FROM audit_trail ORDER BY id").fetchall()
