"""Where the demonstration's record happens: agencies with their people, and a node with an address for every place
where somebody lives. Names and streets are invented; postcodes are those of the region's extract."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from uuid import UUID

from waylight.agencies.actor import Actor
from waylight.ops.demo.cast import Cast
from waylight.ops.demo.people import AUTHORITY
from waylight.ops.demo.rows import Row

# By the SSDA903 code of the placement, or its first letter.
KINDS = {"K": "home", "S": "home", "U": "carer", "P": "parents", "K3": "supported accommodation"}
WORDS = {"carer": "Foster carer", "parents": "Parents", "supported accommodation": "Supported flat"}
STAFF = {
    "home": ("registered manager", "night worker", "night worker"),
    "carer": ("foster carer",),
    "supported accommodation": ("supported-accommodation worker",),
}
# Who reports from where a child lives.
ROLES = {
    "home": "night worker",
    "carer": "foster carer",
    "supported accommodation": "supported-accommodation worker",
}
SINCE = date(2015, 1, 1)
# What stands on the register with who runs and owns it: a carer's household does not.
REGISTERED = ("home", "supported accommodation")
# Owners, each with its responsible individual; every third home was sold on that day.
SOLD = date(2024, 4, 1)
OWNERS = (
    ("Nightjar Holdings", "Perpetua Halloway-Finch"),
    ("Tidewater Property Partners", "Ambrose Quillington"),
    ("Fennimore Trust", "Isaura Bellweather"),
)
HOST = "Saltmarsh"
# For how many children a home is registered, at most.
BEDS = 5
# Every fifth address lies in the neighbours' area: who lives there is placed out of area, and has a host authority.
OUT_OF_AREA = 5
HOMES = (
    "Lantern House", "Beacon Lodge", "Harbour View", "Rowan House", "Kingfisher Lodge", "Orchard House",
    "Willow Bank", "Stone Cottage", "Heron House", "Fernlea", "Mill House", "Swallow Lodge", "Larch House",
    "The Old Bakery", "Curlew House", "Elm Bank", "Quarry House", "Bramble Cottage", "Ferry House", "Hazel Grange",
)  # fmt: skip
STREETS = (
    "Canal Street", "Lantern Hill", "Tannery Row", "Saltpan Lane", "Ropewalk", "Mill Bank", "Chandler's Yard",
    "St Brannoc's Road", "Osier Way", "Ferry Lane", "Glassworks Road", "Larkfield Avenue", "Cobbler's Rise",
    "Quayside Terrace", "Furlong Close", "Beacon Road", "Wharf Street", "Orchard Gardens", "Kiln Lane", "Heath View",
    "Maltings Court", "Nightjar Drive", "Pump Street", "Weavers' Row", "Gasworks Lane", "Fleece Street",
)  # fmt: skip


@dataclass
class Places:
    """The nodes of the demonstration, by what they are called. `kinds` and `hosted` are of where children live."""

    authority: UUID
    teams: list[UUID]
    force: UUID
    host: UUID
    provider: UUID
    service: UUID
    inspectorate: UUID
    system: UUID
    by_postcode: dict[str, UUID] = field(default_factory=dict)
    kinds: dict[UUID, str] = field(default_factory=dict)
    hosted: set[UUID] = field(default_factory=set)


def make_places(cast: Cast, rows: Sequence[Row]) -> Places:
    """Authority, teams, force, neighbours, and a node for every address where somebody lives."""
    places = _agencies()
    _people(cast, places)
    homes, numbers = iter(HOMES), count(11)
    for turn, here in enumerate(_households(rows)):
        kind = _kind(here)
        name = next(homes) if kind == "home" else f"{WORDS[kind]} {next(numbers)}"
        node = _live_at(places, name, kind, hosted=turn % OUT_OF_AREA == OUT_OF_AREA - 1)
        places.by_postcode.update(dict.fromkeys((row.postcode for row in here), node))
        for role in STAFF.get(kind, ()):
            cast.person(role, node)
        if kind in STAFF:
            _address(cast, places, node, turn, here[0].postcode)
    return places


def _households(rows: Sequence[Row]) -> list[list[Row]]:
    """Who lives together, the largest first: those of one postcode; and in a home those of several, up to its beds."""
    lived: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        lived[row.postcode].append(row)
    together: list[list[Row]] = []
    home: list[Row] = []
    for _, here in sorted(lived.items(), key=lambda one: (-len(one[1]), one[0])):
        if _kind(here) != "home":
            together.append(here)
        elif home and len(home) + len(here) <= BEDS:
            home += here
        else:
            home = list(here)
            together.append(home)
    return sorted(together, key=lambda here: (-len(here), here[0].postcode))


def _agencies() -> Places:
    from waylight.agencies.models import Node
    from waylight.agencies.services import add_node

    authority = Node.objects.get(kind=Node.Kind.AUTHORITY, name=AUTHORITY)
    force = add_node(kind="force", name=f"{AUTHORITY} and Vale Police", since=SINCE)
    Node.objects.filter(id=authority.id).update(force_id=force.id)
    host = add_node(kind="authority", name=HOST, since=SINCE, force=force.id)
    teams = [
        add_node(kind="team", name=f"{AUTHORITY} {name} team", since=SINCE, parent=authority.id).id
        for name in ("north", "south")
    ]

    def alone(kind: str, name: str) -> UUID:
        return add_node(kind=kind, name=name, since=SINCE).id

    return Places(
        authority=authority.id, teams=teams, force=force.id, host=host.id,
        provider=alone("provider", "Nightjar Care"),
        service=alone("interview service", "Hearken return interviews"),
        inspectorate=alone("inspectorate", "The inspectorate"), system=alone("system", "Waylight"),
    )  # fmt: skip


def _people(cast: Cast, places: Places) -> None:
    for team in places.teams:
        for role in ("team manager", "social worker", "social worker", "reviewing officer"):
            cast.person(role, team)
    for role, node in (
        ("out-of-hours team", places.authority), ("out-of-hours team", places.authority),
        ("director", places.authority), ("host authority officer", places.host),
        ("system operator", places.system), ("missing coordinator", places.force),
        ("duty inspector", places.force), ("duty inspector", places.force),
        ("return interviewer", places.service), ("return interviewer", places.service),
        ("interview service manager", places.service),
        ("inspector", places.inspectorate), ("inspector", places.inspectorate),
    ):  # fmt: skip
        cast.person(role, node)


def _kind(here: Sequence[Row]) -> str:
    found = (KINDS.get(row.kind) or KINDS.get(row.kind[0]) for row in here)
    return next((kind for kind in found if kind), "carer")


def _live_at(places: Places, name: str, kind: str, *, hosted: bool) -> UUID:
    from waylight.agencies.services import add_node

    node = add_node(
        kind=kind, name=name, since=SINCE, force=places.force, area=places.host if hosted else places.authority,
        parent=places.provider if kind == "home" else places.authority,
    ).id  # fmt: skip
    places.kinds[node] = kind
    if hosted:
        places.hosted.add(node)
    return node


def _address(cast: Cast, places: Places, node: UUID, turn: int, postcode: str) -> None:
    """Kept by the home's own manager, or by the carers' team. A carer's household is named in the register alone."""
    from waylight.agencies.selectors import actor_of
    from waylight.homes.services import say_where

    manager = cast.of.get(("registered manager", node)) or cast.of["team manager", places.teams[0]]
    carer = cast.of.get(("foster carer", node))
    say_where(
        actor=actor_of(manager[0], cast.now),
        node=node,
        lines=f"{turn * 7 % 83 + 2} {STREETS[turn % len(STREETS)]}",
        since=SINCE,
        town=HOST if node in places.hosted else AUTHORITY,
        postcode=postcode,
        phone=f"01632 960{turn:03d}",
        household=cast.name_of(carer[0]) if carer else "",
    )
    if places.kinds[node] in REGISTERED:
        _running(cast, places, node, turn, actor_of(manager[0], cast.now))


def _running(cast: Cast, places: Places, node: UUID, turn: int, manager: Actor) -> None:
    """Who runs and owns it. Some owners changed; one answers for several homes, as in life."""
    from waylight.homes.services import say_who_runs

    provider = places.provider if places.kinds[node] == "home" else places.authority
    own = cast.of.get(("registered manager", node))
    for since, shift in ((SINCE, 0), (SOLD, 1)) if turn % 3 == 0 else ((SINCE, 0),):
        owner, individual = OWNERS[(turn + shift) % len(OWNERS)]
        say_who_runs(
            actor=manager, node=node, provider=provider, since=since, owner=owner,
            responsible_individual=individual, manager=cast.name_of(own[0]) if own else "",
            places=BEDS if places.kinds[node] == "home" else 2,
        )  # fmt: skip


def team_of(places: Places, child: UUID) -> UUID:
    """Whose case the child is."""
    from waylight.children.models import CarePeriod

    return CarePeriod.objects.get(child_id=child, node_id__in=places.teams).node_id
