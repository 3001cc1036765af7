"""Happenings that follow from placements and care. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID, uuid5

from waylight.duties.ahead import distant, happenings_ahead, in_key_stage_4
from waylight.duties.said import ChildSaid, Known, Lived
from waylight.engine.happenings import Happening, Kind
from waylight.engine.when import When, at
from waylight.rulebook.deeds import PROMPT

SETTINGS = {"home": "home", "carer": "carer", "parents": "parents", "supported accommodation": "supported"}


def happenings_of_placements(child: ChildSaid, known: Known) -> tuple[Happening, ...]:
    """Where the child came to live and left, and when care began and ended, as far as a fact told of it."""
    return (*_placements(child, known), *_care(known), *happenings_ahead(child, known))


def _placements(child: ChildSaid, known: Known) -> Iterator[Happening]:
    placed = {one.fact.id: one for one in known.said if one.fact.kind == "placed at"}
    ends = _ends(known)
    first = min((one.since for one in child.lived), default=None)
    for lived in child.lived:
        said = placed.get(lived.id)
        if said is None:
            # It stands in the record without anybody having told of it here: it is not known when that was.
            continue
        began = at(lived.since)
        shared = {"out of area": _yes(lived.out_of_area), "setting": SETTINGS.get(lived.node_kind, "other")}
        values = {
            **shared,
            "prompt": _prompt(began, said.fact.told),
            "first": _yes(lived.since == first),
            "distant": distant(lived, child.cared),
            "key stage 4": _yes(in_key_stage_4(child.born, began.day)),
        }
        yield Happening(
            kind=Kind.PLACEMENT_BEGAN, at=began, told_at=said.fact.told, id=lived.id, about=lived.id,
            by=str(said.fact.teller), values=values,
        )  # fmt: skip
        if lived.until is not None and lived.until in ends:
            yield _ended(lived, at(lived.until), ends[lived.until], shared)


def _ended(lived: Lived, when: When, told: datetime, shared: Mapping[str, str]) -> Happening:
    return Happening(
        kind=Kind.PLACEMENT_ENDED,
        at=when,
        told_at=told,
        id=_id(lived.id),
        about=lived.id,
        values={**shared, "prompt": _prompt(when, told)},
    )


def _ends(known: Known) -> dict[datetime, datetime]:
    """When this system first heard that a placement ends at a moment: by its end, or by the next one's beginning."""
    told: dict[datetime, datetime] = {}
    for one in known.said:
        if (
            one.fact.kind in ("placed at", "placement ended")
            and not {one.fact.id, one.fact.about} & known.wrong
        ):
            moment = one.fact.earliest
            told[moment] = min(told.get(moment, one.fact.told), one.fact.told)
    return told


def _care(known: Known) -> Iterator[Happening]:
    kinds = {"care began": Kind.CARE_BEGAN, "care ended": Kind.CARE_ENDED}
    for one in known.said:
        kind = kinds.get(one.fact.kind)
        if kind is None or one.fact.id in known.wrong:
            continue
        values = {"prompt": _prompt(one.fact.when, one.fact.told)} if kind is Kind.CARE_BEGAN else {}
        yield Happening(
            kind=kind,
            at=one.fact.when,
            told_at=one.fact.told,
            id=one.fact.id,
            by=str(one.fact.teller),
            values=values,
        )


def _prompt(when: When, told: datetime) -> str:
    return "yes" if told <= when.latest + PROMPT.value.span else "no"


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _id(placement: UUID) -> UUID:
    return uuid5(placement, Kind.PLACEMENT_ENDED)
