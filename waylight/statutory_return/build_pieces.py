"""From one time away to days: a piece for each stretch, cut where a placement ended, within care. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from waylight.engine.agreed import birthday
from waylight.engine.when import LONDON
from waylight.rulebook.agreed import RULES
from waylight.statutory_return import build_reasons as why
from waylight.statutory_return.build_words import Cared, Lived, LookedAfter, Stretch, TimeAway, Year

DAY, INSTANT = timedelta(days=1), timedelta(microseconds=1)


@dataclass(frozen=True)
class Piece:
    """Days in one category, both included; `end` None: nobody has said that it ended."""

    category: str
    start: date
    end: date | None
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class Left:
    """A placement ended: on which day, at what moment, and whether another had begun by the day after."""

    day: date
    moment: datetime
    follows: bool


def pieces(away: TimeAway, child: LookedAfter, today: date) -> list[Piece]:
    """The whole of the time away in days, whatever the year, as far as the child was looked after and under 18. A
    birthday after `today` ends nothing yet."""
    ends = left(child.lived)
    cut = [piece for stretch in away.stretches for piece in _cut(stretch, ends)]
    grown = [piece for one in cut if (piece := _under_18(one, child.born, today))]
    return [piece for one in grown for piece in _in_care(one, child.care)]


def left(lived: Sequence[Lived]) -> list[Left]:
    """Each end of a placement, in order."""
    found = []
    for one, (_, day) in zip(lived, days_lived(lived), strict=True):
        if one.until is not None and day is not None:
            goes_on = any(
                _day(o.since) <= day + DAY and (o.until is None or o.until > one.until) for o in lived
            )
            found.append(Left(day, one.until, goes_on))
    return sorted(found, key=lambda one: one.moment)


def days_lived(lived: Sequence[Lived]) -> list[tuple[date, date | None]]:
    """First and last day of each placement. One that ends at midnight ended the day before, unless another begins at
    that moment: then the child moved on the new day."""
    begun = {one.since for one in lived}
    return [(_day(one.since), _last(one.until, begun)) for one in lived]


def _last(until: datetime | None, begun: set[datetime]) -> date | None:
    if until is None:
        return None
    return _day(until if until in begun else until - INSTANT)


def open_at_year_end(day: date, end: date | None) -> bool:
    """Whether what goes on from that day is open on the 31 March that comes next."""
    return end is None or end > Year.of(day).last


def _cut(stretch: Stretch, ends: Sequence[Left]) -> Iterator[Piece]:
    start, end = stretch.since.day, stretch.until.day if stretch.until else None
    cuts = {one.day: one for one in ends if _cuts(one, stretch, end)}
    reasons: tuple[str, ...] = ()
    for day in sorted(cuts):
        yield Piece(stretch.category, start, day, (*reasons, why.SPLIT))
        day_after = cuts[day].follows and open_at_year_end(day, end)
        start, reasons = (day + DAY, (why.GOES_ON_DAY_AFTER,)) if day_after else (day, (why.GOES_ON,))
    yield Piece(stretch.category, start, end, reasons)


def _cuts(one: Left, stretch: Stretch, end: date | None) -> bool:
    start = stretch.since.day
    if one.day < start or (end is not None and one.day >= end):
        return False
    if one.day > start or one.moment > stretch.since.last:
        return True
    # The child had moved, and went missing from the new placement on that very day: with days alone the checks cannot
    # tell, and take an open row to have begun in the placement that ended.
    return one.follows and open_at_year_end(one.day, end)


def _under_18(piece: Piece, born: date | None, today: date) -> Piece | None:
    grown = birthday(born, RULES.adult_at.value) if born else None
    if grown is None or grown > today or (piece.end is not None and piece.end <= grown):
        return piece
    return replace(piece, end=grown, why=(*piece.why, why.ADULT)) if piece.start <= grown else None


def _in_care(piece: Piece, care: Sequence[Cared]) -> Iterator[Piece]:
    for one in care:
        begins = piece.start < one.first
        ends = one.last is not None and (piece.end is None or piece.end > one.last)
        start, end = one.first if begins else piece.start, one.last if ends else piece.end
        if end is None or start <= end:
            said = ((why.CARE_BEGAN,) if begins else ()) + ((why.CARE_ENDED,) if ends else ())
            yield replace(piece, start=start, end=end, why=(*piece.why, *said))


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()
