"""From what was said of a child to the happenings that duties look at. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from waylight.duties.aways import happenings_of_aways
from waylight.duties.living import happenings_of_placements
from waylight.duties.said import ChildSaid, Known, Said
from waylight.engine.happenings import Happening, Kind
from waylight.engine.when import When
from waylight.episodes.computing import Projection, compute

# What a fact of this kind says in the engine's words: a kind of happening and its values. None: nothing.
Reads = Callable[[Any], tuple[Kind, Mapping[str, str]] | None]
NO_VALUES: Mapping[str, str] = {}


def yes(value: object) -> str:
    return "yes" if value else "no"


READS: Mapping[str, Reads] = {
    "told": lambda body: (Kind.TOLD, {"whom": body.whom, "outcome": body.outcome}),
    "seen": lambda _: (Kind.SEEN, NO_VALUES),
    "acknowledged": lambda _: (Kind.ACKNOWLEDGED, NO_VALUES),
    "prevention interview": lambda body: (Kind.PREVENTION_INTERVIEW, {"held": yes(body.held)}),
    "referral": lambda body: (Kind.REFERRED, {"to": body.to, "about": body.about}),
    "interview offered": lambda _: (Kind.INTERVIEW_OFFERED, NO_VALUES),
    "interview held": lambda _: (Kind.INTERVIEW_HELD, NO_VALUES),
    "interview declined": lambda _: (Kind.INTERVIEW_DECLINED, NO_VALUES),
    "carer asked": lambda _: (Kind.CARER_ASKED, NO_VALUES),
    "review asked": lambda _: (Kind.PLAN_REVIEW_ASKED, NO_VALUES),
    "review answered": lambda _: (Kind.PLAN_REVIEW_ANSWERED, NO_VALUES),
    "strategy held": lambda _: (Kind.STRATEGY_HELD, NO_VALUES),
    "enquiry decided": lambda _: (Kind.ENQUIRY_DECIDED, NO_VALUES),
    "done": lambda body: (Kind.DONE, {"what": body.what}),
    "done by police": lambda body: (Kind.DONE, {"what": body.what}),
    "approved by name": lambda body: (Kind.DONE, {"what": body.what}),
}


def line_of(child: ChildSaid, *, known_by: datetime) -> tuple[Happening, ...]:
    """Everything that happened around the child, as this system knew it at `known_by`."""
    known = Known(one for one in child.said if one.fact.told <= known_by)
    core = [one.fact for one in known.said if one.record == "episode core"]
    projection = compute(child.id, core, child.born)
    lived = happenings_of_placements(child, known)
    return (
        *happenings_of_aways(child, known, projection),
        *lived,
        *_said_outright(known, _episodes(projection), {one.about or one.id for one in lived}),
    )


def _said_outright(known: Known, episodes: Mapping[UUID, UUID], others: set[UUID]) -> Iterator[Happening]:
    """Facts that are happenings as they stand, save what was taken back."""
    for one in known.said:
        fact = one.fact
        reads = READS.get(fact.kind)
        if reads is None or fact.id in known.wrong or fact.body is None or (said := reads(fact.body)) is None:
            continue
        for about in _abouts(one, episodes, others):
            yield _happening(one, said, about, known.right.get(fact.id) or fact.when)


def _happening(one: Said, said: tuple[Kind, Mapping[str, str]], about: UUID | None, at: When) -> Happening:
    kind, values = said
    fact = one.fact
    return Happening(
        kind=kind, at=at, told_at=fact.told, id=fact.id, about=about, by=str(fact.teller), values=values
    )


def _abouts(one: Said, episodes: Mapping[UUID, UUID], others: set[UUID]) -> list[UUID | None]:
    """The episodes, placements or plans that it is about; an interview may cover several times away."""
    covers = getattr(one.fact.body, "covers", ())
    if one.fact.about is None and not covers:
        return [None]
    abouts = [one.fact.about, *covers]
    found = [episodes.get(about, about if about in others else None) for about in abouts if about]
    return sorted({about for about in found if about}, key=str) or [None]


def _episodes(projection: Projection) -> dict[UUID, UUID]:
    """By each claim and each episode's own id, the episode: of a claim on several, the first."""
    return dict(reversed(projection.links)) | {row["id"]: row["id"] for row in projection.episodes}
