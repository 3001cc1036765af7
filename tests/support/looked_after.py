"""Invented children as the return is built from them, and the module of episodes that the same record would give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from hypothesis import strategies as st

from waylight.engine.when import LONDON, When, at, on
from waylight.statutory_return.build_words import (
    Cared,
    Line,
    Lived,
    LookedAfter,
    Row,
    Stretch,
    TimeAway,
    Year,
)
from waylight.statutory_return.build_year import build

SPACE = UUID("6f6b2f4e-0000-4000-8000-000000000903")
BORN = date(2010, 5, 4)
YEAR = Year(2026)
TODAY = date(2027, 6, 1)
LONG_AGO = datetime(2020, 1, 1, 12, tzinfo=LONDON)


def when(text: str) -> When:
    """ "2026-03-05T20:00" in London, or a day alone."""
    if len(text) == 10:
        return on(date.fromisoformat(text))
    return at(datetime.fromisoformat(text).replace(tzinfo=LONDON))


def moment(text: str) -> datetime:
    return when(text).earliest


def away(*parts: str, id: str = "one", record: str = "record", going_on: bool = True) -> TimeAway:
    """`away("M 2026-03-05T20:00", "A 2026-03-06T09:00", "2026-03-07T10:00")`; without a bare time at the end it has
    no end."""
    begun = [part.split(" ") for part in parts if " " in part]
    ends = [when(since) for _, since in begun[1:]]
    last = None if " " in parts[-1] else when(parts[-1])
    stretches = [
        Stretch(category, when(since), until)
        for (category, since), until in zip(begun, [*ends, last], strict=True)
    ]
    return TimeAway(uuid5(SPACE, id), f"W-{id}", uuid5(SPACE, record), tuple(stretches), going_on)


def child(*aways: TimeAway, lived: str = "", care: tuple[Cared, ...] = (), number: str = "C1",
          born: date | None = BORN) -> LookedAfter:  # fmt: skip
    """`lived`: the moments at which the child moved, one after another; looked after since long ago."""
    moves = [moment(text) for text in lived.split()]
    spans = tuple(Lived(*span) for span in zip([LONG_AGO, *moves], [*moves, None], strict=True))
    return LookedAfter(
        uuid5(SPACE, number), number, born, care or (Cared(date(2020, 1, 1), None),), spans, aways
    )


def built(
    children: Iterable[LookedAfter], year: Year, lodged: Sequence[Row] | None = None, today: date = TODAY
) -> tuple[Line, ...]:
    """Long after both years are over, unless another day is given."""
    return build(children, year, lodged, today=today)


def told(lines: tuple[Line, ...]) -> list[str]:
    """The rows as short words: "M 05/03-08/03", "M 05/03-"."""
    return [said(line.row) for line in lines if line.row]


def said(row: Row) -> str:
    return f"{row.category} {row.start:%d/%m}-" + (f"{row.end:%d/%m}" if row.end else "")


FIRST = datetime(2025, 1, 1, tzinfo=LONDON)
# Mostly within a few days of an end of a year, where rules meet; every third hour, so that things coincide.
HOURS = st.one_of(
    *(st.integers(24 * day // 3, 24 * (day + 7) // 3) for day in (85, 450)), st.integers(0, 8 * 550)
).map(lambda third: 3 * third)


@st.composite
def children(draw: st.DrawFn) -> LookedAfter:
    """A child of a sound record: placed from the first day of care to the last, times away one after another."""
    marks = draw(st.lists(HOURS, min_size=1, max_size=7, unique=True).map(sorted))
    parts = draw(st.lists(st.sampled_from(("M", "A", "MA", "AM")), min_size=5, max_size=5))
    days = draw(st.booleans())
    aways, left = [], list(marks)
    for n, kinds in enumerate(parts):
        if len(left) <= len(kinds):
            break
        times = [_when(left.pop(0), days) for _ in kinds]
        end = _when(left.pop(0), days) if left else None
        spans = zip(kinds, times, [*times[1:], end], strict=True)
        stretches = tuple(Stretch(*span) for span in spans)
        aways.append(TimeAway(uuid5(SPACE, str(n)), f"W-{n}", SPACE, stretches, going_on=True))
    moves = draw(
        st.lists(st.one_of(HOURS, st.sampled_from(marks or [5])), max_size=6, unique=True).map(sorted)
    )
    at_ = [_moment(hour) for hour in moves]
    lived = [Lived(*span) for span in zip([LONG_AGO, *at_], [*at_, None], strict=True)]
    last = draw(st.none() | st.none() | HOURS.map(lambda hour: _moment(hour).astimezone(LONDON).date()))
    born = draw(st.sampled_from((BORN, date(2007, 9, 1), date(2008, 3, 31), date(2008, 4, 1))))
    return LookedAfter(
        uuid5(SPACE, "child"), "C1", born, (Cared(date(2020, 1, 1), last),), tuple(lived), tuple(aways)
    )


def _moment(hour: int) -> datetime:
    return FIRST + timedelta(hours=hour)


def _when(hour: int, days: bool) -> When:
    return on(_moment(hour).astimezone(LONDON).date()) if days and hour % 2 == 0 else at(_moment(hour))
