"""From what was set, in the order in which it was set, to the days on which each value holds. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from waylight.engine.local import Dated


@dataclass(frozen=True)
class Said:
    """One thing that was set; value None: the rulebook's own holds again."""

    value: Any
    since: date
    until: date | None = None


def in_days(said: Iterable[Said]) -> tuple[Dated[Any], ...]:
    """The values with their days, earliest first; they do not overlap.

    What is set later replaces, from its first day on, all that was set before: what runs then ends there, and what
    was to begin later does not begin.
    """
    spans: list[Dated[Any]] = []
    for one in said:
        spans = [_cut(span, one.since) for span in spans if span.since < one.since]
        if one.value is not None:
            spans.append(Dated(one.value, one.since, one.until))
    return tuple(spans)


def _cut(span: Dated[Any], end: date) -> Dated[Any]:
    return span if span.until is not None and span.until <= end else replace(span, until=end)
