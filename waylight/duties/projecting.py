"""From what is owed to the rows that are kept of it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from hashlib import sha1
from typing import Any
from uuid import UUID

from waylight.duties.lines import line_of
from waylight.duties.rows import ALSO_READ_AS, CALENDAR, DUTIES, record_of
from waylight.duties.said import ChildSaid, Tie
from waylight.engine.calendars import Within
from waylight.engine.happenings import Happening
from waylight.engine.owing import Owed, Owner, owed

Row = dict[str, Any]
RELATION = {Owner.CARING: "caring", Owner.RESPONSIBLE: "responsible", Owner.POLICE: "police"}
# Of the 128 bits of a name's hash six say what kind of id it is.
KEPT_BITS = ~((0xC000 << 48) | (0xF000 << 64))
VERSION_5 = (0x8000 << 48) | (5 << 76)
OWNER = {owner: str(owner) for owner in Owner}


def rows_of(
    child: ChildSaid, now: datetime, known_by: datetime | None = None
) -> tuple[list[Row], datetime | None]:
    """What is owed to the child as rows of the table, and when the next planned thing happens, if any is planned."""
    line, found = judged_of(child, now, known_by)
    planned = min((one.at.earliest for one in line if one.at.earliest > now), default=None)
    return rows_from(child, line, found), planned


def judged_of(
    child: ChildSaid, now: datetime, known_by: datetime | None = None
) -> tuple[tuple[Happening, ...], tuple[Owed, ...]]:
    """What happened around the child, and what is owed, as known at `known_by` (`now`, if not given)."""
    line = line_of(child, known_by=known_by or now)
    found = owed(line, DUTIES, calendar=CALENDAR, now=now, known_by=known_by or now, settings=child.settings)
    return line, found


def rows_from(child: ChildSaid, line: Iterable[Happening], found: Iterable[Owed]) -> list[Row]:
    """What was judged, as rows of the table."""
    kinds = {one.id: one for one in line}
    ties = {
        relation: [tie for tie in child.ties if tie.relation == relation] for relation in RELATION.values()
    }
    id_of, placements = _ids(child.id), {lived.id for lived in child.lived}
    return [_row(child, one, kinds[one.begun_by].about, placements, ties, id_of) for one in found]


def _ids(space: UUID) -> Callable[[str], str]:
    """What `uuid5` makes of that space and a name, as text, without beginning with the space each time."""
    begun = sha1(space.bytes, usedforsecurity=False)

    def made(name: str) -> str:
        sum = begun.copy()
        sum.update(name.encode())
        said = f"{int.from_bytes(sum.digest()[:16], 'big') & KEPT_BITS | VERSION_5:032x}"
        return f"{said[:8]}-{said[8:12]}-{said[12:16]}-{said[16:20]}-{said[20:]}"

    return made


def _row(
    child: ChildSaid,
    one: Owed,
    about: UUID | None,
    placements: Container[UUID],
    ties: Mapping[str, list[Tie]],
    id_of: Callable[[str], str],
) -> Row:
    about_placement = about is not None and about in placements
    duty, began = one.duty, one.began
    met, ended = one.met_at, one.ended_at
    return {
        "id": id_of(f"{duty.code} {one.begun_by}"),
        "child": child.id,
        "code": duty.code,
        "record": record_of(duty.owed_by),
        "also": ALSO_READ_AS.get(duty.code, ""),
        "subject": one.subject,
        "episode": None if about_placement else about,
        "owner": OWNER[duty.owed_by],
        "owners": _owners(child, one, about_placement, ties),
        "begun_by": one.begun_by,
        "began_earliest": began.earliest,
        "began_latest": began.latest,
        "began_said": began.as_said,
        "within": _words(one.within),
        "due_from": one.due_from,
        "due_at": one.due_at,
        "met_earliest": met.earliest if met else None,
        "met_latest": met.latest if met else None,
        "met_said": met.as_said if met else "",
        "met_by": one.met_by,
        "ended_earliest": ended.earliest if ended else None,
        "ended_latest": ended.latest if ended else None,
        "ended_said": ended.as_said if ended else "",
        "ended_by": one.ended_by,
        "why_ended": one.why_ended,
        "open": met is None and ended is None,
    }


@lru_cache(maxsize=1_000)
def _words(within: Within) -> str:
    return str(within)


def _owners(child: ChildSaid, one: Owed, about_placement: bool, ties: Mapping[str, list[Tie]]) -> list[UUID]:
    """The nodes that owed it when its clock began; of a placement, the home that it was at."""
    if about_placement and one.duty.owed_by is Owner.CARING:
        return [lived.node for lived in child.lived if lived.id == one.subject]
    return _at(ties[RELATION[one.duty.owed_by]], one.began.latest)


def _at(ordered: list[Tie], moment: datetime) -> list[UUID]:
    """The nodes that were it then; where nobody was, whoever was it last before, or first after."""
    if len(ordered) == 1:
        return [ordered[0].node]
    then = [tie for tie in ordered if tie.since <= moment and (tie.until is None or moment < tie.until)]
    before = [tie for tie in ordered if tie.since <= moment]
    return sorted({tie.node for tie in then or before[-1:] or ordered[:1]}, key=str)
