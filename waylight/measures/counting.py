"""From what is told of an authority's year to the figures of its scorecard. Pure: no database, no clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from waylight.engine.measuring import (
    ChildrenMissing,
    Done,
    DoneInTime,
    InTimeOfDone,
    KnownWhere,
    Lead,
    Measure,
    OftenMissing,
    PlacedOutside,
    Shorter,
    TimesEach,
)
from waylight.engine.owing import Times, Word
from waylight.measures.figures import Figure, Part
from waylight.measures.told import Duty, TimeAway, Told

IN_TIME, LATE = frozenset({Word.MET}), frozenset({Word.MET_LATE, Word.LATE})


def figures(measures: Iterable[Measure], told: Told) -> list[Figure]:
    """One for each measure, in their order."""
    return [COUNTS[type(one.counted)](one, told) for one in measures]


def _children_missing(measure: Measure, told: Told) -> Figure:
    cared = _children(one.child for one in told.cared)
    missing = {one.child for one in told.aways if one.missing}
    that = [child for child in cared if child in missing]
    return Figure(measure, Part(Lead.CHILDREN, tuple(that)), Part(Lead.CHILDREN, cared))


def _times_each(measure: Measure, told: Told) -> Figure:
    missing = _missing(told)
    return Figure(measure, _aways(missing), Part(Lead.CHILDREN, _children(one.child for one in missing)))


def _often(measure: Measure, told: Told) -> Figure:
    began: dict[UUID, list[datetime]] = {}
    for one in _missing(told):
        began.setdefault(one.child, []).append(one.began.earliest)
    that = [child for child, times in began.items() if _so_often(times, measure.counted.often)]  # type: ignore[union-attr]
    return Figure(measure, Part(Lead.CHILDREN, _children(that)), Part(Lead.CHILDREN, _children(began)))


def _so_often(times: Sequence[datetime], often: Times) -> bool:
    """`times` in order."""
    firsts = zip(times, times[often.count - 1 :], strict=False)
    return any(last - first <= often.within.span for first, last in firsts)


def _known_where(measure: Measure, told: Told) -> Figure:
    began = told.began
    return Figure(measure, _aways(one for one in began if not one.missing), _aways(began))


def _shorter(measure: Measure, told: Told) -> Figure:
    span = measure.counted.than.span  # type: ignore[union-attr]
    short, long_ = [], []
    missing = _missing(told)
    for one in missing:
        if one.ended is None:
            continue
        if one.ended.latest - one.began.earliest < span:
            short.append(one)
        elif one.ended.earliest - one.began.latest >= span:
            long_.append(one)
    told_of = [*short, *long_]
    return Figure(measure, _aways(short), _aways(told_of), len(missing) - len(told_of))


def _outside(measure: Measure, told: Told) -> Figure:
    there = [one for one in told.cared if one.there]
    known = [one for one in there if one.outside is not None]
    return Figure(
        measure,
        Part(Lead.CHILDREN, _children(one.child for one in known if one.outside)),
        Part(Lead.CHILDREN, _children(one.child for one in known)),
        len(there) - len(known),
    )


def _done(measure: Measure, told: Told) -> Figure:
    return _duties(measure, told, IN_TIME | {Word.MET_LATE}, IN_TIME | LATE)


def _done_in_time(measure: Measure, told: Told) -> Figure:
    return _duties(measure, told, IN_TIME, IN_TIME | LATE)


def _in_time_of_done(measure: Measure, told: Told) -> Figure:
    whole = _of_code(measure, told)
    held = [one for one in whole if one.word in (Word.MET, Word.MET_LATE)]
    unsure = sum(one.word is Word.CANNOT_TELL for one in whole)
    return Figure(measure, _parts(one for one in held if one.word is Word.MET), _parts(held), unsure)


def _duties(measure: Measure, told: Told, that: frozenset[Word], of: frozenset[Word]) -> Figure:
    """What is not due, ended, or cannot be told is in neither."""
    whole = _of_code(measure, told)
    judged = [one for one in whole if one.word in of]
    return Figure(
        measure, _parts(one for one in judged if one.word in that), _parts(judged), len(whole) - len(judged)
    )


def _of_code(measure: Measure, told: Told) -> list[Duty]:
    return [one for one in told.duties if one.code == measure.counted.code]  # type: ignore[union-attr]


def _missing(told: Told) -> list[TimeAway]:
    return [one for one in told.began if one.missing]


def _aways(aways: Iterable[TimeAway]) -> Part:
    return Part(Lead.AWAYS, tuple(one.id for one in aways))


def _parts(duties: Iterable[Duty]) -> Part:
    return Part(Lead.DUTIES, tuple(one.id for one in duties))


def _children(ids: Iterable[UUID]) -> tuple[UUID, ...]:
    """Each once, in the order in which they come."""
    return tuple(dict.fromkeys(ids))


COUNTS: Mapping[type[Any], Callable[[Measure, Told], Figure]] = {
    ChildrenMissing: _children_missing,
    TimesEach: _times_each,
    OftenMissing: _often,
    KnownWhere: _known_where,
    Shorter: _shorter,
    PlacedOutside: _outside,
    Done: _done,
    DoneInTime: _done_in_time,
    InTimeOfDone: _in_time_of_done,
}


def by_place(told: Told) -> list[tuple[str, int]]:
    """How many times missing began in each kind of place, the most first; "" where no placement was on record."""
    found = Counter(one.lived for one in _missing(told))
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
