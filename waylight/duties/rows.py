"""Every duty of the rulebook in one place, and the calendar by which they are judged."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from waylight.duties.kinds import POLICE, RECORD
from waylight.engine.calendars import Calendar
from waylight.engine.happenings import Kind
from waylight.engine.owing import Duty, Owner
from waylight.rulebook.duties import AFTER_THE_RETURN, WHEN_IT_HAPPENS_AGAIN, WHILE_AWAY
from waylight.rulebook.duties_of_care import HOMES, PLACEMENTS, REVIEWS
from waylight.rulebook.holidays import HOLIDAYS

DUTIES: tuple[Duty, ...] = (
    *WHILE_AWAY,
    *AFTER_THE_RETURN,
    *WHEN_IT_HAPPENS_AGAIN,
    *REVIEWS,
    *PLACEMENTS,
    *HOMES,
)
CALENDAR = Calendar(HOLIDAYS)
# The rows that share a code differ in the time for which they hold.
BY_CODE: Mapping[str, Duty] = MappingProxyType({duty.code: duty for duty in DUTIES})


def record_of(owner: Owner) -> str:
    """The record of the access grid under which what this owner owes is read."""
    return POLICE if owner is Owner.POLICE else RECORD


def deeds_of(duty: Duty) -> tuple[str, ...]:
    """What somebody may say that they did, to meet it."""
    return tuple(
        sorted({what for one in duty.met_by if one.kind is Kind.DONE for what in one.where.get("what", ())})
    )
