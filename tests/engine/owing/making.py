"""Timelines by chance, crowded around what is awkward: clock changes, holidays, midnight, leap days, rules that change,
times of which only the day is known, corrections that come late."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from tests.engine.owing.almanac import HOLIDAYS
from tests.engine.owing.walking import Note, last_sunday
from waylight.engine.happenings import VALUES, Happening, Kind
from waylight.engine.local import Dated
from waylight.engine.owing import Duty, Times
from waylight.engine.when import When, at, on
from waylight.engine.words import Clock, Undelayed, WorkingDays, days, hours, working_days
from waylight.rulebook.deeds import DEEDS
from waylight.rulebook.deeds import PLANS as PLANNED
from waylight.rulebook.duties import AFTER_THE_RETURN, AGAIN, WHEN_IT_HAPPENS_AGAIN, WHILE_AWAY
from waylight.rulebook.duties_ahead import GRAVE, PLANS
from waylight.rulebook.duties_of_care import HOMES, PLACEMENTS, REVIEWS

DUTIES = (
    *WHILE_AWAY,
    *AFTER_THE_RETURN,
    *WHEN_IT_HAPPENS_AGAIN,
    *REVIEWS,
    *PLACEMENTS,
    *HOMES,
    *PLANS,
    *GRAVE,
)
CODES = {
    ("graded", "grade"): ("HIGH", "MEDIUM", "HIGH10"),
    ("told", "whom"): ("police", "parents", "social worker", "out-of-hours"),
    ("referred", "to"): ("nrm", "police"),
    ("referred", "about"): ("trafficking", "sexual", "other"),
    ("placement began", "setting"): ("home", "carer"),
    ("placement ended", "setting"): ("home", "carer"),
    ("planned", "what"): tuple(plan.code for plan in PLANNED),
    ("grave event", "setting"): ("home", "other"),
    ("done", "what"): tuple(deed.code for deed in DEEDS),
}
# What duties ask for comes more often than what they do not.
FITTING = {"yes": 5, "told": 3, "M": 2, "HIGH": 3, "trafficking": 3, "review held": 6, "visited": 3}
OFTEN = (*[Kind.DONE] * 4, *[Kind.AWAY_BEGAN] * 4, Kind.RETURNED, Kind.PLANNED, Kind.PLACEMENT_BEGAN)
TOLD_AHEAD = (Kind.PLANNED, Kind.PLACEMENT_BEGAN)
OF_CHILD = (
    Kind.CARE_BEGAN,
    Kind.CARE_ENDED,
    Kind.STRATEGY_HELD,
    Kind.ENQUIRY_DECIDED,
    Kind.PLANNED,
    Kind.GRAVE,
)
AWKWARD = (
    *(last_sunday(year, month) for year in range(2014, 2028) for month in (3, 10)),
    *(date.fromisoformat(day) for day in sorted(HOLIDAYS) if "2014" <= day < "2028"),
    *(date(year, 2, 29) for year in (2016, 2020, 2024)),
    *(date(year, month, 31) for year in range(2014, 2028) for month in (1, 8, 12)),
    # The days from which rules changed.
    date(2014, 1, 1), date(2014, 4, 1), date(2015, 4, 1), date(2015, 11, 1), date(2017, 1, 1),
)  # fmt: skip


@dataclass(frozen=True)
class Timeline:
    """One child's, for both readers: happenings and notes say the same."""

    line: tuple[Happening, ...]
    notes: list[Note]
    duties: tuple[Duty, ...]
    settings: dict[str, tuple[Dated[Any], ...]]
    now: datetime
    known_by: datetime


def timeline(seed: int) -> Timeline:
    """The same for the same seed."""
    chance = random.Random(seed)
    around = chance.choice(AWKWARD)
    # Most are over in days, some take months.
    length = chance.choice((3, 10, 30, 200)) * 24 * 60
    start = datetime(around.year, around.month, around.day, tzinfo=UTC) - timedelta(days=2)
    subjects = [UUID(int=chance.getrandbits(128)) for _ in range(chance.randint(1, 3))]
    line = [_happening(chance, start, length, subjects) for _ in range(chance.randint(2, 14))]
    line = _about_plans(chance, line)
    now = _minute(start + timedelta(minutes=chance.randint(0, 2 * length)))
    return Timeline(
        tuple(line),
        [_note(one) for one in line],
        _changing(chance, around),
        _settings(chance, around),
        now,
        now if chance.random() < 0.6 else _minute(start + timedelta(minutes=chance.randint(0, length))),
    )


