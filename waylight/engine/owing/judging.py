"""Which duties began, when each is due, and what met or ended it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from waylight.engine.calendars import Calendar, Within, due_at, due_from
from waylight.engine.happenings import Happening
from waylight.engine.local import Settings, in_force
from waylight.engine.owing.rows import Duty, Event, Joins, Nth
from waylight.engine.when import Answer, When

T = TypeVar("T")
NOTHING_SET: Settings[Any] = {}


@dataclass(frozen=True, slots=True)
class Owed:
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
    """Every duty that the happenings of one child began by `now`, as known at `known_by` (`now`, if not given).

    `settings` are those of the responsible authority. The row, and the authority's own value, that are in force on
    the London day of the beginning judge it to its end. In the order of due moments.
    """
    known = sorted(
        (one for one in line if one.known(known_by or now) and one.at.earliest <= now),
        key=lambda one: one.order,
    )
    line_of = _Line(known)
    found = [one for duty in duties for one in _begun(duty, line_of, settings, calendar)]
    return tuple(sorted(found, key=lambda one: (one.due_at, one.duty.code, one.begun_by)))


class _Line:
    """The known happenings in order, by their kind, and by the event of a row that they match: rows share events, and
    look at two or three kinds each."""

    def __init__(self, known: Sequence[Happening]) -> None:
        self._kinds: dict[str, list[Happening]] = {}
        for one in known:
            self._kinds.setdefault(one.kind, []).append(one)
        self._events: dict[int, list[Happening]] = {}

    def of(self, event: Event) -> list[Happening]:
        """In order. Events are looked up by identity: they stand in rows, which outlive the line."""
        matching = self._events.get(id(event))
        if matching is None:
            matching = [one for one in self._kinds.get(event.kind, ()) if event.matches(one)]
            self._events[id(event)] = matching
        return matching


def _begun(duty: Duty, line: _Line, settings: Settings[Any], calendar: Calendar) -> Iterator[Owed]:
    last: dict[UUID | None, Owed] = {}
    for begin in line.of(duty.begins):
        if not duty.source.holds(begin.at.day) or not _counted(duty, begin, line, settings):
            continue
        # Which earlier one it may join.
        group = (begin.about or begin.id) if duty.joins is Joins.SAME else None
        if duty.joins is not Joins.NEVER and group in last and _still_open(last[group], begin):
            continue
        within = _own(duty.code, duty.within, duty.local, settings, begin)
        last[group] = _judged(duty, begin, line, within, calendar)
        yield last[group]


def _judged(duty: Duty, begin: Happening, line: _Line, within: Within, calendar: Calendar) -> Owed:
    met = _first(duty, begin, duty.met_by, line)
    ended = _first(duty, begin, duty.ended_by, line)
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


def _first(duty: Duty, begin: Happening, events: Iterable[Event], line: _Line) -> Happening | None:
    """The earliest, of what matches any of the events, that is about this duty."""
    found = [
        first
        for event in events
        if (first := next((one for one in line.of(event) if _fits(duty, begin, event, one)), None))
        is not None
    ]
    return min(found, key=lambda one: one.order, default=None)


def _fits(duty: Duty, begin: Happening, event: Event, one: Happening) -> bool:
    """Whether what happened is about this duty, and not from before it where that matters."""
    if one.id == begin.id:
        return False
    own = one.about is not None and one.about == (begin.about or begin.id)
    if own and not duty.after_only:
        return True
    about_child = one.about is None or event.whatever_about
    return (own or about_child) and one.at.before(begin.at) is not Answer.YES


def _still_open(last: Owed, begin: Happening) -> bool:
    """Whether that one was surely not yet met or ended when the next began."""
    return all(end is None or begin.at.before(end) is Answer.YES for end in (last.met_at, last.ended_at))


def _counted(duty: Duty, begin: Happening, line: _Line, settings: Settings[Any]) -> bool:
    condition = duty.only_if
    if condition is None:
        return True
    counted = _since(condition, begin, line)
    if condition.often is None:
        count = sum(1 for _ in counted)
        return count >= condition.at_least and (condition.at_most is None or count <= condition.at_most)
    often = _own(condition.often.name, condition.often.value, condition.often.local, settings, begin)
    near = (one for one in counted if begin.at.earliest - one.at.earliest <= often.within.span)
    return sum(1 for _ in near) >= often.count


def _since(condition: Nth, begin: Happening, line: _Line) -> Iterator[Happening]:
    """What is counted: up to and with the beginning, after the last of the events that the count begins anew with."""
    past = [
        one
        for one in line.of(condition.of)
        if one.order <= begin.order and (not condition.about_same or one.about == begin.about)
    ]
    if condition.since is None:
        yield from past
        return
    anew = max((one.order for one in line.of(condition.since) if one.order <= begin.order), default=None)
    yield from (one for one in past if anew is None or one.order > anew)


def _own(name: str, plain: T, local: bool, settings: Settings[Any], begin: Happening) -> T:
    """The value that judges: the authority's own of the day of the beginning, else the rulebook's."""
    own = in_force(name, plain, settings, begin.at.day) if local else plain
    if type(own) is not type(plain):
        raise TypeError(f"A setting of {name} is {type(own).__name__}, which the rule's own is not.")
    return own
