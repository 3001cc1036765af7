"""A list of what is owed child by child: one line each, behind it what is owed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from waylight.episodes.selectors.children import ChildLine
from waylight.episodes.selectors.lists import AwayLine
from waylight.web.owed.ways import Shown

# As many as a telephone shows in a few turns of the thumb.
CHILDREN = 25
# What a list can be narrowed to; the first is all of it.
ALL, LATE, DUE = "all", "late", "due"
KINDS = {ALL: "All that is open", LATE: "Late", DUE: "Not late yet"}


@dataclass(frozen=True)
class ChildOwed:
    """One child and what is owed to them, in the order of the list. `away`: the time away that goes on, whether or not
    anything on this list is owed of it."""

    child: ChildLine
    rows: tuple[Shown, ...]
    away: AwayLine | None = None

    @property
    def first(self) -> Shown:
        """The most pressing."""
        return self.rows[0]

    @property
    def late(self) -> int:
        return sum(one.late for one in self.rows)

    @property
    def order(self) -> tuple[bool, bool]:
        """First who is away and nobody has taken it on, then to whom something is overdue."""
        return (self.away is None or self.away.acknowledged, not self.late)


def by_child(rows: Iterable[Shown], away: Mapping[UUID, AwayLine]) -> list[ChildOwed]:
    """Children in the order of `ChildOwed.order`, those alike in the order of their most pressing row. `away`: who is
    away now, by the id that the lines bear."""
    groups: dict[UUID, list[Shown]] = {}
    for one in rows:
        groups.setdefault(one.line.child.id, []).append(one)
    return sorted(
        (ChildOwed(same[0].line.child, tuple(same), away.get(child)) for child, same in groups.items()),
        key=lambda one: one.order,
    )


def narrowed(rows: Iterable[Shown], kind: str) -> list[Shown]:
    """The rows that are late, those that are not, or all."""
    return [one for one in rows if kind == ALL or one.late == (kind == LATE)]
