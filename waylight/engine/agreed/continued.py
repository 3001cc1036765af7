"""Rows of one source that follow on each other: one time away that went from missing to away, or the reverse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from math import inf

from waylight.engine.agreed.away import recorded
from waylight.engine.agreed.rules import PrecedenceRules
from waylight.engine.agreed.standing import Said, by_id
from waylight.engine.claims import Absent, By, End, WhereaboutsChanged
from waylight.engine.definitions import category_of


def continued(claims: Iterable[Said], rules: PrecedenceRules) -> list[Said]:
    """The claims, with a row that begins where one of the same source ends, in the other category, read as what
    became of the whereabouts; the first row then runs on to the end of the second."""
    result: list[Said] = []
    rows: dict[By, list[Absent]] = defaultdict(list)
    for claim in claims:
        if isinstance(claim, Absent) and category_of(rules.counts.value, claim) is not None:
            rows[claim.by].append(claim)
        else:
            result.append(claim)
    for own in rows.values():
        result.extend(_chained(own) if any(map(recorded, own)) and len(own) > 1 else own)
    return result


def _chained(own: list[Absent]) -> list[Said]:
    result: list[Said] = []
    ordered = sorted(own, key=lambda c: (c.start.earliest, c.start.latest, _until(c), by_id(c.id)))
    beginning: dict[str, list[Absent]] = defaultdict(list)
    for row in ordered:
        beginning[row.start.as_said].append(row)
    taken: set[str] = set()
    for row in ordered:
        if row.id in taken:
            continue
        taken.add(row.id)
        last = row
        while follower := _follower(last, beginning, taken):
            taken.add(follower.id)
            result.append(_change(follower))
            last = follower
            row = replace(
                row,
                until=follower.until,
                end=follower.end,
                concern=row.concern or follower.concern,
                reported=row.reported or follower.reported,
            )
        result.append(row)
    return result


def _follower(row: Absent, beginning: dict[str, list[Absent]], taken: set[str]) -> Absent | None:
    """The first row of the other category that begins where this one ends, and not on the same day it began."""
    end = recorded(row)
    if end is None or end.as_said == row.start.as_said:
        return None
    for other in beginning.get(end.as_said, ()):
        row_like = other.until is not None or other.end is End.NOT_RECORDED
        if row_like and other.whereabouts is not row.whereabouts and other.id not in taken:
            return other
    return None


def _until(claim: Absent) -> float:
    return claim.until.latest.timestamp() if claim.until else inf


def _change(row: Absent) -> WhereaboutsChanged:
    return WhereaboutsChanged(
        id=row.id, by=row.by, told_at=row.told_at, at=row.start, whereabouts=row.whereabouts
    )