def _happening(chance: random.Random, start: datetime, length: int, subjects: Sequence[UUID]) -> Happening:
    kind = chance.choice((*Kind, *OFTEN))
    when = _when(chance, start + timedelta(minutes=chance.randint(0, length)))
    told = when.earliest + timedelta(minutes=chance.choice((0, 0, 20, 600, 6000)))
    if kind in TOLD_AHEAD and chance.random() < 0.7:
        told = start
    late = chance.random() < 0.12
    child = kind in OF_CHILD or chance.random() < 0.15
    return Happening(
        kind=kind,
        at=when,
        told_at=told,
        id=UUID(int=chance.getrandbits(128)),
        about=None if child else chance.choice(subjects),
        by=chance.choice(("home", "carer", "authority", "police")),
        values={
            name: _answer(chance, answers or CODES[kind, name])
            for name, answers in VALUES.get(kind, {}).items()
        },
        withdrawn_at=told + timedelta(minutes=chance.randint(1, 5000)) if late else None,
    )


def _about_plans(chance: random.Random, line: Sequence[Happening]) -> list[Happening]:
    """What was done is often about the plan, the death or the harm that asked for it."""
    plans = [one.id for one in line if one.kind in (Kind.PLANNED, Kind.GRAVE)]
    if not plans:
        return list(line)
    return [
        replace(one, about=chance.choice(plans)) if one.kind is Kind.DONE and chance.random() < 0.5 else one
        for one in line
    ]


def _answer(chance: random.Random, answers: Sequence[str] | frozenset[str]) -> str:
    ordered = sorted(answers)
    return chance.choices(ordered, [FITTING.get(one, 1) for one in ordered])[0]


def _when(chance: random.Random, moment: datetime) -> When:
    """To the minute, to the day, or on a minute that matters: midnight, and the hour at which clocks change."""
    kind = chance.random()
    if kind < 0.2:
        return on(moment.date())
    if kind < 0.4:
        moment = moment.replace(hour=chance.choice((0, 1, 22, 23)), minute=chance.choice((0, 1, 30, 59)))
    return at(moment)


def _changing(chance: random.Random, around: date) -> tuple[Duty, ...]:
    """The rows, some of which change on a day in the middle of the story."""
    rows: list[Duty] = []
    for duty in DUTIES:
        if chance.random() > 0.15:
            rows.append(duty)
            continue
        day = around + timedelta(days=chance.randint(-2, 5))
        after = duty.within
        match duty.within:
            case Clock():
                after = hours(chance.randint(1, 100))
            case WorkingDays():
                after = working_days(chance.randint(1, 30))
        rows.append(replace(duty, source=replace(duty.source, since=None, until=day)))
        rows.append(replace(duty, within=after, source=replace(duty.source, since=day, until=None)))
    return tuple(rows)


def _settings(chance: random.Random, around: date) -> dict[str, tuple[Dated[Any], ...]]:
    day = around + timedelta(days=chance.randint(-3, 5))
    own: dict[str, tuple[Dated[Any], ...]] = {}
    if chance.random() < 0.4:
        own["EP01"] = (Dated(Undelayed(hours(2)), day, day + timedelta(days=chance.randint(1, 9))),)
    if chance.random() < 0.4:
        own["RT02"] = (
            Dated(Undelayed(working_days(2)), date(2010, 1, 1), day),
            Dated(Undelayed(hours(3)), day),
        )
    if chance.random() < 0.4:
        own[AGAIN.name] = (Dated(Times(2, days(chance.randint(1, 60))), day),)
    # Not the authority's to set: it must change nothing.
    own["RT02b"] = (Dated(hours(1), date(2010, 1, 1)),)
    return own


def _note(one: Happening) -> Note:
    return Note(
        str(one.id),
        str(one.kind),
        int(one.at.earliest.timestamp()),
        int(one.at.last.timestamp()),
        int(one.told_at.timestamp()),
        None if one.withdrawn_at is None else int(one.withdrawn_at.timestamp()),
        None if one.about is None else str(one.about),
        one.by,
        dict(one.values),
    )


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
