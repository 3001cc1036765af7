"""Many children with times away of every odd sort, at random but the same each time."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from waylight.engine.patterns import Ahead, Graded, Line, Mark, Out, TimeAway
from waylight.engine.patterns.places import Place
from waylight.engine.when import When, at, on

SPACE = UUID(int=44)
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
# Around both changes of the clocks, and the first day of the rules.
FIRST = datetime(2025, 9, 1, tzinfo=UTC)
RECORDS = ("child core", "episode", "health and contacts", "exploitation record")
MARKS = ("unaccompanied", "trafficked", "criminal", "sexual", "harm", "concern")


def many(children: int, seed: int) -> list[Line]:
    chance = random.Random(seed)
    return [_line(n, chance) for n in range(children)]


def _line(n: int, chance: random.Random) -> Line:
    count = min(int(chance.expovariate(0.25)), 14)
    weekday, hour = chance.random() < 0.3, chance.random() < 0.3
    began = FIRST + timedelta(minutes=chance.randrange(60 * 24 * 60))
    aways = []
    for k in range(count):
        if k:
            began += timedelta(days=7 if weekday else chance.choice([0, 1, 5, 20, 45]))
            began += timedelta(minutes=chance.randrange(30) if hour else chance.randrange(1440))
        aways.append(_away(f"{n} {k}", began, chance))
    told = began - timedelta(days=chance.randrange(-30, 60))
    return Line(
        uuid5(SPACE, f"child {n}"),
        tuple(sorted(aways, key=lambda away: away.began)),
        date(2026, 3, 1) - timedelta(days=chance.randrange(3000, 6500)) if chance.random() < 0.9 else None,
        tuple(
            Mark(
                chance.choice(MARKS),
                chance.choice(RECORDS),
                told,
                told + timedelta(days=chance.randrange(200)),
            )
            for _ in range(chance.choice([0, 0, 0, 1, 3]))
        ),
        tuple(
            Ahead(
                chance.choice(["court", "contact", "school"]),
                _when(told + timedelta(days=30), chance),
                told,
                "episode",
            )
            for _ in range(chance.choice([0, 0, 1, 2]))
        ),
    )


def _when(moment: datetime, chance: random.Random) -> When:
    return on(moment.date()) if chance.random() < 0.2 else at(moment)


def _away(name: str, began: datetime, chance: random.Random) -> TimeAway:
    start = _when(began, chance)
    over = chance.random()
    end = _when(began + timedelta(hours=chance.expovariate(0.1)), chance) if over < 0.85 else None
    codes = ("HIGH", "HIGH10", "LOW", "NOT_GRADED")
    grades = tuple(
        Graded(f"force {k}", chance.choice(codes), start.latest + timedelta(hours=k))
        for k in range(chance.choice([0, 0, 1, 2, 3]))
    )
    return TimeAway(
        id=uuid5(SPACE, name),
        start=start,
        told_at=start.latest + timedelta(hours=chance.choice([0, 0, 1, 500])),
        end=end,
        open=end is None and over < 0.95,
        missing=chance.random() < 0.8,
        grades=grades,
        misfiled=start.latest + timedelta(hours=30) if chance.random() < 0.1 else None,
        home=uuid5(SPACE, f"home {chance.randrange(40)}"),
        lived_since=start.earliest - timedelta(hours=chance.choice([-3, 5, 20, 500]))
        if chance.random() < 0.8
        else None,
    )


def outs(children: int, seed: int, finds: int = 12) -> list[Out]:
    """Times away of children who know each other, or do not: found at few places, from few homes."""
    chance = random.Random(seed)
    made = []
    ids = [uuid5(SPACE, f"child {n}") for n in range(children)]
    for child in ids:
        for k in range(chance.randrange(1, 9)):
            # Few evenings, so that many are away at once.
            began = NOW - timedelta(days=chance.randrange(40) * 5, minutes=chance.randrange(180))
            until = began + timedelta(hours=chance.expovariate(0.05))
            place = None
            if chance.random() < 0.7:
                spot = chance.randrange(finds)
                point = chance.random() < 0.7
                east, north = 400_000 + spot * 700 + chance.random() * 900, 300_000 + chance.random() * 900
                place = Place(f"LS{spot % 4 + 1} {spot}", east if point else None, north if point else None)
            named = frozenset({chance.choice(ids)} - {child}) if chance.random() < 0.1 else frozenset()
            made.append(
                Out(
                    uuid5(child, str(k)),
                    child,
                    began,
                    until,
                    began.date(),
                    (until.date() - began.date()).days + 1,
                    place,
                    uuid5(SPACE, f"home {chance.randrange(children // 4 + 1)}"),
                    named,
                )
            )
    return made
