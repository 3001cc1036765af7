"""The children of the demonstration's record: in care, placed and on somebody's list, as their team would write it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from waylight.facts.filing import Filing
from waylight.ops.demo.cast import Cast
from waylight.ops.demo.people import id_of
from waylight.ops.demo.places import Places
from waylight.ops.demo.rows import Row

if TYPE_CHECKING:
    from waylight.agencies.actor import Actor

# People move house between breakfast and tea, and whoever writes it down rounds to the quarter of an hour.
MOVED_FROM, QUARTERS = time(10, 0), 26
# Before they came to where they live now, those in homes were somewhere else for as long.
BEFORE = timedelta(days=400)


def make_children(cast: Cast, places: Places, rows: Sequence[Row]) -> list[tuple[UUID, UUID]]:
    """Each child with the node where they live, begun and placed by the manager of their team."""
    from waylight.access.acting import acting
    from waylight.agencies.selectors import actor_of

    carers = [node for node, kind in places.kinds.items() if kind == "carer" and node not in places.hosted]
    made = []
    for number, row in enumerate(rows):
        team = places.teams[number % len(places.teams)]
        manager = actor_of(cast.of["team manager", team][0], cast.now)
        with acting(manager):
            before = (
                carers[number % len(carers)]
                if places.kinds[places.by_postcode[row.postcode]] == "home"
                else None
            )
            _begin(cast, places, row, manager, number, before)
        made.append((id_of(row.id), places.by_postcode[row.postcode]))
    return made


def _begin(cast: Cast, places: Places, row: Row, manager: Actor, number: int, before: UUID | None) -> None:
    from waylight.children.models import ChildIdentifier
    from waylight.children.services import allocations, care, particulars, placements

    child, team = id_of(row.id), places.teams[number % len(places.teams)]
    care_since = row.since - BEFORE if before else row.since
    who = particulars.Particulars(
        row.given or "Unnamed", row.family, row.born, sex=row.sex, ethnicity=row.ethnicity,
        unaccompanied=row.came_alone, trafficked=row.trafficked,
    )  # fmt: skip

    def filing(step: str) -> Filing:
        return Filing(manager, cast.now, f"demo {row.id} {step}")

    care.begin_care(filing("care"), who=who, node=team, since=care_since, child=child)
    if before:
        placements.place(
            filing("before"), child=child, node=before, since=moved(care_since, number + 5), kind="U4"
        )
    here = places.by_postcode[row.postcode]
    placements.place(filing("place"), child=child, node=here, since=moved(row.since, number), kind=row.kind)
    # The number by which the authority's extract knows the child: rows of a run find the record by it.
    ChildIdentifier.objects.create(child_id=child, scheme="authority", node_id=places.authority, value=row.id)
    for role in ("social worker", "reviewing officer"):
        people = cast.of[role, team]
        allocations.allocate(
            filing(role), child=child, node=team, role=role, relation="responsible",
            person=people[number // len(places.teams) % len(people)], since=moved(row.since, number),
        )  # fmt: skip


def moved(day: date, number: int) -> datetime:
    """When on that day somebody moved in, UTC."""
    from waylight.engine.when import LONDON, at

    then = datetime.combine(day, MOVED_FROM) + timedelta(minutes=15 * (number * 7 % QUARTERS))
    return at(then.replace(tzinfo=LONDON)).earliest
