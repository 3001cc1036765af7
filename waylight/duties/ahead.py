"""Plans that were told ahead, and grave events, as happenings; and what a placement is to a child: whether it is at a
distance, and a move in the last years of school. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import uuid5

from waylight.duties.kinds import Planned
from waylight.duties.rows import CALENDAR
from waylight.duties.said import Cared, ChildSaid, Known, Lived
from waylight.engine.agreed import birthday
from waylight.engine.calendars import due_at
from waylight.engine.happenings import Happening, Kind
from waylight.engine.when import LONDON, When, on
from waylight.rulebook.adjoining import BESIDE, ENGLAND, PERHAPS
from waylight.rulebook.agreed import RULES
from waylight.rulebook.duties_ahead import KEY_STAGE_4, LOOKED_AFTER_FOR, VOLUNTARY_FROM

NUMBERS = frozenset(ENGLAND.split())
SEPTEMBER = 9


def happenings_ahead(child: ChildSaid, known: Known) -> Iterator[Happening]:
    """What is planned, and what was told of a death or of serious harm. Care ends with a death."""
    for one in known.said:
        fact, body = one.fact, one.fact.body
        if fact.id in known.wrong or body is None:
            continue
        if fact.kind == "planned":
            values = {"what": body.what, "approved by": _approved_by(body, child, known)}
            yield Happening(
                kind=Kind.PLANNED, at=on(body.on), told_at=fact.told, id=fact.id, by=str(fact.teller), values=values
            )  # fmt: skip
        elif fact.kind == "grave event":
            values = {"what": body.what, "setting": _setting(child.lived, fact.when)}
            yield Happening(
                kind=Kind.GRAVE, at=fact.when, told_at=fact.told, id=fact.id, by=str(fact.teller), values=values
            )  # fmt: skip
            if body.what == "died":
                yield Happening(
                    kind=Kind.CARE_ENDED, at=fact.when, told_at=fact.told, id=uuid5(fact.id, Kind.CARE_ENDED)
                )  # fmt: skip


def _approved_by(planned: Planned, child: ChildSaid, known: Known) -> str:
    """Who approves that care ends; of any other plan nobody by name."""
    day = planned.on
    if planned.what != "care ends":
        return "nobody"
    if planned.voluntary and _of_16_or_17(child.born, day):
        return "director"
    began = [
        one.fact.when for one in known.said if one.fact.kind == "care began" and one.fact.when.day <= day
    ]
    last = max(began, key=lambda when: when.earliest, default=None)
    # Of whom it is not known since when: nearly all have been looked after for longer.
    long = last is None or due_at(last, LOOKED_AFTER_FOR.value, CALENDAR) <= on(day).earliest
    return "nominated officer" if long else "nobody"


def _of_16_or_17(born: date | None, day: date) -> bool:
    return born is not None and birthday(born, VOLUNTARY_FROM.value) <= day < birthday(
        born, RULES.adult_at.value
    )


def _setting(lived: Iterable[Lived], when: When) -> str:
    """At what kind of node the child lived then: "home" for a children's home, "other" for any other place."""
    then = [
        one for one in lived if one.since <= when.last and (one.until is None or when.earliest < one.until)
    ]
    return "home" if any(one.node_kind == "home" for one in then) else "other"


def distant(lived: Lived, cared: Iterable[Cared]) -> str:
    """Whether the placement is in no area that adjoins the responsible authority's: yes, no, or unknown."""
    if not lived.out_of_area:
        return "no"
    day = lived.since.astimezone(LONDON).date()
    own = [one.code for one in cared if one.since <= day and (one.until is None or day < one.until)]
    if not own or not {own[0], lived.host_code} <= NUMBERS:
        return "unknown"
    first, second = sorted((own[0], lived.host_code))
    if second in PERHAPS.get(first, "").split():
        return "unknown"
    return "no" if second in BESIDE.get(first, "").split() else "yes"


def in_key_stage_4(born: date | None, day: date) -> bool:
    """Whether the child is in the last two years of school on that day, by the birth date."""
    if born is None:
        return False
    september = date(day.year if day.month >= SEPTEMBER else day.year - 1, SEPTEMBER, 1)
    age = september.year - born.year - (born.month >= SEPTEMBER)
    return age in KEY_STAGE_4.value
