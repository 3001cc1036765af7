"""What an alert counted, in the unit of its rule: four times away, twelve years old, two dates ahead."""

from __future__ import annotations

from django import template

from waylight.alerts.selectors import Shown
from waylight.engine.patterns.around import Before, GradesDiffer, Overnight, YoungerThan

register = template.Library()

# By kind of condition: one of it, more of it. Everything else counts times away.
UNITS: dict[type, tuple[str, str]] = {
    YoungerThan: ("year old", "years old"),
    Overnight: ("night", "nights"),
    GradesDiffer: ("grade", "different grades"),
    Before: ("date ahead", "dates ahead"),
}
TIMES_AWAY = ("time away", "times away")


@register.filter
def counted(shown: Shown) -> str:
    """4 times away; with how often it was noticed before this."""
    one, more = UNITS.get(type(getattr(shown.row, "when", None)), TIMES_AWAY)
    count = shown.alert.count
    said = f"{count} {one if count == 1 else more}"
    if not shown.before:
        return said
    return f"{said}; noticed {shown.before} time{'' if shown.before == 1 else 's'} before"
