"""From the record to the engine's lines: agreed times away, and what else is kept of the children.

Reads what whoever asks may read: the worker all of it, a page what row security shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from waylight.alerts.kinds import DATE_AHEAD
from waylight.children.models import Child, Placement
from waylight.engine.agreed.differences import KINDS as SAID
from waylight.engine.agreed.result import About
from waylight.engine.definitions import Category
from waylight.engine.patterns import Ahead, Graded, Line, Mark, TimeAway
from waylight.engine.when import When
from waylight.episodes.models import Episode, PackEntry
from waylight.facts.models import Fact

CORE, EPISODE = "child core", "episode"
ALWAYS = datetime(1990, 1, 1, tzinfo=UTC)
ERASED = "erased"
KINDS = ("absent", "risk graded", "referral", "in error", ERASED, DATE_AHEAD)
# Entries of the pack that mark a child, and as what.
EPISODE_FIELDS = (
    "id", "child_id", "started_earliest", "started_latest", "started_said", "ended_earliest", "ended_latest",
    "ended_said", "open", "stretches", "differences", "claims", "told_at",
)  # fmt: skip
FACT_FIELDS = (
    "id", "kind", "child", "about", "told", "by_node_id", "body", "record", "happened_earliest", "happened_latest",
    "happened_said",
)  # fmt: skip
MARKING = {"harm": "harm", "concern": "concern", "person": "concern"}
MISFILED = f"says {SAID[Category.AWAY]}; agreed is {SAID[Category.MISSING]}"


@dataclass
class Around:
    """What stands in the record around the times away, by child."""

    children: dict[UUID, Child] = field(default_factory=dict)
    facts: dict[UUID, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    placements: dict[UUID, list[Placement]] = field(default_factory=lambda: defaultdict(list))
    entries: dict[UUID, list[PackEntry]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True)
class Read:
    """A child's line, and of which time away each claim is part. `erased`: nothing may be kept of the child."""

    line: Line
    episode_of: dict[UUID, UUID]
    erased: bool = False


def read(child: UUID) -> Read:
    """The child's line; without times away where nothing is told."""
    return _read([child])[child]


def lines_of(children: Iterable[UUID]) -> dict[UUID, Line]:
    """The line of each child."""
    return {child: one.line for child, one in _read(list(children)).items()}


def _read(wanted: list[UUID]) -> dict[UUID, Read]:
    around = _around(wanted)
    aways: dict[UUID, list[Episode]] = defaultdict(list)
    rows = Episode.objects.filter(child__in=wanted).only(*EPISODE_FIELDS)
    for episode in rows.order_by("started_earliest", "id"):
        aways[episode.child_id].append(episode)
    return {
        child: Read(
            _line(child, aways[child], around),
            {claim: one.id for one in aways[child] for claim in (one.id, *one.claims)},
            any(fact.kind == ERASED and not (fact.body or {}).get("facts") for fact in around.facts[child]),
        )
        for child in wanted
    }


def _around(children: list[UUID]) -> Around:
    around = Around(children={one.id: one for one in Child.objects.filter(id__in=children)})
    facts = Fact.objects.filter(child__in=children, kind__in=KINDS).only(*FACT_FIELDS)
    for fact in sorted(facts, key=lambda one: (one.told, one.id)):
        if fact.child is not None:
            around.facts[fact.child].append(fact)
    for placement in Placement.objects.filter(child__in=children):
        around.placements[placement.child_id].append(placement)
    for entry in PackEntry.objects.filter(child__in=children, field__in=MARKING):
        around.entries[entry.child_id].append(entry)
    return around


def _line(child: UUID, episodes: list[Episode], around: Around) -> Line:
    facts = _standing(around.facts[child])
    placements = sorted(around.placements[child], key=lambda one: one.during.lower or ALWAYS)
    who = around.children.get(child)
    return Line(
        child,
        tuple(_away(one, facts, placements) for one in episodes),
        who.born if who else None,
        (*_marks(who), *_of_facts(facts), *_of_pack(around.entries[child])),
        tuple(_dates(facts)),
    )


def _standing(facts: list[Fact]) -> list[Fact]:
    """Those that nobody took back."""
    wrong = {fact.about for fact in facts if fact.kind == "in error"}
    return [
        fact for fact in facts if fact.id not in wrong and fact.kind != "in error" and fact.body is not None
    ]


def _away(episode: Episode, facts: list[Fact], placements: list[Placement]) -> TimeAway:
    members = {episode.id, *episode.claims}
    start = When(episode.started_earliest, episode.started_latest, episode.started_said)
    end = None
    if episode.ended_earliest is not None and episode.ended_latest is not None:
        end = When(episode.ended_earliest, episode.ended_latest, episode.ended_said)
    here = _lived(placements, start.earliest)
    return TimeAway(
        id=episode.id,
        start=start,
        told_at=episode.told_at,
        end=end,
        open=episode.open,
        missing=any(one["category"] == Category.MISSING for one in episode.stretches),
        grades=_grades(facts, members),
        misfiled=_misfiled(episode, facts, members),
        home=here.node_id if here else None,
        lived_since=here.during.lower if here else None,
    )


def _lived(placements: list[Placement], moment: datetime) -> Placement | None:
    return next(
        (
            one
            for one in reversed(placements)
            if (one.during.lower or ALWAYS) <= moment
            and (one.during.upper is None or moment < one.during.upper)
        ),
        None,
    )


def _grades(facts: list[Fact], members: set[UUID]) -> tuple[Graded, ...]:
    """The last word of each agency that graded it."""
    last = {
        fact.by_node_id: Graded(str(fact.by_node_id), fact.body["grade"], fact.told)
        for fact in facts
        if fact.kind == "risk graded" and fact.about in members
    }
    return tuple(last.values())


def _misfiled(episode: Episode, facts: list[Fact], members: set[UUID]) -> datetime | None:
    """When the last of the reports was heard, where one says away and missing is agreed."""
    differ = any(one["about"] == About.CATEGORY and MISFILED in one["text"] for one in episode.differences)
    told = [fact.told for fact in facts if fact.kind == "absent" and fact.id in members]
    return max(told, default=episode.told_at) if differ else None


def _marks(child: Child | None) -> list[Mark]:
    if child is None:
        return []
    said = {"unaccompanied": child.unaccompanied, "trafficked": child.trafficked}
    return [Mark(code, CORE, ALWAYS) for code, so in said.items() if so]


def _of_facts(facts: list[Fact]) -> list[Mark]:
    """That somebody was asked to protect the child is part of the episode; what is feared in words is not read."""
    return [Mark(fact.body["about"], EPISODE, fact.told) for fact in facts if fact.kind == "referral"]


def _of_pack(entries: list[PackEntry]) -> list[Mark]:
    return [Mark(MARKING[one.field], one.record, one.since, one.until) for one in entries]


def _dates(facts: list[Fact]) -> Iterable[Ahead]:
    for fact in facts:
        if fact.kind == DATE_AHEAD:
            when = When(fact.happened_earliest, fact.happened_latest, fact.happened_said)
            yield Ahead(fact.body["what"], when, fact.told, fact.record)
