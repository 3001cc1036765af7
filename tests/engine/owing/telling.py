"""Stories of duties: what happened, hours after Monday 2 March 2026, 19:00, and what is owed then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from waylight.engine.calendars import Calendar
from waylight.engine.happenings import Happening, Kind
from waylight.engine.local import Settings
from waylight.engine.owing import Duty, Owed, owed
from waylight.engine.when import When, at
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
MONDAY = datetime(2026, 3, 2, 19, tzinfo=UTC)
SUBJECT = UUID(int=1)
CALENDAR = Calendar(HOLIDAYS)


def so(
    kind: Kind,
    hours: float = 0,
    *,
    when: When | None = None,
    by: str = "home",
    subject: UUID | None = SUBJECT,
    told: datetime | None = None,
    withdrawn: datetime | None = None,
    **values: str,
) -> Happening:
    """One thing that happened so many hours after the Monday (or `when`); `out_of_area` is the value "out of area"."""
    said = {name.replace("_", " "): value for name, value in values.items()}
    moment = when or at(MONDAY + timedelta(hours=hours))
    return Happening(
        kind=kind,
        at=moment,
        told_at=told or moment.earliest,
        id=uuid5(SUBJECT, f"{kind} {moment.as_said} {subject} {sorted(said.items())}"),
        about=subject,
        by=by,
        values=said,
        withdrawn_at=withdrawn,
    )


def owing(
    code: str,
    line: Sequence[Happening],
    *,
    now: datetime,
    known_by: datetime | None = None,
    settings: Settings[Any] | None = None,
    duties: Sequence[Duty] = DUTIES,
) -> list[Owed]:
    """What is owed under that code."""
    found = owed(line, duties, calendar=CALENDAR, now=now, known_by=known_by, settings=settings or {})
    return [one for one in found if one.duty.code == code]
