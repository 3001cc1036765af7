"""Conditions on what a child's times away have in common: longer each time, the same hour, the same day of the week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from waylight.engine.patterns.conditions import Hit, hit_of
from waylight.engine.patterns.seen import Line, TimeAway
from waylight.engine.when import Precision
from waylight.engine.words import Clock

A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class LongerEachTime:
    """The last `times` times away, all within the span, each longer than the one before by so many per cent."""

    times: int
    within: Clock
    by_percent: int

    def __str__(self) -> str:
        return f"{self.times} times in a row within {self.within}, each longer by {self.by_percent} % or more"

    def hit(self, line: Line, index: int, now: datetime) -> Hit | None:
        last = _last(line.aways, index, self.times, self.within)
        lengths = [away.at_least(now) for away in last]
        if len(last) < self.times or any(not length for length in lengths):
            return None
        longer = 100 + self.by_percent
        if all(after * 100 >= before * longer for before, after in pairwise(lengths) if before and after):
            return hit_of(last)
        return None


@dataclass(frozen=True, slots=True)
class SameHour:
    """Of the last `of_last` times away within the span, `times` began within so many minutes on the clock."""

    times: int
    of_last: int
    within: Clock
    minutes_apart: int

    def __str__(self) -> str:
        return (
            f"{self.times} of the last {self.of_last} within {self.within} begun within {self.minutes_apart} minutes "
            "of each other on the clock"
        )

    def hit(self, line: Line, index: int, now: datetime) -> Hit | None:
        here = line.aways[index]
        if here.start.precision is Precision.DAY:
            return None
        last = _last(line.aways, index, self.of_last, self.within)
        exact = [away for away in last if away.start.precision is Precision.MINUTE]
        best: list[TimeAway] = []
        for first in exact:
            begins = _minute(first)
            near = [a for a in exact if (_minute(a) - begins) % A_DAY <= self.minutes_apart]
            if here in near and len(near) > len(best):
                best = near
        return hit_of(best) if len(best) >= self.times else None


@dataclass(frozen=True, slots=True)
class SameWeekday:
    """Of the last `of_last` times away within the span, `times` belong to the night of one day of the week."""

    times: int
    of_last: int
    within: Clock

    def __str__(self) -> str:
        return f"{self.times} of the last {self.of_last} within {self.within} on the same night of the week"

    def hit(self, line: Line, index: int, now: datetime) -> Hit | None:
        here = line.aways[index]
        last = _last(line.aways, index, self.of_last, self.within)
        same = [away for away in last if away.night.weekday() == here.night.weekday()]
        # Several on one night are one night of the week, not a habit.
        return hit_of(same) if len({away.night for away in same}) >= self.times else None


def _last(aways: tuple[TimeAway, ...], index: int, count: int, within: Clock) -> tuple[TimeAway, ...]:
    """The last `count` up to the one at the index, as far as they began within the span before it."""
    here = aways[index]
    if here.again:
        return ()
    some: list[TimeAway] = []
    while index >= 0 and len(some) < count and here.began - aways[index].began <= within.span:
        if not aways[index].again:
            some.append(aways[index])
        index -= 1
    return tuple(reversed(some))


def _minute(away: TimeAway) -> int:
    """The minute of the day on the clock in London, as said."""
    hour, minute = away.start.as_said[11:16].split(":")
    return int(hour) * 60 + int(minute)
