"""Two authorities, each with a data officer and a finished run of its own over the same small extracts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from tests.support import roles, small_desk
from tests.support.record import LONG_AGO, Region, region

if TYPE_CHECKING:
    from waylight.agencies.actor import Actor
    from waylight.ops.postgres import Cluster


@dataclass
class TwoDesks:
    """`ours` and `theirs` are runs; `ada` is a child of our record whom our extract has as C1."""

    region: Region
    officer: Actor
    other: Actor
    ours: Any
    theirs: Any
    ada: UUID


def two_desks(cluster: Cluster) -> TwoDesks:
    """Committed; the caller empties the tables afterwards."""
    from waylight.desk.people import desk_person

    made = region(cluster)
    record = made.record
    far = record.node("authority", "Farshire")
    officer = record.person("Dee Data", "data officer", made.authority)
    other = record.person("Fay Far", "data officer", far)
    ada = record.child("Ada", "Northmoor", date(2010, 5, 1), team=made.team, home=made.home)
    # The authority answers for the child, not only its team.
    record.interest(ada, "responsible", made.authority, since=LONG_AGO)
    identify(made, ada, "C1")
    now = datetime.now(UTC)
    runs = []
    with roles.worker(cluster):
        for actor in (officer, other):
            by = desk_person(actor)
            runs.append(small_desk.finished_run(small_desk.read_upload(now, by=by), now, by))
    return TwoDesks(made, officer, other, *runs, ada)


def identify(made: Region, child: UUID, number: str) -> None:
    """The number by which the authority's extract knows the child."""
    made.record.db.execute(
        "INSERT INTO children_childidentifier (id, child_id, scheme, node_id, value) VALUES (%s, %s, %s, %s, %s)",
        [uuid4(), child, "authority", made.authority, number],
    )
