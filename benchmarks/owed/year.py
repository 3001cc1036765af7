"""A year of invented children: where they live, when they were away, what was done. Facts alone, no database."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from waylight.children.kinds import PlacedAt
from waylight.duties.kinds import Done
from waylight.duties.said import ChildSaid, Lived, Said, Tie
from waylight.engine.when import at
from waylight.episodes.kinds import claims, updates
from waylight.episodes.reading import core_fact
from waylight.facts.codec import to_json
from waylight.interviews import kinds as interviews

NEW_YEAR = datetime(2025, 4, 1, tzinfo=UTC)
YEAR = timedelta(days=365)
# Published: some 85,000 times in a year, by one looked-after child in eight.
AWAY_SHARE, TIMES_AWAY = 0.13, 6.5
HOME, TEAM, FORCE = UUID(int=1), UUID(int=2), UUID(int=3)
KNOWN = claims.Absent("unknown", True, True)


def child(n: int) -> ChildSaid:
    """The child of that number; the same each time."""
    chance = random.Random(n)
    id = UUID(int=chance.getrandbits(128))
    said: list[Said] = []
    lived = tuple(_placements(chance, said))
    if chance.random() < AWAY_SHARE:
        for _ in range(max(1, round(chance.expovariate(1 / TIMES_AWAY)))):
            _time_away(chance, said)
    said.sort(key=lambda one: (one.fact.told, one.fact.id))
    ties = [Tie(node, relation, NEW_YEAR - YEAR * 3, None, id)
            for node, relation in ((HOME, "caring"), (TEAM, "responsible"), (FORCE, "police"))]  # fmt: skip
    return ChildSaid(id, date(2010, 1, 1), said, lived, ties)


def _placements(chance: random.Random, said: list[Said]) -> Iterator[Lived]:
    since = NEW_YEAR - YEAR * chance.random() * 3
    until = NEW_YEAR + YEAR * chance.random() if chance.random() < 0.4 else None
    for begins, ends in ((since, until), (until, None)) if until else ((since, None),):
        placed = _said(chance, said, "placed at", PlacedAt(HOME), begins, record="placement", told=begins)
        yield Lived(placed, HOME, "home", begins, ends, chance.random() < 0.4)
        for week in range(1, 5):
            moment = begins + timedelta(weeks=6 * week)
            if chance.random() < 0.8 and moment < NEW_YEAR + YEAR:
                _said(chance, said, "done", Done("visited"), moment, record="duty", node="team")


def _time_away(chance: random.Random, said: list[Said]) -> None:
    left = NEW_YEAR + YEAR * chance.random()
    back = left + timedelta(minutes=chance.expovariate(1 / 600) + 20)
    episode = _said(chance, said, "absent", KNOWN, left, told=left + timedelta(minutes=40))
    about: dict[str, Any] = {"about": episode}
    _said(
        chance, said, "police reference", updates.PoliceReference("1"), left + timedelta(minutes=55), **about
    )
    _said(chance, said, "risk graded", updates.RiskGraded(chance.choice(("HIGH", "MEDIUM"))),
          left + timedelta(hours=2), node="force", **about)  # fmt: skip
    _said(chance, said, "told", updates.Told("parents"), left + timedelta(hours=1), record="episode", **about)
    _said(chance, said, "returned", claims.Returned(), back, **about)
    if chance.random() < 0.6:
        offered = back + timedelta(hours=chance.random() * 60)
        _said(chance, said, "interview offered", interviews.Offered("phone"), offered, record="interview facts",
              node="team", **about)  # fmt: skip
        kind, body = chance.choice((("interview held", interviews.Held("independent")),
                                    ("interview declined", interviews.Declined("phone"))))  # fmt: skip
        _said(
            chance,
            said,
            kind,
            body,
            offered + timedelta(hours=5),
            record="interview facts",
            node="team",
            **about,
        )


def _said(chance: random.Random, said: list[Said], kind: str, body: object, moment: datetime, *,
          record: str = "episode core", node: str = "home", told: datetime | None = None,
          about: UUID | None = None) -> UUID:  # fmt: skip
    when, id = at(moment), UUID(int=chance.getrandbits(128))
    row = [id, kind, 1, when.earliest, when.latest, when.as_said, told or moment, about, HOME, node, None,
           json.dumps(to_json(body))]  # fmt: skip
    said.append(Said(core_fact(row), record, "web"))
    return id
