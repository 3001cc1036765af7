"""Every duty of the rulebook in one place, and the calendar by which they are judged."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from waylight.duties.kinds import POLICE, RECORD
from waylight.engine.calendars import Calendar
from waylight.engine.happenings import Kind
from waylight.engine.owing import Duty, Owner
from waylight.interviews.kinds import RECORD as INTERVIEWS
from waylight.rulebook.duties import AFTER_THE_RETURN, WHEN_IT_HAPPENS_AGAIN, WHILE_AWAY
from waylight.rulebook.duties_ahead import GRAVE, PLANS
from waylight.rulebook.duties_of_care import HOMES, PLACEMENTS, REVIEWS
from waylight.rulebook.holidays import HOLIDAYS

DUTIES: tuple[Duty, ...] = (
    *WHILE_AWAY,
    *AFTER_THE_RETURN,
    *WHEN_IT_HAPPENS_AGAIN,
    *REVIEWS,
    *PLACEMENTS,
    *HOMES,
    *PLANS,
    *GRAVE,
)
CALENDAR = Calendar(HOLIDAYS)
# Goes up where facts are read into happenings in another way than before.
READING = 2
OF_INTERVIEWS = frozenset(
    {Kind.INTERVIEW_OFFERED, Kind.INTERVIEW_HELD, Kind.INTERVIEW_DECLINED, Kind.CARER_ASKED}
)
# The rows that share a code differ in the time for which they hold.
BY_CODE: Mapping[str, Duty] = MappingProxyType({duty.code: duty for duty in DUTIES})


# What counts how often the child was away: over all records of a child, where there are several.
COUNTED: tuple[Duty, ...] = tuple(
    duty
    for duty in DUTIES
    if duty.only_if is not None and duty.only_if.of.kind is Kind.AWAY_BEGAN and not duty.only_if.about_same
)


def _plain(value: Any) -> Any:
    """The same for the same rows in every process: sets have no order of their own."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, *(_plain(getattr(value, f.name)) for f in dataclasses.fields(value))]
    if isinstance(value, Mapping):
        return sorted((str(name), _plain(one)) for name, one in value.items())
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    return [_plain(one) for one in value] if isinstance(value, tuple) else str(value)


# By which rows children were reckoned.
RULES = hashlib.sha256(repr((READING, _plain(DUTIES), _plain(HOLIDAYS))).encode()).hexdigest()[:16]


def record_of(owner: Owner) -> str:
    """The record of the access grid under which what this owner owes is read."""
    return POLICE if owner is Owner.POLICE else RECORD


# The other record that opens what is owed of return interviews, by code.
ALSO_READ_AS: Mapping[str, str] = MappingProxyType(
    {
        duty.code: INTERVIEWS
        for duty in DUTIES
        if OF_INTERVIEWS & {one.kind for one in (duty.begins, *duty.met_by)}
    }
)


def deeds_of(duty: Duty) -> tuple[str, ...]:
    """What somebody may say that they did, to meet it, or that ends it."""
    return tuple(
        sorted(
            {
                what
                for one in (*duty.met_by, *duty.ended_by)
                if one.kind is Kind.DONE
                for what in one.where.get("what", ())
            }
        )
    )
