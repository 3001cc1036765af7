"""Rows of one source that follow on each other: one time away that went from missing to away, or the reverse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

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
        result.extend(own if len(own) == 1 else _chained(own))
    return result


def _chained(own: list[Absent]) -> list[Said]:
    result: list[Said] = []
    left = sorted(
        own, key=lambda c: (c.start.earliest, c.start.latest, c.until is None, _until(c), by_id(c.id))
    )
    while left:
        row = last = left.pop(0)
        while follower := next((c for c in left if _follows(last, c)), None):
            left.remove(follower)
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


def _until(claim: Absent) -> float:
    return claim.until.latest.timestamp() if claim.until else 0.0


def _follows(row: Absent, other: Absent) -> bool:
    end = recorded(row)
    return (
        end is not None
        and end.as_said == other.start.as_said != row.start.as_said
        and row.whereabouts is not other.whereabouts
        and (other.until is not None or other.end is End.NOT_RECORDED)
    )


def _change(row: Absent) -> WhereaboutsChanged:
    return WhereaboutsChanged(
        id=row.id, by=row.by, told_at=row.told_at, at=row.start, whereabouts=row.whereabouts
    )
