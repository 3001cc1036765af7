"""Days as a form sends them."""

from __future__ import annotations

from datetime import date

from waylight.facts.refusals import Refused


def day_of(text: str) -> date | None:
    """None where nothing, or nothing that is a day, was typed."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def day_or_blank(text: str, field: str) -> date | None:
    """None where nothing was typed. Raises: Refused where it is no day."""
    found = day_of(text)
    if found is None and text.strip():
        raise Refused("That is not a day of the calendar. Give day, month and year.", field=field)
    return found
