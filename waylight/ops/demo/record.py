"""The living record of the demonstration: one authority of the invented region with its homes, carers, children and
the people who work for them, some children away now and some back, written through the services as people would.

python -m waylight.ops.demo.record FOLDER
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import django
from django.db import transaction

from waylight.ops.demo.cast import Cast
from waylight.ops.demo.people import AUTHORITY, id_of

# Enough for full lists, few enough to be written one by one in seconds.
CHILDREN = 120
HOMES = (
    "Lantern House", "Beacon Lodge", "Harbour View", "Rowan House", "Kingfisher Lodge", "Orchard House",
    "Willow Bank", "Stone Cottage", "Heron House", "Fernlea", "Mill House", "Swallow Lodge",
)  # fmt: skip
KINDS = {"K": "home", "S": "home", "U": "carer", "P": "parents", "H": "supported accommodation"}


@dataclass
class Places:
    """The nodes of the demonstration, by what they are called."""

    authority: UUID
    teams: list[UUID]
    force: UUID
    host: UUID
    provider: UUID
    system: UUID
    by_postcode: dict[str, UUID] = field(default_factory=dict)
    kinds: dict[UUID, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One child of the region's extract with where they live now."""

    id: str
    given: str
    family: str
    born: date | None
    sex: str
    ethnicity: str
    postcode: str
    kind: str
    since: date


