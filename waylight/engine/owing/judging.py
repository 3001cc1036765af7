"""Which duties began, when each is due, and what met or ended it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from waylight.engine.calendars import Calendar, Within, due_at, due_from
from waylight.engine.happenings import Happening
from waylight.engine.local import Settings, in_force
from waylight.engine.owing.line import InOrder, Placed
from waylight.engine.owing.rows import Duty, Event, Joins, Nth
from waylight.engine.when import When

T = TypeVar("T")
NOTHING_SET: Settings[Any] = {}
# The place of what has not happened yet.
NOT_IN_LINE = -1


class Owed(NamedTuple):
    """One duty that began. `subject` is the episode or placement, else what began it. Times UTC.

    `due_at` is the last moment that is surely not late, `due_from` the last that is surely in time: they differ only
    where the beginning is not known to the minute. Whether it is late is never kept: `standing` says it.
    """

    duty: Duty
    subject: UUID
    begun_by: UUID
    began: When
    within: Within
    due_from: datetime
    due_at: datetime
    met_at: When | None = None
    met_by: UUID | None = None
    ended_at: When | None = None
    ended_by: UUID | None = None
    why_ended: str = ""

    @property
    def open(self) -> bool:
        return self.met_at is None and self.ended_at is None


def owed(
    line: Iterable[Happening],
    duties: Iterable[Duty],
    *,
    calendar: Calendar,
    now: datetime,
    known_by: datetime | None = None,
    settings: Settings[Any] = NOTHING_SET,
) -> tuple[Owed, ...]:
    """Every duty that the happenings of one child began by `now`, as known at `known_by` (`now`, if not given), and
    what is to be done ahead of what was planned by then.

    `settings` are those of the responsible authority. The row, and the authority's own value, that are in force on
    the London day of the beginning judge it to its end. In the order of due moments.
    """
    told_by = known_by or now
    heard = [one for one in line if one.known(told_by)]
    past = [one for one in heard if one.at.earliest <= now]
    # Of most children nothing is planned.
    planned = [] if len(past) == len(heard) else [one for one in heard if one.at.earliest > now]
    known = InOrder(past)
    found: list[Owed] = []
    for duty in duties:
        if duty.begins.kind in known.kinds:
            found.extend(_begun(duty, known, settings, calendar))
        if planned and duty.ahead:
            found.extend(_planned(duty, planned, known, settings, calendar))
    found.sort(key=lambda one: (one.due_at, one.duty.code, one.begun_by))
    return tuple(found)


def _begun(duty: Duty, line: InOrder, settings: Settings[Any], calendar: Calendar) -> Iterator[Owed]:
    last: dict[UUID | None, Owed] = {}
    joins = duty.joins is not Joins.NEVER
    for placed in line.of(duty.begins).all:
        begin = placed[1]
        if not duty.source.holds(begin.at.day) or not _counted(duty.only_if, placed, line, settings):
            continue
        # Which earlier one it may join.
        group = (begin.about or begin.id) if duty.joins is Joins.SAME else None
        if joins and group in last and _still_open(last[group], begin):
            continue
        within = _own(duty.code, duty.within, duty.local, settings, begin)
        one = _judged(duty, placed, line, within, calendar)
        if joins:
            last[group] = one
        yield one


def _planned(
    duty: Duty, planned: list[Happening], line: InOrder, settings: Settings[Any], calendar: Calendar
) -> Iterator[Owed]:
    """Of what is to come: nothing of it has happened, so that all that did stands before it."""
    for begin in planned:
        if duty.begins.matches(begin) and duty.source.holds(begin.at.day):
            within = _own(duty.code, duty.within, duty.local, settings, begin)
            yield _judged(duty, (NOT_IN_LINE, begin), line, within, calendar)


def _judged(duty: Duty, placed: Placed, line: InOrder, within: Within, calendar: Calendar) -> Owed:
    begin = placed[1]
    met = _first(duty, placed, duty.met_by, line)
    ended = _first(duty, placed, duty.ended_by, line)
    from_ = due_from(begin.at, within, calendar)
    sure = begin.at.earliest == begin.at.latest
    return Owed(
        duty,
        begin.about or begin.id,
        begin.id,
        begin.at,
        within,
        from_,
        from_ if sure else due_at(begin.at, within, calendar),
        met.at if met else None,
        met.id if met else None,
        ended.at if ended else None,
        ended.id if ended else None,
        str(ended.kind) if ended else "",
    )


def _first(duty: Duty, placed: Placed, events: Iterable[Event], line: InOrder) -> Happening | None:
    """The earliest, of what matches any of the events, that is about this duty: about the same, also from before it
    unless the row says otherwise; about the child as a whole, from it on. Never the beginning itself."""
    subject = placed[1].about or placed[1].id
    best: Placed | None = None
    for event in events:
        if event.kind not in line.kinds:
            continue
        matching = line.of(event)
        own = _earliest(matching.about.get(subject, ()), placed, whenever=not duty.after_only)
        best = _sooner(_sooner(best, own), _earliest(matching.wide, placed, whenever=False))
    return best[1] if best else None


def _sooner(best: Placed | None, one: Placed | None) -> Placed | None:
    return one if one is not None and (best is None or one[0] < best[0]) else best


def _earliest(some: Iterable[Placed], begun: Placed, *, whenever: bool) -> Placed | None:
    here, since = begun[0], begun[1].at.earliest
    for placed in some:
        # What may have been at the time of the beginning counts as from then on.
        if placed[0] != here and (whenever or placed[1].at.last >= since):
            return placed
    return None


def _still_open(last: Owed, begin: Happening) -> bool:
    """Whether that one was surely not yet met or ended when the next began."""
    moment = begin.at.last
    return all(end is None or moment < end.earliest for end in (last.met_at, last.ended_at))


def _counted(condition: Nth | None, placed: Placed, line: InOrder, settings: Settings[Any]) -> bool:
    if condition is None:
        return True
    begin = placed[1]
    counted = _since(condition, placed, line)
    if condition.often is None:
        count = len(counted)
        return count >= condition.at_least and (condition.at_most is None or count <= condition.at_most)
    often = _own(condition.often.name, condition.often.value, condition.often.local, settings, begin)
    # In order, so the last of them are the nearest: where that many are near enough, the first of those is.
    near = counted[-often.count :]
    return len(near) == often.count and begin.at.earliest - near[0].at.earliest <= often.within.span


def _since(condition: Nth, begun: Placed, line: InOrder) -> list[Happening]:
    """What is counted: up to and with the beginning, after the last of the events that the count begins anew with."""
    here, about = begun[0], begun[1].about
    anew = -1
    if condition.since is not None:
        anew = max((place for place, _ in line.of(condition.since).all if place <= here), default=-1)
    return [
        one
        for place, one in line.of(condition.of).all
        if anew < place <= here and (not condition.about_same or one.about == about)
    ]


def _own(name: str, plain: T, local: bool, settings: Settings[Any], begin: Happening) -> T:
    """The value that judges: the authority's own of the day of the beginning, else the rulebook's."""
    own = in_force(name, plain, settings, begin.at.day) if local else plain
    if type(own) is not type(plain):
        raise TypeError(f"A setting of {name} is {type(own).__name__}, which the rule's own is not.")
    return own
