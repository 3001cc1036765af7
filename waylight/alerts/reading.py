"""From the record to the engine's lines: agreed times away, and what else is kept of the children.

Where two people said that several records are one child, the line is that of the child: what is counted, is counted
over all of them, and each time away says under which record it stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from waylight.alerts.asking import ERASED, MARKING, Episode, Lived, Said, Stands, asking, stands
from waylight.alerts.kinds import DATE_AHEAD
from waylight.engine.agreed.differences import KINDS as SAID
from waylight.engine.agreed.result import About
from waylight.engine.definitions import Category
from waylight.engine.patterns import Ahead, Graded, Line, Mark, TimeAway
from waylight.facts.asked import Rows, asked

CORE, EPISODE = "child core", "episode"
ALWAYS = datetime(1990, 1, 1, tzinfo=UTC)
MISFILED = f"says {SAID[Category.AWAY]}; agreed is {SAID[Category.MISSING]}"


@dataclass(frozen=True)
class Read:
    """A child's line, and of which time away each claim is part. `erased`: records of which nothing may be kept."""

    line: Line
    episode_of: dict[UUID, UUID]
    erased: frozenset[UUID] = frozenset()


def read(answer: Rows) -> Read:
    """The line of the child about whose records was asked; without times away where nothing is told."""
    found = stands(answer)
    return Read(
        joined([_line(one) for one in found]),
        {claim: one.id for some in found for one in some.episodes for claim in (one.id, *one.claims)},
        frozenset(some.record for some in found if any(map(_all_erased, some.said))),
    )


def lines_of(children: Iterable[UUID]) -> dict[UUID, Line]:
    """The line of each record by itself."""
    return {one.record: _line(one) for one in stands(asked(*asking(children)))}


def joined(lines: list[Line]) -> Line:
    """One line of the lines of one child's records. A night that stands in two of them is marked in the later one."""
    if len(lines) == 1:
        return lines[0]
    record_of = {away.id: line.child for line in lines for away in line.aways}
    aways: list[TimeAway] = []
    for away in sorted((one for line in lines for one in line.aways), key=lambda one: (one.began, one.id)):
        others = (one for one in aways if record_of[one.id] != record_of[away.id])
        aways.append(replace(away, again=any(_over_into(one, away) for one in others)))
    return Line(
        min(line.child for line in lines),
        tuple(aways),
        min((line.born for line in lines if line.born), default=None),
        tuple(mark for line in lines for mark in line.marks),
        tuple(one for line in lines for one in line.dates),
        record_of,
    )


def _over_into(earlier: TimeAway, later: TimeAway) -> bool:
    return earlier.open or (earlier.end is not None and later.began < earlier.end.earliest)


def _all_erased(said: Said) -> bool:
    return said.kind == ERASED and not (said.body or {}).get("facts")


def _line(one: Stands) -> Line:
    facts = _standing(one.said)
    marks = (
        *(Mark(code, CORE, ALWAYS) for code in one.marks),
        *_of_facts(facts),
        *(Mark(MARKING[entry.field], entry.record, entry.since, entry.until) for entry in one.entries),
    )
    return Line(
        one.record,
        tuple(_away(episode, facts, one.lived) for episode in one.episodes),
        one.born,
        marks,
        tuple(_dates(facts)),
    )


def _standing(facts: list[Said]) -> list[Said]:
    """Those that nobody took back."""
    wrong = {fact.about for fact in facts if fact.kind == "in error"}
    return [
        fact for fact in facts if fact.id not in wrong and fact.kind != "in error" and fact.body is not None
    ]


def _away(episode: Episode, facts: list[Said], lived: list[Lived]) -> TimeAway:
    members = {episode.id, *episode.claims}
    here = _lived(lived, episode.start.earliest)
    return TimeAway(
        id=episode.id,
        start=episode.start,
        told_at=episode.told_at,
        end=episode.end,
        open=episode.open,
        missing=any(one["category"] == Category.MISSING for one in episode.stretches),
        grades=_grades(facts, members),
        misfiled=_misfiled(episode, facts, members),
        home=here.node if here else None,
        lived_since=here.since if here else None,
    )


def _lived(lived: list[Lived], moment: datetime) -> Lived | None:
    return next(
        (
            one
            for one in reversed(lived)
            if (one.since or ALWAYS) <= moment and (one.until is None or moment < one.until)
        ),
        None,
    )


def _grades(facts: list[Said], members: set[UUID]) -> tuple[Graded, ...]:
    """The last word of each agency that graded it."""
    last = {
        fact.node: Graded(fact.node, (fact.body or {})["grade"], fact.told)
        for fact in facts
        if fact.kind == "risk graded" and fact.about in members
    }
    return tuple(last.values())


def _misfiled(episode: Episode, facts: list[Said], members: set[UUID]) -> datetime | None:
    """When the last of the reports was heard, where one says away and missing is agreed."""
    if not any(one["about"] == About.CATEGORY and MISFILED in one["text"] for one in episode.differences):
        return None
    told = [fact.told for fact in facts if fact.kind == "absent" and fact.id in members]
    return max(told, default=episode.told_at)


def _of_facts(facts: list[Said]) -> list[Mark]:
    """That somebody was asked to protect the child is part of the episode; what is feared in words is not read."""
    return [Mark((fact.body or {})["about"], EPISODE, fact.told) for fact in facts if fact.kind == "referral"]


def _dates(facts: list[Said]) -> Iterable[Ahead]:
    for fact in facts:
        if fact.kind == DATE_AHEAD:
            yield Ahead((fact.body or {})["what"], fact.when, fact.told, fact.record)