def rows_of(folder: Path) -> list[Row]:
    """The children of the authority who are placed somewhere now, in the order of the file."""
    here: dict[str, dict[str, str]] = {}
    with (folder / "authority" / "placements.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            if not row["ended"] and row["postcode"]:
                here[row["child_id"]] = row
    found = []
    with (folder / "authority" / "children.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    first = min(row["authority"] for row in rows)
    for row in rows:
        placed = here.get(row["child_id"])
        if placed and row["authority"] == first and row["date_of_birth"] > _adults_were_born_by():
            found.append(_row(row, placed))
    # Half of them in homes, the fullest homes first, and half elsewhere: two thirds of times away begin there.
    many = Counter(row.postcode for row in found)
    homes = sorted(
        (r for r in found if r.kind[0] in "KS"), key=lambda r: (-many[r.postcode], r.postcode, r.id)
    )
    others = [row for row in found if row.kind[0] not in "KS"]
    chosen = homes[: CHILDREN // 2] + others[: CHILDREN // 2]
    # The oldest first: it is they who will be away.
    return sorted(chosen, key=lambda row: (row.born or date.max, row.id))


def _adults_were_born_by() -> str:
    """The birth date, as the extract writes it, of somebody who was 18 a year ago: whoever is younger is a child."""
    today = datetime.now(UTC).date()
    return f"{today.year - 17}-{today.month:02}-{today.day:02}"


def _row(child: dict[str, str], placed: dict[str, str]) -> Row:
    born = date.fromisoformat(child["date_of_birth"]) if child["date_of_birth"] else None
    return Row(
        child["child_id"], child["forename"], child["surname"], born, child["sex"], child["ethnicity"],
        placed["postcode"], placed["placement_type"], date.fromisoformat(placed["started"]),
    )  # fmt: skip


def make_places(cast: Cast, rows: list[Row]) -> Places:
    """Authority, teams, force, neighbours, and a node for every address where somebody lives."""
    from waylight.agencies.models import Node
    from waylight.agencies.services import add_node

    since = date(2015, 1, 1)
    authority = Node.objects.get(kind=Node.Kind.AUTHORITY, name=AUTHORITY)
    force = add_node(kind="force", name=f"{AUTHORITY} and Vale Police", since=since)
    Node.objects.filter(id=authority.id).update(force_id=force.id)
    host = add_node(kind="authority", name="Saltmarsh", since=since, force=force.id)
    provider = add_node(kind="provider", name="Nightjar Care", since=since)
    teams = [add_node(kind="team", name=f"{AUTHORITY} {name} team", since=since, parent=authority.id).id
             for name in ("north", "south")]  # fmt: skip
    system = add_node(kind="system", name="Waylight", since=since)
    places = Places(authority.id, teams, force.id, host.id, provider.id, system.id)
    lived = defaultdict(list)
    for row in rows:
        lived[row.postcode].append(row)
    homes = iter(HOMES)
    for number, (postcode, here) in enumerate(sorted(lived.items(), key=lambda one: (-len(one[1]), one[0]))):
        kind = KINDS.get(here[0].kind[0], "carer")
        name = next(homes, None) if kind == "home" else None
        if kind == "home" and name is None:
            name = f"House {number}"
        area = host if number % 5 == 4 else authority
        parent = provider.id if kind == "home" else authority.id
        node = add_node(
            kind=kind, name=name or f"{_KIND_WORDS[kind]} {number}", since=since, parent=parent, force=force.id,
            area=area.id,
        )  # fmt: skip
        places.by_postcode[postcode], places.kinds[node.id] = node.id, kind
    _people(cast, places)
    return places


def make_forces(folder: Path) -> None:
    """The forces of the region's police file: they send files, and nobody of them signs in."""
    from waylight.agencies.services import add_node

    with (folder / "police.csv").open(newline="") as file:
        for name in sorted({row["force"] for row in csv.DictReader(file) if row["force"]}):
            add_node(kind="force", name=name, since=date(2015, 1, 1), sends_files_only=True)


_KIND_WORDS = {
    "carer": "Foster carer",
    "parents": "Parents",
    "supported accommodation": "Supported flat",
    "home": "House",
}


def _people(cast: Cast, places: Places) -> None:
    for team in places.teams:
        for role in ("team manager", "social worker", "social worker", "reviewing officer"):
            cast.person(role, team)
    for role in ("out-of-hours team", "out-of-hours team", "director"):
        cast.person(role, places.authority)
    cast.person("host authority officer", places.host)
    cast.person("system operator", places.system)
    for role in ("missing coordinator", "duty inspector", "duty inspector"):
        cast.person(role, places.force)
    staff = {"home": ("registered manager", "night worker", "night worker"), "carer": ("foster carer",),
             "supported accommodation": ("supported-accommodation worker",)}  # fmt: skip
    for node, kind in places.kinds.items():
        for role in staff.get(kind, ()):
            cast.person(role, node)


def make_children(cast: Cast, places: Places, rows: list[Row]) -> list[tuple[UUID, UUID]]:
    """Each child with the node where they live, begun and placed by the manager of their team."""
    from waylight.access.acting import acting
    from waylight.agencies.selectors import actor_of
    from waylight.children.models import ChildIdentifier
    from waylight.children.services import allocations, care, particulars, placements
    from waylight.engine.when import at, on
    from waylight.facts.filing import Filing

    made = []
    for number, row in enumerate(rows):
        team = places.teams[number % len(places.teams)]
        manager = actor_of(cast.of["team manager", team][0], cast.now)
        child, home = id_of(row.id), places.by_postcode[row.postcode]
        who = particulars.Particulars(
            row.given or "Unnamed", row.family, row.born, sex=row.sex, ethnicity=row.ethnicity,
            trafficked=number % 40 == 7, unaccompanied=number % 20 == 7,
        )  # fmt: skip
        with acting(manager):
            writing = [
                Filing(manager, cast.now, f"demo {row.id} {step}") for step in ("care", "place", "case")
            ]
            care.begin_care(writing[0], who=who, node=team, since=row.since, child=child)
            placements.place(writing[1], child=child, node=home, since=on(row.since).earliest, kind=row.kind)
            # The number by which the authority's extract knows the child: rows of a run find the record by it.
            ChildIdentifier.objects.create(
                child_id=child, scheme="authority", node_id=places.authority, value=row.id
            )
            workers = cast.of["social worker", team]
            allocations.allocate(
                writing[2],
                child=child,
                node=team,
                role="social worker",
                relation="responsible",
                person=workers[number % len(workers)],
                since=at(cast.now).earliest,
            )
        made.append((child, home))
    return made


def main(arguments: list[str]) -> int:
    django.setup()
    from waylight.agencies.models import Node
    from waylight.ops.demo.history import make_history
    from waylight.ops.demo.nights import AWAY_NOW, BACK, cared, make_nights

    if Node.objects.filter(kind="force").exists():
        return 0
    now = datetime.now(UTC) - timedelta(minutes=1)
    folder = Path(arguments[0])
    rows = rows_of(folder)
    with transaction.atomic():
        cast = Cast(now)
        places = make_places(cast, rows)
        make_forces(folder)
        children = make_children(cast, places, rows)
        at_home = cared(places, children)
        left = make_history(cast, places, at_home)
        others = [(child, home) for child, home in at_home if child not in left]
        make_nights(cast, places, others[: AWAY_NOW + BACK])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
