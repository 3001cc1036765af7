"""What home, police and authority each wrote of it, with the errors of real lists, and what is agreed from that."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from benchmarks.patterns.truth import NOW, SPACE, Night, World, uuid5
from waylight.engine.agreed import agree
from waylight.engine.claims import Absent, By, Claim, Returned, Teller, Whereabouts
from waylight.engine.definitions import Category
from waylight.engine.patterns import Ahead, Line, Out, TimeAway
from waylight.engine.patterns.seen import night_of
from waylight.engine.when import When, at, on
from waylight.rulebook.agreed import RULES

BORN = date(2010, 5, 1)


def true_line(world: World, child: int) -> Line:
    """The child's line as it was."""
    return Line(
        child_id(child),
        tuple(_true(world, night) for night in world.nights[child]),
        BORN,
        (),
        dates(world, child),
    )


def _true(world: World, night: Night) -> TimeAway:
    since = world.moved.get(night.child)
    start = at(night.start)
    return TimeAway(night.id, start, start.latest, at(night.end), lived_since=since)


def dates(world: World, child: int) -> tuple[Ahead, ...]:
    return tuple(
        Ahead("court", at(day), day - timedelta(days=60), "episode") for day in world.courts.get(child, ())
    )


def child_id(child: int):  # type: ignore[no-untyped-def]
    return uuid5(SPACE, f"child {child}")


def claims_of(night: Night, n: int, chance: random.Random) -> list[Claim]:
    """One to three sources: the home to some minutes, police late and often, the authority sometimes only by day."""
    made: list[Claim] = []
    unknown = Whereabouts.UNKNOWN if chance.random() < 0.85 else Whereabouts.KNOWN

    def said(moment: datetime, wide: int, by_day: float) -> When:
        if chance.random() < by_day:
            return on(moment.date())
        return at(moment + timedelta(minutes=chance.randrange(-wide, wide + 1)))

    def claim(kind: type, teller: Teller, **more: object) -> None:
        number = f"{n}{len(made)}"
        made.append(kind(id=number, by=By(teller, "1"), told_at=night.start + timedelta(minutes=40), **more))

    facts = {"concern": True, "reported": True}
    if chance.random() < 0.92:
        start = said(night.start, 8, 0)
        claim(Absent, Teller.HOME, start=start, whereabouts=unknown, **facts)
        claim(Returned, Teller.HOME, at=said(max(night.end, start.latest), 10, 0))
    if chance.random() < 0.6 or not made:
        row(claim, said, night, Teller.POLICE, 25, 0.05, unknown, facts)
    if chance.random() < 0.6:
        other = Whereabouts.KNOWN if chance.random() < 0.05 else unknown
        row(claim, said, night, Teller.AUTHORITY, 40, 0.2, other, facts)
    return made


def row(claim, said, night, teller, wide, by_day, whereabouts, facts) -> None:  # type: ignore[no-untyped-def]
    start, until = said(night.start, wide, by_day), said(night.end, wide, by_day)
    if until.latest <= start.earliest:
        until = at(start.latest + timedelta(minutes=30))
    claim(Absent, teller, start=start, until=until, whereabouts=whereabouts, **facts)


def agreed_line(world: World, child: int, chance: random.Random) -> tuple[Line, Line]:
    """The child's line as agreed from what was told; and, as a control, each report as a time away of its own."""
    told = [one for n, night in enumerate(world.nights[child]) for one in claims_of(night, n, chance)]
    since = world.moved.get(child)
    result = agree(told, now=NOW, born=BORN, rules=RULES)
    aways = tuple(
        TimeAway(
            id=uuid5(child_id(child), episode.claims[0]),
            start=episode.started_at,
            told_at=min(episode.started_at.latest + timedelta(minutes=40), NOW),
            end=episode.ended_at,
            missing=any(one.category is Category.MISSING for one in episode.stretches),
            lived_since=since,
        )
        for episode in result.episodes
    )
    reports = tuple(
        TimeAway(
            uuid5(child_id(child), f"report {c.id}"), c.start, c.start.latest, c.until, lived_since=since
        )
        for c in told
        if isinstance(c, Absent)
    )
    more = (BORN, (), dates(world, child))
    return Line(child_id(child), _ordered(aways), *more), Line(child_id(child), _ordered(reports), *more)


def _ordered(aways: tuple[TimeAway, ...]) -> tuple[TimeAway, ...]:
    return tuple(sorted(aways, key=lambda one: (one.began, str(one.id))))


def outs_of(world: World, child: int, line: Line) -> list[Out]:
    """The agreed times away with the place where the child was found, of the true one that they overlap most."""
    made = []
    for away in line.aways:
        until = away.until(NOW) or away.began
        until = max(until, away.began)
        night = the_true(world, child, away)
        nights = (night_of(at(until)) - away.night).days + 1
        home = uuid5(SPACE, f"home {world.home[child]}")
        made.append(
            Out(
                away.id,
                line.child,
                away.began,
                until,
                away.night,
                max(nights, 1),
                night and night.place,
                home,
            )
        )
    return made


def the_true(world: World, child: int, away: TimeAway) -> Night | None:
    """The time away as it was that this one tells of: the nearest by beginning, within a day."""
    near = min(world.nights[child], key=lambda one: abs(one.start - away.start.last), default=None)
    if near is None or abs(near.start - away.start.last) > timedelta(days=1):
        return None
    return near
