"""From all that was said of one child to the rows of the projection. Pure: no clock, no database, no order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

from waylight.engine.agreed import AgreedEpisode, agree
from waylight.engine.when import When
from waylight.episodes.grouping import grouped
from waylight.episodes.kinds import claims as bodies
from waylight.episodes.kinds.handling import Grouping
from waylight.episodes.kinds.updates import PoliceReference, RiskGraded
from waylight.episodes.numbers import number_of
from waylight.episodes.reading import CoreFact, claim_of
from waylight.rulebook.agreed import RULES

Row = dict[str, Any]


@dataclass(frozen=True)
class Away:
    """What interests are made from: when the first report was told, when the child was back, forces of the place
    last seen."""

    id: UUID
    since: datetime
    until: datetime | None
    forces: tuple[UUID, ...]


@dataclass(frozen=True)
class Projection:
    """The rows of one child: `episodes` by column, `links` of (claim, episode), `aways`, and what waits."""

    episodes: tuple[Row, ...] = ()
    links: tuple[tuple[UUID, UUID], ...] = ()
    aways: tuple[Away, ...] = ()
    waiting: tuple[tuple[UUID, str], ...] = ()
    kept: tuple[UUID, ...] = ()


@dataclass
class _Known:
    """The facts of the child by id, as the engine writes it, and by what they are about; `wrong`: those that somebody
    took back."""

    by_id: dict[str, CoreFact] = field(default_factory=dict)
    about: dict[UUID, list[CoreFact]] = field(default_factory=dict)
    wrong: set[UUID] = field(default_factory=set)

    def taken_back(self, fact: CoreFact) -> bool:
        return bool(self.wrong) and fact.id in self.wrong


def compute(child: UUID, facts: Iterable[CoreFact], born: date | None) -> Projection:
    """Everything the projection holds of one child, from all its core facts and the birth date.

    The result does not depend on the order of `facts`, nor on when it is computed: what counts as now is when this
    system was last told something of the child.
    """
    ordered = sorted(facts, key=_filed)
    if not ordered:
        return Projection()
    known = _Known()
    for fact in ordered:
        known.by_id[str(fact.id)] = fact
        if fact.about is not None:
            known.about.setdefault(fact.about, []).append(fact)
            if fact.kind == "in error":
                known.wrong.add(fact.about)
    claims = [claim for id, fact in known.by_id.items() if (claim := claim_of(fact, id)) is not None]
    now = ordered[-1].told
    agreed = grouped(claims, _groups(known), lambda some: agree(some, born=born, now=now, rules=RULES))
    made = [
        (episode, sorted(map(known.by_id.__getitem__, episode.claims), key=_filed))
        for episode in agreed.episodes
    ]
    ids = _ids(made)
    rows = [_row(child, id, *one, known) for id, one in zip(ids, made, strict=True)]
    _one_open(rows)
    return Projection(
        episodes=tuple(rows),
        links=tuple((fact.id, id) for id, (_, members) in zip(ids, made, strict=True) for fact in members),
        aways=tuple(_away(row, members) for row, (_, members) in zip(rows, made, strict=True)),
        waiting=tuple((UUID(waiting.claim), waiting.why) for waiting in agreed.waiting),
        kept=tuple(UUID(claim) for claim in agreed.kept),
    )


def _groups(known: _Known) -> Iterator[tuple[frozenset[str], bool]]:
    for fact in known.by_id.values():
        body = fact.body
        if isinstance(body, Grouping) and not known.taken_back(fact):
            yield frozenset(map(str, body.claims)), body.together


def _filed(fact: CoreFact) -> tuple[datetime, UUID]:
    return fact.told, fact.id


def _ids(episodes: Sequence[tuple[AgreedEpisode, list[CoreFact]]]) -> list[UUID]:
    """An episode is called after its first-filed absence; one row that spans several names the first of them."""
    taken: set[UUID] = set()
    ids = []
    for episode, members in episodes:
        # Lost again after a time that counted for nothing: then no absence is among the claims.
        filed = [fact for fact in members if fact.kind == "absent"] or members
        free = [fact.id for fact in filed if fact.id not in taken]
        id = free[0] if free else uuid5(filed[0].id, episode.started_at.as_said)
        taken.add(id)
        ids.append(id)
    return ids


def _row(child: UUID, id: UUID, episode: AgreedEpisode, members: list[CoreFact], known: _Known) -> Row:
    start, end = episode.started_at, episode.ended_at
    away = end is None and not episode.end_not_recorded
    return {
        "id": id,
        "number": number_of(id),
        "version": len(episode.claims),
        "child_id": child,
        **_span("started", start),
        **_span("ended", end),
        "ended_by": episode.ended_by or "",
        "found_at": _instant(episode.found_at),
        "returned_at": _instant(episode.returned_at),
        "expected_at": _expected(members),
        "category": episode.stretches[-1].category,
        "precision": episode.precision,
        "open": away,
        "searching": away or episode.adult_still_missing,
        "stretches": [
            {"category": s.category, "from": s.start.as_said, "to": s.end.as_said if s.end else None}
            for s in episode.stretches
        ],
        "differences": [
            {"about": d.about, "between": list(d.between), "text": d.text} for d in episode.differences
        ],
        "claims": [fact.id for fact in members],
        "seen_by": list(episode.seen_by),
        "told_at": members[0].told,
        **_police(id, members, known),
    }


def _one_open(rows: list[Row]) -> None:
    """A child is away once: of several that nobody ended, only the last says where the child is now."""
    away = [row for row in rows if row["open"]]
    for row in away[:-1]:
        row["open"] = row["searching"] = False


def _span(name: str, when: When | None) -> Row:
    return {
        f"{name}_earliest": when.earliest if when else None,
        f"{name}_latest": when.latest if when else None,
        f"{name}_said": when.as_said if when else "",
    }


def _instant(when: When | None) -> datetime | None:
    return when.earliest if when else None


def _expected(members: Sequence[CoreFact]) -> datetime | None:
    said = [body.expected_at.earliest for fact in members if isinstance(body := fact.body, bodies.Absent)
            and body.expected_at]  # fmt: skip
    return min(said, default=None)


def _forces(members: Sequence[CoreFact]) -> tuple[UUID, ...]:
    """The forces that said something, and those of where the child was last seen."""
    forces = {_force(fact) for fact in members if fact.teller == "police"}
    said = (fact.body for fact in members)
    forces |= {body.seen_in for body in said if isinstance(body, bodies.Absent) and body.seen_in}
    return tuple(sorted(forces, key=str))


def _force(fact: CoreFact) -> UUID:
    # A district speaks for its force where the tree says which that is.
    return fact.node_force or fact.node


def _police(id: UUID, members: Sequence[CoreFact], known: _Known) -> Row:
    """When police first knew, by what reference, and how they graded last."""
    ids = {id, *(fact.id for fact in members)}
    said = sorted(
        (fact for claim in ids for fact in known.about.get(claim, ()) if not known.taken_back(fact)),
        key=_filed,
    )
    references = [(f, b) for f in said if isinstance(b := f.body, PoliceReference)]
    graded = [(f, b) for f in said if isinstance(b := f.body, RiskGraded)]
    knew = [f.told for f, _ in references] + [
        f.told for f in members if f.teller == "police" and f.kind == "absent"
    ]
    last = max(graded, key=lambda pair: (pair[0].latest, pair[0].told, pair[0].id), default=None)
    return {
        "police_reference": next((body.reference for _, body in references if body.reference), ""),
        "police_reference_at": min(knew, default=None),
        "grade": last[1].grade if last else "",
        "graded_at": last[0].earliest if last else None,
    }


def _away(row: Row, members: Sequence[CoreFact]) -> Away:
    until: datetime | None = None
    if not row["searching"]:
        # Back; or found; or, of a row without an end, never known to have been away for longer than it was told.
        until = row["returned_at"] or row["ended_latest"] or row["told_at"]
    return Away(row["id"], row["told_at"], until, _forces(members))


def plain(row: Mapping[str, Any]) -> Row:
    """The row in JSON's types, as `put_episodes` takes it and as `rebuild --as-of` prints it."""
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return plain(value)
    return str(value) if isinstance(value, str) else value
