"""The small desk beside a small record: two children of the extract are on the record, one is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest

from tests.support.django_rooms import use_django

if TYPE_CHECKING:
    from tests.support.record import Region
    from waylight.agencies.actor import Actor


def pytest_configure(config: pytest.Config) -> None:
    use_django(config)


@dataclass
class Desk:
    """A finished run, and the record that it may go into."""

    region: Region
    officer: Actor
    ada: UUID
    bram: UUID
    run: Any
    now: datetime

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.region.record.rows(query, *values)


@pytest.fixture
def desk(transactional_db: None, cluster: Any) -> Iterator[Desk]:
    from tests.support import record, roles, small_desk
    from waylight.desk.people import desk_person

    now = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    region = record.region(cluster)
    db = region.record
    db.node("force", "F1")
    db.node("force", "F2")
    children = [
        db.child(given, family, born, team=region.team, home=region.home)
        for given, family, born in (
            ("Ada", "Northmoor", date(2010, 5, 1)),
            ("Bram", "Wilding", date(2012, 7, 7)),
        )
    ]
    for child, number in zip(children, ("C1", "C2"), strict=True):
        db.db.execute(
            "INSERT INTO children_childidentifier (id, child_id, scheme, node_id, value) VALUES (%s, %s, %s, %s, %s)",
            [uuid4(), child, "authority", region.authority, number],
        )
    officer = db.person("Dee Data", "data officer", region.authority)
    by = desk_person(officer)
    with roles.worker(cluster):
        run = small_desk.finished_run(small_desk.read_upload(now, by=by), now, by)
    yield Desk(region, officer, *children, run, now)
    db.db.close()
