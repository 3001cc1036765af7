"""Reading numbers, as the database role that can read nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import psycopg
from django.conf import settings

from waylight.access.grid import opened
from waylight.agencies.actor import Actor
from waylight.agencies.refusals import NotThere
from waylight.audit.acts import Act
from waylight.audit.services import note

RECORD = "authority scorecard"
_ASKED = (
    "SELECT authority, authority_name, month, category, lived_in, times_away, as_of FROM counts_episodecount "
    "ORDER BY authority_name, month, category, lived_in"
)


class NoNumbersHere(Exception):
    """This process was given no way in as the role that reads numbers."""


@dataclass(frozen=True)
class Counted:
    """Times away that began in a month. Not safe to publish: see `waylight.counts.models.EpisodeCount`."""

    authority: UUID
    authority_name: str
    month: date
    category: str
    lived_in: str
    times_away: int
    as_of: datetime


def times_away(*, actor: Actor, route: str = "") -> list[Counted]:
    """The numbers of the authorities whose scorecard a cell of the grid opens to the actor for counting: for a role of
    national kind every authority's. On the trail as counted.

    Signs in as `waylight_count`, for which row security asks the grid again. Raises: NotThere; NoNumbersHere.
    """
    if not opened(actor.role, RECORD, "count"):
        raise NotThere(record=RECORD, reason=f"{actor.role}: no cell to count {RECORD}")
    if settings.COUNT_DATABASE is None:
        raise NoNumbersHere("Set DATABASE_COUNT_URL to the address for the role waylight_count.")
    with psycopg.connect(**settings.COUNT_DATABASE) as counting:
        counting.execute(
            "SELECT set_config('waylight.person', %s, true), set_config('waylight.grant', %s, true)",
            [str(actor.person_id), f"{actor.person_id} {actor.sitting}" if actor.sitting else ""],
        )
        found = [Counted(*row) for row in counting.execute(_ASKED).fetchall()]
    note(actor=actor, act=Act.COUNTED, record=RECORD, route=route, basis=f"{len(found)} lines")
    return found
