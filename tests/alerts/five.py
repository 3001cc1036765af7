"""Five children over three homes and two authorities, away together on some nights: nothing else joins them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tests.alerts.telling import out_and_back

NAMES = ("Ada", "Bea", "Cem", "Dan", "Eli")
# Who was away on which night (days ago), and found at the same place.
NIGHTS = {4: (0, 1, 2), 9: (0, 1, 2, 3), 13: (2, 3, 4), 17: (3, 4)}
PLACE = "In the underpass by the market, LS9 8AA"


@dataclass
class Five:
    """The children in the order of their names; `workers` the night workers of their homes."""

    children: tuple[UUID, ...]
    homes: tuple[UUID, ...]
    workers: tuple[Any, ...]
    managers: tuple[Any, ...]
    coordinator: Any
    other_authority: UUID
    other_social_worker: Any

    def home_of(self, n: int) -> int:
        return (0, 0, 1, 1, 2)[n]


def five(region: Any) -> Five:
    """The people and the children; nobody is away yet. The second and third home are another authority's to fill."""
    record = region.record
    authority = record.node("authority", "Westshire")
    team = record.node("team", "Westshire looked-after team", parent=authority)
    provider = record.node("provider", "Harbour Care")
    homes = (
        region.home,
        record.node("home", "Elm House", parent=provider, force=region.force, area=region.authority),
        record.node("home", "Oak House", parent=provider, force=region.force, area=region.authority),
    )
    teams = (region.team, region.team, team, team, team)
    children = tuple(
        record.child(name, "Invented", date(2011, 2, 3), team=teams[n], home=homes[(0, 0, 1, 1, 2)[n]])
        for n, name in enumerate(NAMES)
    )
    workers = (
        region.night_worker,
        record.person("Nia Night", "night worker", homes[1]),
        record.person("Ned Night", "night worker", homes[2]),
    )
    managers = (
        region.manager,
        record.person("Mia Manager", "registered manager", homes[1]),
        record.person("Max Manager", "registered manager", homes[2]),
    )
    coordinator = record.person("Cora Coordinator", "missing coordinator", region.force)
    worker = record.person("Wim Westshire", "social worker", team)
    return Five(children, homes, workers, managers, coordinator, authority, worker)


def tell_nights(
    region: Any, cast: Five, now: datetime, nights: dict[int, tuple[int, ...]] | None = None
) -> None:
    """Each night told by the homes, in the order in which it happened; found within minutes, at one place."""
    for days in sorted(nights or NIGHTS, reverse=True):
        for n in (nights or NIGHTS)[days]:
            out_and_back(
                region, now, days - n / 200, child=cast.children[n], who=cast.workers[cast.home_of(n)],
                place=PLACE, hours=5,
            )  # fmt: skip


def lonely_nights(region: Any, cast: Five, now: datetime) -> None:
    """The same children away on their own, found elsewhere: nothing to be seen in them."""
    for n in (0, 4):
        out_and_back(
            region, now, 26 + n, child=cast.children[n], who=cast.workers[cast.home_of(n)], hours=3,
            place=f"At a bus stop, LS{n + 10} 1AA",
        )  # fmt: skip
