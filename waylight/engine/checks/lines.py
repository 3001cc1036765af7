"""What checks need to know of all rows of one child: periods of care, which absence came before, which was first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from waylight.engine.checks.rows import shown
from waylight.engine.checks.words import Row, Value

NEVER = date.max  # after every day: where a blank cell stands last


def _day(row: Row, column: str) -> date | None:
    value = row[column]
    return value if isinstance(value, date) else None


def periods_of_care(episodes: Sequence[Row]) -> list[dict[str, Value]]:
    """A child's periods of care: chains of episodes that begin no later than the one before ended.

    An episode without a beginning belongs to none. One without an end goes on until the next begins, so that an end
    that cannot be read neither breaks nor opens a period. A period ends when its last episode does.
    """
    dated = [row for row in episodes if _day(row, "DECOM")]
    dated.sort(key=lambda row: (_day(row, "DECOM") or NEVER, _day(row, "DEC") or NEVER))
    periods: list[dict[str, Value]] = []
    for row in dated:
        ended = periods[-1]["ended"] if periods else None
        began = _day(row, "DECOM") or NEVER
        if not periods or (isinstance(ended, date) and began > ended):
            periods.append({"began": began})
        periods[-1]["ended"] = _day(row, "DEC")
    return periods


def told_periods(periods: Sequence[Row]) -> str | None:
    """The periods in words: "01/04/2024 to 30/06/2025; from 01/09/2025"."""
    told = [
        f"{shown(period['began'])} to {shown(period['ended'])}"
        if period["ended"] is not None
        else f"from {shown(period['began'])}"
        for period in periods
    ]
    return "; ".join(told) or None


def in_order(absences: Sequence[Row]) -> list[Row]:
    """A child's absences by end (where open, start), then start; blank days last, then as they came."""

    def key(row: Row) -> tuple[date, date]:
        started = _day(row, "MIS_START") or NEVER
        return _day(row, "MIS_END") or started, started

    return sorted(absences, key=key)


def beside_each(absences: Sequence[Row]) -> list[dict[str, Value]]:
    """Each absence of one child with what checks ask of its neighbours. Every row has its `row`, from nought."""
    ordered = in_order(absences)
    first = min(absences, key=lambda row: _day(row, "MIS_START") or NEVER)
    lines: list[dict[str, Value]] = []
    for before, row in zip([None, *ordered[:-1]], ordered, strict=True):
        lines.append(
            {
                **row,
                "previous": str(before["row"]) if before else None,
                "previous_started": before["MIS_START"] if before else None,
                "previous_ended": before["MIS_END"] if before else None,
                "earliest": "yes" if row["row"] == first["row"] else None,
            }
        )
    return lines
