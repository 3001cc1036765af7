"""Happenings that follow from the agreed episodes: away, reported, police know, graded, ended, returned. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid5

from waylight.duties.said import ChildSaid, Known, Lived, Said
from waylight.engine.agreed import birthday
from waylight.engine.happenings import Happening, Kind
from waylight.engine.when import LONDON, When, at
from waylight.episodes.computing import Projection, Row
from waylight.rulebook.agreed import RULES
from waylight.rulebook.deeds import PROMPT


def happenings_of_aways(child: ChildSaid, known: Known, projection: Projection) -> Iterator[Happening]:
    """Of every agreed episode. The ids are made from the episode's, so that the same one is made again."""
    if not projection.episodes:
        return
    facts = {one.fact.id: one for one in known.said}
    about: dict[UUID, list[Said]] = {}
    for one in known.said:
        if one.fact.about is not None and one.fact.id not in known.wrong:
            about.setdefault(one.fact.about, []).append(one)
    for row in projection.episodes:
        members = [facts[claim] for claim in row["claims"] if claim in facts]
        ids = {row["id"], *row["claims"]}
        of_it = sorted(
            (one for claim in ids for one in about.get(claim, ())),
            key=lambda one: (one.fact.told, one.fact.id),
        )
        yield from _began(child, row, members)
        yield from _police(child, row, of_it)
        yield from _over(row, members, known.right)


def _began(child: ChildSaid, row: Row, members: Sequence[Said]) -> Iterator[Happening]:
    start, told = _span(row, "started"), row["told_at"]
    first = min(members, key=lambda one: (one.fact.told, one.fact.id))
    missing = "M" if any(stretch["category"] == "M" for stretch in row["stretches"]) else "A"
    yield _made(Kind.AWAY_BEGAN, row, start, told, {"category": missing, "prompt": _prompt(start, told)})
    values = {
        "category": row["stretches"][0]["category"],
        "live": "no" if first.door == "import" else "yes",
        "out of area": "yes" if _out_of_area(child.lived, told) else "no",
    }
    yield _made(Kind.REPORTED, row, at(told), told, values, by=str(first.fact.teller))


def _police(child: ChildSaid, row: Row, of_it: Sequence[Said]) -> Iterator[Happening]:
    known = row["police_reference_at"]
    if known is not None:
        # Once the reference shows that they know, somebody's word on when they were rung counts.
        rung = [
            one.fact.latest for one in of_it
            if one.fact.kind == "told" and one.fact.body and one.fact.body.whom == "police"
            and one.fact.body.outcome == "told"
        ]  # fmt: skip
        yield _made(Kind.POLICE_KNOW, row, at(min([known, *rung])), known, {}, by="police")
    for one in of_it:
        if one.fact.kind == "risk graded" and one.fact.body is not None:
            values = {
                "grade": one.fact.body.grade,
                "child": "no" if _adult(child.born, one.fact.latest) else "yes",
            }
            yield Happening(
                kind=Kind.GRADED, at=one.fact.when, told_at=one.fact.told, id=one.fact.id, about=row["id"],
                by=str(one.fact.teller), values=values,
            )  # fmt: skip


def _over(row: Row, members: Sequence[Said], right: Mapping[UUID | None, When]) -> Iterator[Happening]:
    """The end of being away, and the return: of that no more than the end is known where nobody said it."""
    told = _told_of_end(members) or row["told_at"]
    back = _returned(row, members, right)
    if row["ended_by"] == "18th birthday":
        # The counted episode closed, the search went on: who comes back then is an adult, who is owed no interview.
        found = back or (at(row["found_at"]) if row["found_at"] else None)
        if found is not None:
            yield _made(Kind.AWAY_ENDED, row, found, told, {})
        return
    if not row["ended_by"]:
        return
    end = _span(row, "ended")
    yield _made(Kind.AWAY_ENDED, row, end, told, {})
    back = back or end
    missing = any(stretch["category"] == "M" for stretch in row["stretches"])
    values = {"missing": "yes" if missing else "no", "prompt": _prompt(back, told)}
    yield _made(Kind.RETURNED, row, back, told, values)


def _returned(row: Row, members: Iterable[Said], right: Mapping[UUID | None, When]) -> When | None:
    """The return as it was said: the episode itself keeps only its earliest moment."""
    if row["returned_at"] is None:
        return None
    said = [right.get(one.fact.id, one.fact.when) for one in members if one.fact.kind == "returned"]
    fitting = [when for when in said if when.earliest == row["returned_at"]]
    return max(fitting, key=lambda when: when.latest, default=at(row["returned_at"]))


def _told_of_end(members: Iterable[Said]) -> datetime | None:
    """When this system first heard of an end, by whatever claim."""
    ends = [
        one.fact.told
        for one in members
        if one.fact.kind in ("found", "returned")
        or (one.fact.kind == "absent" and one.fact.body and one.fact.body.until)
    ]
    return min(ends, default=None)


def _made(
    kind: Kind, row: Row, when: When, told: datetime, values: Mapping[str, str], by: str = ""
) -> Happening:
    return Happening(
        kind=kind, at=when, told_at=told, id=uuid5(row["id"], kind), about=row["id"], by=by, values=values
    )


def _span(row: Row, name: str) -> When:
    return When(row[f"{name}_earliest"], row[f"{name}_latest"], row[f"{name}_said"])


def _prompt(when: When, told: datetime) -> str:
    return "yes" if told <= when.latest + PROMPT.value.span else "no"


def _out_of_area(lived: Iterable[Lived], moment: datetime) -> bool:
    return any(
        one.out_of_area and one.since <= moment and (one.until is None or moment < one.until) for one in lived
    )


def _adult(born: date | None, moment: datetime) -> bool:
    return born is not None and birthday(born, RULES.adult_at.value) <= moment.astimezone(LONDON).date()
