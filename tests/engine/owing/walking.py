"""The second reader: somebody with a diary, an almanac and a clock, who walks. Slow and obvious on purpose.

It shares nothing with the engine but the rows of the rulebook. Times are seconds since 1970; it knows London's clocks
by the rule of the last Sundays, and holidays by the almanac.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from tests.engine.owing.almanac import HOLIDAYS

HOUR, DAY = 3600, 86400
Settings = dict[str, list[tuple[Any, date, date | None]]]


@dataclass(frozen=True)
class Note:
    """One line of the diary, from the first second to the last at which it can have been."""

    id: str
    kind: str
    first: int
    last: int
    told: int
    withdrawn: int | None = None
    about: str | None = None
    by: str = ""
    values: dict[str, str] = field(default_factory=dict)


@dataclass
class Obligation:
    """What somebody has to do, and what became of it."""

    code: str
    subject: str
    begun_by: str
    due_first: int
    due_last: int
    met: Note | None = None
    ended: Note | None = None


@cache
def last_sunday(year: int, month: int) -> date:
    day = date(year, month, 31)
    while day.isoweekday() != 7:
        day -= timedelta(days=1)
    return day


def since_1970(day: date) -> int:
    return (day - date(1970, 1, 1)).days * DAY


def summer(second: int) -> bool:
    year = (date(1970, 1, 1) + timedelta(days=second // DAY)).year
    return since_1970(last_sunday(year, 3)) + HOUR <= second < since_1970(last_sunday(year, 10)) + HOUR


def london_day(second: int) -> date:
    return date(1970, 1, 1) + timedelta(days=(second + (HOUR if summer(second) else 0)) // DAY)


def end_of(day: date) -> int:
    """The last second of that day in London, found hour by hour from noon on."""
    second = since_1970(day) + 12 * HOUR
    while london_day(second + HOUR) == day:
        second += HOUR
    while london_day(second + 60) == day:
        second += 60
    return second + 59 if second % 60 == 0 else second


def is_worked(day: date) -> bool:
    return day.isoweekday() <= 5 and day.isoformat() not in HOLIDAYS


def deadline(start: int, within: Any) -> int:
    """The last second within what the row says of a start."""
    name = type(within).__name__
    if name == "Undelayed":
        within, name = within.unless_set, type(within.unless_set).__name__
    if name == "Clock":
        return start + within.minutes * 60
    day = london_day(start)
    if name == "WorkingDays":
        left = within.count
        while left > 0:
            day = day + timedelta(days=1)
            if is_worked(day):
                left -= 1
    elif name == "Weeks":
        for _ in range(within.count * 7):
            day = day + timedelta(days=1)
    else:
        day = months_later(day, within.count)
    return end_of(day)


def months_later(start: date, count: int) -> date:
    """Day by day, until so many months have turned and the number is the same, or the month is over."""
    day, turned = start, 0
    while True:
        day = day + timedelta(days=1)
        if day.day == 1:
            turned += 1
        tomorrow = day + timedelta(days=1)
        if turned == count and (day.day == start.day or tomorrow.day == 1):
            return day


def is_such(note: Note, event: Any) -> bool:
    if note.kind != str(event.kind):
        return False
    if len(event.by) > 0 and note.by not in event.by:
        return False
    return all(note.values.get(name) in event.where[name] for name in event.where)


def own_value(row: Any, name: str, plain: Any, settings: Settings, day: date) -> Any:
    if not row.local:
        return plain
    for value, since, until in settings.get(name, []):
        if day >= since and (until is None or day < until):
            return value
    return plain


def walk(
    notes: list[Note],
    duties: Any,
    settings: Settings,
    now: int,
    known_by: int,
) -> list[Obligation]:
    """Everything that somebody has to do, or had to."""
    diary = [
        n for n in notes if n.told <= known_by and not (n.withdrawn is not None and n.withdrawn <= known_by)
    ]
    calendar_ahead = [n for n in diary if n.first > now]
    diary = [n for n in diary if n.first <= now]
    diary.sort(key=lambda n: (n.first, n.last, n.id))
    kept: list[Obligation] = []
    for duty in duties:
        kept.extend(walk_one(diary, duty, settings))
        if duty.ahead:
            kept.extend(look_ahead(calendar_ahead, diary, duty, settings))
    return kept


def look_ahead(calendar_ahead: list[Note], diary: list[Note], duty: Any, settings: Any) -> list[Obligation]:
    """What is to come on a page not reached yet: due by then, and settled by whatever the diary holds until today."""
    own: list[Obligation] = []
    for note in calendar_ahead:
        if not begins([note], 0, duty, settings):
            continue
        within = own_value(duty, duty.code, duty.within, settings, london_day(note.first))
        due = deadline(note.first, within), deadline(note.last, within)
        one = Obligation(duty.code, note.about or note.id, note.id, *due)
        for earlier in diary:
            settle(duty, note, one, earlier)
        own.append(one)
    return own


def walk_one(diary: list[Note], duty: Any, settings: Any) -> list[Obligation]:
    """One duty, page by page: what comes meets, ends or begins; what begins looks back at what was there before."""
    own: list[Obligation] = []
    begun: dict[int, Note] = {}
    for page, note in enumerate(diary):
        for number, one in enumerate(own):
            settle(duty, begun[number], one, note)
        if not begins(diary, page, duty, settings) or joined(diary, duty, own, begun, note):
            continue
        day = london_day(note.first)
        within = own_value(duty, duty.code, duty.within, settings, day)
        one = Obligation(
            duty.code,
            note.about or note.id,
            note.id,
            deadline(note.first, within),
            deadline(note.last, within),
        )
        begun[len(own)] = note
        own.append(one)
        for earlier in diary[:page]:
            settle(duty, note, one, earlier)
    return own


def settle(duty: Any, begin: Note, one: Obligation, note: Note) -> None:
    if one.met is None and any(concerns(duty, begin, event, note) for event in duty.met_by):
        one.met = note
    if one.ended is None and any(concerns(duty, begin, event, note) for event in duty.ended_by):
        one.ended = note


def concerns(duty: Any, begin: Note, event: Any, note: Note) -> bool:
    if note.id == begin.id or not is_such(note, event):
        return False
    same = note.about is not None and note.about == (begin.about or begin.id)
    if same and not duty.after_only:
        return True
    if not (same or note.about is None or event.whatever_about):
        return False
    surely_before = note.last < begin.first
    return not surely_before


def begins(diary: list[Note], page: int, duty: Any, settings: Any) -> bool:
    note = diary[page]
    day = london_day(note.first)
    if not is_such(note, duty.begins):
        return False
    if duty.source.since is not None and day < duty.source.since:
        return False
    if duty.source.until is not None and day >= duty.source.until:
        return False
    return duty.only_if is None or counted(diary, page, duty.only_if, settings, day)


def counted(diary: list[Note], page: int, nth: Any, settings: Any, day: date) -> bool:
    note, count = diary[page], 0
    often = (
        None if nth.often is None else own_value(nth.often, nth.often.name, nth.often.value, settings, day)
    )
    for past in diary[: page + 1]:
        if nth.since is not None and is_such(past, nth.since):
            count = 0
        elif is_such(past, nth.of):
            if nth.about_same and past.about != note.about:
                continue
            if often is not None and note.first - past.first > often.within.minutes * 60:
                continue
            count += 1
    if often is not None:
        return count >= often.count
    return count >= nth.at_least and (nth.at_most is None or count <= nth.at_most)


def joined(diary: list[Note], duty: Any, own: list[Obligation], begun: dict[int, Note], note: Note) -> bool:
    """Whether it joins the last one of its kind, which nothing had closed by the end of this note's span."""
    which = str(duty.joins.name)
    if which == "NEVER":
        return False
    for number in reversed(range(len(own))):
        if which == "SAME" and own[number].subject != (note.about or note.id):
            continue
        closed = False
        for other in diary:
            for event in (*duty.met_by, *duty.ended_by):
                if other.first <= note.last and concerns(duty, begun[number], event, other):
                    closed = True
        return not closed
    return False


def stands(one: Obligation, now: int) -> tuple[str, int]:
    """In which word, and by how many whole minutes."""
    met, ended = one.met, one.ended
    if met is not None and ended is not None and ended.last < met.first and not met.last <= one.due_first:
        met = None
    if met is not None:
        if met.last <= one.due_first:
            return "met", 0
        return (
            ("met late", (met.first - one.due_last) // 60) if met.first > one.due_last else ("cannot tell", 0)
        )
    if ended is not None:
        return "ended", max(ended.first - one.due_last, 0) // 60
    if now <= one.due_first:
        return "due", (one.due_first - now) // 60
    return ("late", (now - one.due_last) // 60) if now > one.due_last else ("cannot tell", 0)
