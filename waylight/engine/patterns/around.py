"""Conditions on what stands around one time away: the placement, a date ahead, the night, the grade, the child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from waylight.engine.patterns.conditions import Hit, hit_of
from waylight.engine.patterns.seen import Graded, Line, london
from waylight.engine.when import LONDON
from waylight.engine.words import Clock

NOON = time(12)


@dataclass(frozen=True, slots=True)
class FirstNights:
    """It began before noon after the child's first night, or first nights, in a placement."""

    nights: int

    def __str__(self) -> str:
        first = "night" if self.nights == 1 else f"{self.nights} nights"
        return f"begun in the first {first} of a placement, until noon"

    def hit(self, line: Line, index: int, now: datetime) -> Hit | None:
        away = line.aways[index]
        if away.lived_since is None:
            return None
        day = london(away.lived_since).date() + timedelta(days=self.nights)
        over = datetime.combine(day, NOON, LONDON)
        return hit_of((away,)) if away.lived_since <= away.start.last and away.began < over else None


@dataclass(frozen=True, slots=True)
class Before:
    """It began within the span before such a date of the child. `what`: codes of the rulebook."""

    what: tuple[str, ...]
    within: Clock

    def __str__(self) -> str:
        return f"begun within {self.within} before a date: {', '.join(self.what)}"

    def hit(self, line: Line, index: int, now: datetime) -> Hit | None:
        away = line.aways[index]
        ahead = [
            one
            for one in line.dates
            if one.what in self.what
            and timedelta(0) <= one.at.last - away.began
            and one.at.earliest - away.began <= self.within.span
        ]
        if not ahead:
            return None
        told = min(one.told_at for one in ahead)
        records = frozenset(one.record for one in ahead)
        return hit_of((away,), count=len(ahead), at=max(away.began, told), records=records)


@dataclass(frozen=True, slots=True)
class Overnight:
    """The child was surely away at this hour on the clock in London, on one night or more."""

    hour: int

    def __str__(self) -> str:
        return f"away at {self.hour:02}:00 in the night"

    def hit(self, line: Line, index: int, now: datetime) -> Hit | None:
        away = line.aways[index]
        until = away.until(now)
        if until is None:
            return None
        first = next_at_hour(away.start.last, self.hour)
        nights = 0
        moment = first
        while moment < until:
            nights += 1
            moment = next_at_hour(moment, self.hour)
        return hit_of((away,), count=nights, at=first) if nights else None


@dataclass(frozen=True, slots=True)
class GradedAs:
    """Somebody of the police grades it so. `codes`: grades of the rulebook."""

    codes: tuple[str, ...]

    def __str__(self) -> str:
        return f"graded {' or '.join(self.codes)} by police"

    def hit(self, line: Line, index: int, now: datetime) -> Hit | None:
        away = line.aways[index]
        told = [grade.told_at for grade in away.grades if grade.code in self.codes]
        return hit_of((away,), count=len(told), at=min(told)) if told else None


@dataclass(frozen=True, slots=True)
class GradesDiffer:
    """Two sources or more grade it, and not alike. `ignoring`: codes that are no grade."""

    ignoring: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "graded by two sources or more, and not alike"

    def hit(self, line: Line, index: int, now: datetime) -> Hit | None:
        away = line.aways[index]
        said = [grade for grade in away.grades if grade.code not in self.ignoring]
        if len({grade.code for grade in said}) < 2:
            return None
        return hit_of((away,), count=len({grade.code for grade in said}), at=_second(said))


@dataclass(frozen=True, slots=True)
class Misfiled:
    """An agency recorded it as away where, by the definition, the child was missing."""

    def __str__(self) -> str:
        return "recorded by an agency as away where the definition says missing"

    def hit(self, line: Line, index: int, now: datetime) -> Hit | None:
        away = line.aways[index]
        return hit_of((away,), at=away.misfiled) if away.misfiled is not None else None


@dataclass(frozen=True, slots=True)
class YoungerThan:
    """The child was younger than this on the day it began."""

    age: int

    def __str__(self) -> str:
        return f"younger than {self.age} on the day it began"

    def hit(self, line: Line, index: int, now: datetime) -> Hit | None:
        away = line.aways[index]
        if line.born is None:
            return None
        day, born = away.start.day, line.born
        age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        return hit_of((away,), count=age) if 0 <= age < self.age else None


@dataclass(frozen=True, slots=True)
class Marked:
    """The record says one of these of the child, told before the time away was over. `codes`: of the rulebook."""

    codes: tuple[str, ...]

    def __str__(self) -> str:
        return f"the record says of the child: {' or '.join(self.codes)}"

    def hit(self, line: Line, index: int, now: datetime) -> Hit | None:
        away = line.aways[index]
        until = away.until(now) or away.start.last
        said = [m for m in line.marks if m.code in self.codes and (m.holds(away.began) or m.holds(until))]
        if not said:
            return None
        # Shown to whoever may read what it was made from; the first that everybody reads will do.
        plain = min(
            said, key=lambda mark: (mark.record != "child core", mark.record != "episode", mark.since)
        )
        at = max(away.began, plain.since)
        # One, however many there are: how many stand under other records is not for everybody.
        return hit_of((away,), count=1, at=at, records=frozenset({plain.record}))


def _second(said: list[Graded]) -> datetime:
    """When a second grade was first heard beside another."""
    first = min(said, key=lambda grade: grade.told_at)
    return min(grade.told_at for grade in said if grade.code != first.code)


def next_at_hour(moment: datetime, hour: int) -> datetime:
    """The first such hour on the clock in London after the moment."""
    local = london(moment)
    today = datetime.combine(local.date(), time(hour), LONDON)
    if today.timestamp() > moment.timestamp():
        return today
    return datetime.combine(local.date() + timedelta(days=1), time(hour), LONDON)
