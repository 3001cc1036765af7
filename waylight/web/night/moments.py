"""A time that somebody tapped or typed on one of the small forms."""

from __future__ import annotations

from datetime import datetime

from django.http import QueryDict

from waylight.engine.when import LONDON, When, at, parse
from waylight.facts.refusals import Refused


def read_moment(sent: QueryDict, now: datetime, name: str = "when") -> When:
    """`when`: "now" (also where nothing was chosen), an exact time, or "other" with a day and perhaps a time.

    Raises: Refused.
    """
    given = sent.get(name, "now")
    if given in ("", "now"):
        return at(now)
    if given == "other":
        day = sent.get(f"{name}_day") or f"{now.astimezone(LONDON):%Y-%m-%d}"
        clock = sent.get(f"{name}_time", "")
        given = f"{day}T{clock}" if clock else day
    try:
        return parse(given)
    except ValueError as wrong:
        raise Refused(f"That time cannot be read: {wrong}.", field=name) from wrong
