"""When a shift ends, as somebody types it at its beginning."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from waylight.signin.refusals import Refused

LONDON = ZoneInfo("Europe/London")
CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]?([0-5]\d)", re.ASCII)


def next_at(typed: str, now: datetime) -> datetime:
    """The next time (UTC) at which clocks in London show what was typed, such as 07:30. Raises: Refused."""
    found = CLOCK.fullmatch(typed.strip())
    if found is None:
        raise Refused("Type when the shift ends as on a clock of 24 hours, for example 07:30.", field="ends")
    here = now.astimezone(LONDON)
    day = here.replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)
    if day.astimezone(UTC) <= now:
        # By the calendar, not by 24 hours: a night in which the clocks change is longer or shorter.
        day = (day.replace(tzinfo=None) + timedelta(days=1)).replace(tzinfo=LONDON)
    return day.astimezone(UTC)
