"""What the scorecard of one authority is counted from. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from uuid import UUID

from waylight.engine.owing import Word
from waylight.engine.when import When, midnight
from waylight.statutory_return.build_words import Year


@dataclass(frozen=True, slots=True)
class Cared:
    """A child looked after on a day of the year. `outside`: lives in another authority's area on the last day of it;
    None: no placement is on record then. `there`: looked after on that day. `lives`: the kind of place."""

    child: UUID
    there: bool
    outside: bool | None
    lives: str = ""


@dataclass(frozen=True, slots=True)
class TimeAway:
    """One agreed episode. `missing`: with whereabouts unknown for a part of it at least. `ended` None: no end is known.
    `lived`: the kind of place where the child lived when it began."""

    id: UUID
    child: UUID
    began: When
    ended: When | None
    missing: bool
    lived: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty that began in the year, and how it stands."""

    id: UUID
    child: UUID
    code: str
    word: Word


@dataclass(frozen=True)
class Told:
    """Of one authority and one year; `aways` are all that touch the year, by when they began."""

    year: Year
    cared: Sequence[Cared] = ()
    aways: Sequence[TimeAway] = ()
    duties: Sequence[Duty] = ()

    @cached_property
    def began(self) -> list[TimeAway]:
        """Times away that began in the year: a span counts by its beginning."""
        since, until = midnight(self.year.first), midnight(self.year.last + timedelta(days=1))
        return [one for one in self.aways if since <= one.began.earliest < until]


def once(aways: Iterable[TimeAway]) -> list[TimeAway]:
    """By when they began. Of times away of one child that overlap, as two records of the child tell of one night, the
    first stays: it is missing where any of them is, and ends with the last."""
    kept: list[TimeAway] = []
    last: dict[UUID, int] = {}
    for one in sorted(aways, key=lambda away: (away.began.earliest, away.began.latest, str(away.id))):
        at = last.get(one.child)
        if at is None or not _goes_on(kept[at], one):
            last[one.child] = len(kept)
            kept.append(one)
            continue
        before = kept[at]
        ended = _later(before.ended, one.ended)
        kept[at] = replace(before, missing=before.missing or one.missing, ended=ended)
    return kept


def _goes_on(before: TimeAway, one: TimeAway) -> bool:
    """Whether the earlier one was surely not over when the other began. Without a known end nothing is sure."""
    return before.ended is not None and one.began.latest < before.ended.earliest


def _later(one: When | None, other: When | None) -> When | None:
    return max(one, other, key=lambda when: when.latest) if one and other else None
