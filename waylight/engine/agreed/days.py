"""Rows that give only a day: each belongs to the one episode of its day, or is paired in order, or waits."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from waylight.engine.agreed.away import Away, live, recorded
from waylight.engine.agreed.result import Waiting
from waylight.engine.claims import Absent, By, Found, Returned
from waylight.engine.when import Precision, When

if TYPE_CHECKING:
    from collections.abc import Iterable

    from waylight.engine.agreed.standing import Said
    from waylight.engine.agreed.walk import Walk

WHICH = "It gives only a day, and that day has {episodes} episodes: a person must say which it means."

EARLY = "It ends before the first time away of its day begins: a person must say which it means."


@dataclass
class Group:
    """The absences that begin on one day, given only as a day. `late`: that day also has starts to the minute."""

    day: When
    rows: list[Absent]
    late: bool


def place_days(walk: Walk, group: Group) -> None:
    """All such rows of one day at once, so that as many rows as episodes can be paired in order."""
    rows = [row for row in group.rows if walk.counts(row)]
    for row in group.rows:
        if not walk.counts(row):
            _keep(walk, row, group)
    begun = _begun_on(walk.aways, group.day) if group.late else []
    if begun:
        early = [row for row in rows if (end := recorded(row)) and end.last < begun[0].first]
        walk.waiting.extend(Waiting(row.id, EARLY) for row in early)
        _share_out(walk, begun, [row for row in rows if row not in early], group.day)
        return
    left = [row for row in sorted(rows, key=live, reverse=True) if not _joins_running(walk, row, group)]
    if left:
        leading = max(_by_source(left).values(), key=lambda own: len(_apart(own, group.day)))
        made = [_made(walk, together) for together in _apart(leading, group.day)]
        _share_out(walk, made, [row for row in left if row not in leading], group.day)


def _apart(own: list[Absent], day: When) -> list[list[Absent]]:
    """One source's rows of a day as so many times away: those that pass midnight surely overlap and are one."""
    past = [row for row in own if (end := recorded(row)) is None or end.day != day.day]
    return [[row] for row in own if row not in past] + ([past] if past else [])


def _made(walk: Walk, together: list[Absent]) -> Away:
    first, *others = together
    walk.new(first, first.start.earliest)
    away = walk.aways[-1]
    for row in others:
        walk.join(away, row, row.start.earliest)
    return away


def _share_out(walk: Walk, aways: list[Away], rows: list[Absent], day: When) -> None:
    for own in _by_source(rows).values():
        if len(aways) == 1:
            pairs = [(aways[0], row) for row in own]
        elif len(own) == len(aways):
            pairs = list(zip(aways, own, strict=True))
        else:
            why = WHICH.format(episodes=len(aways))
            walk.waiting.extend(Waiting(row.id, why) for row in own)
            continue
        for away, row in pairs:
            walk.join(away, row, day.earliest)


def _by_source(rows: Iterable[Absent]) -> dict[By, list[Absent]]:
    """Each source's rows of the day in the order of their ends; sources in a fixed order."""
    found: dict[By, list[Absent]] = defaultdict(list)
    for row in sorted(rows, key=_order):
        found[row.by].append(row)
    return dict(sorted(found.items()))


def _order(row: Absent) -> tuple[bool, str, object, int, str]:
    end = recorded(row)
    return end is None, end.as_said if end else "", row.told_at, len(row.id), row.id


def _begun_on(aways: list[Away], day: When) -> list[Away]:
    """The episodes whose first start is on that day, in their order; they are among the last that began."""
    recent = takewhile(lambda away: away.first >= day.earliest, reversed(aways))
    begun = [
        a for a in recent if a.starts and min(a.starts, key=lambda c: c.start.earliest).start.day == day.day
    ]
    return begun[::-1]


def _joins_running(walk: Walk, row: Absent, group: Group) -> bool:
    """A row joins what already runs when its day begins, unless the same source ended a row of its own that day."""
    away = walk.counted()
    if away is None or not away.takes(row, row.start.earliest, walk.rules):
        return False
    told_of_more = away.held is None and not group.late
    if told_of_more and any(claim.by == row.by and claim.until == row.start for claim in away.starts):
        return False
    walk.join(away, row, row.start.earliest)
    return True


def _keep(walk: Walk, row: Absent, group: Group) -> None:
    if not group.late:
        walk.begin(row, group.day.earliest)
    else:
        walk.kept.append(row.id)


def place_day_end(walk: Walk, claim: Found | Returned, claims: Iterable[Said]) -> None:
    """An end that gives only a day: of the one time away of that day, of the one that is open, or paired in order."""
    day = claim.at
    over = [
        a for a, later in zip(walk.aways, (*walk.aways[1:], None), strict=False) if _covers(a, later, day)
    ]
    away = over[0] if len(over) == 1 else None
    if len(over) > 1:
        still = [a for a in over if a.closed is None]
        own = [c for c in claims if type(c) is type(claim) and c.by == claim.by and _same_day(c, day)]
        own.sort(key=lambda c: (c.told_at, len(c.id), c.id))
        if len(own) == len(over):
            away = over[own.index(claim)]
        elif len(still) == 1:
            away = still[0]
        else:
            walk.waiting.append(Waiting(claim.id, WHICH.format(episodes=len(over))))
            return
    away = away or walk.last()
    if away is None:
        walk.waiting.append(Waiting(claim.id, "Nobody says that the child was away then."))
    else:
        away.ends(claim, day.last)


def _covers(away: Away, later: Away | None, day: When) -> bool:
    """Whether the child may have been away in it on that day."""
    end = away.recorded_end()
    known = (away.closed, away.held or (end.last if end else None), later.first if later else None)
    over = min((moment for moment in known if moment is not None), default=day.last)
    return away.first < day.latest and over >= day.earliest


def _same_day(claim: Said, day: When) -> bool:
    return isinstance(claim, Found | Returned) and claim.at == day and claim.at.precision is Precision.DAY
