"""What is asked of the record about children's times away, in one question: its answer is in JSON's types, which are
read far quicker than the driver reads times. Whoever asks is shown what row security shows them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from waylight.alerts.kinds import DATE_AHEAD
from waylight.engine.when import When
from waylight.facts.asked import Question, Rows

ERASED = "erased"
KINDS = ("absent", "risk graded", "referral", "in error", ERASED, DATE_AHEAD)
# Entries of the pack that mark a child, and as what.
MARKING = {"harm": "harm", "concern": "concern", "person": "concern"}
ASKED = """
SELECT json_build_array(c.id,
  (SELECT json_build_array(h.born, h.unaccompanied, h.trafficked) FROM children_child h WHERE h.id = c.id),
  (SELECT json_agg(json_build_array(e.id, e.started_earliest, e.started_latest, e.started_said, e.ended_earliest,
                   e.ended_latest, e.ended_said, e.open, e.stretches, e.differences, e.claims, e.told_at)
                   ORDER BY e.started_earliest, e.id) FROM episodes_episode e WHERE e.child_id = c.id),
  (SELECT json_agg(json_build_array(f.id, f.kind, f.about, f.told, f.by_node_id, f.body, f.record,
                   f.happened_earliest, f.happened_latest, f.happened_said) ORDER BY f.told, f.id)
   FROM facts_fact f WHERE f.child = c.id AND f.kind = ANY(%s)),
  (SELECT json_agg(json_build_array(p.node_id, lower(p.during), upper(p.during)) ORDER BY lower(p.during) NULLS FIRST)
   FROM children_placement p WHERE p.child_id = c.id),
  (SELECT json_agg(json_build_array(k.field, k.record, k.since, k.until))
   FROM episodes_packentry k WHERE k.child_id = c.id AND k.field = ANY(%s)))::text
FROM unnest(%s::uuid[]) AS c(id)
"""
moment = datetime.fromisoformat
known = lru_cache(maxsize=10_000)(UUID)


class Episode(NamedTuple):
    """One agreed time away as it stands."""

    id: UUID
    start: When
    end: When | None
    open: bool
    stretches: list[dict[str, Any]]
    differences: list[dict[str, Any]]
    claims: list[UUID]
    told_at: datetime


class Said(NamedTuple):
    """A fact of one of the kinds above; `body` as it is kept."""

    id: UUID
    kind: str
    about: UUID | None
    told: datetime
    node: str
    body: dict[str, Any] | None
    record: str
    when: When


class Lived(NamedTuple):
    node: UUID
    since: datetime | None
    until: datetime | None


class Entry(NamedTuple):
    """An entry of the pack that marks the child."""

    field: str
    record: str
    since: datetime
    until: datetime | None


class Stands(NamedTuple):
    """All that is asked of one record of a child. `born`, and what the child is said to be."""

    record: UUID
    born: date | None
    marks: tuple[str, ...]
    episodes: list[Episode]
    said: list[Said]
    lived: list[Lived]
    entries: list[Entry]


def asking(records: Iterable[UUID]) -> Question:
    """The question that `stands` reads the answer to."""
    return Question(ASKED, [list(KINDS), list(MARKING), list(records)])


def stands(answer: Rows) -> list[Stands]:
    """What stands of each of the records that were asked about."""
    return [_stands(*json.loads(text)) for (text,) in answer]


def _stands(id: str, who: Any, episodes: Any, said: Any, lived: Any, entries: Any) -> Stands:
    born, unaccompanied, trafficked = who or (None, False, False)
    marks = {"unaccompanied": unaccompanied, "trafficked": trafficked}
    return Stands(
        UUID(id),
        born and date.fromisoformat(born),
        tuple(name for name, so in marks.items() if so),
        [_episode(*row) for row in episodes or ()],
        [_said(*row) for row in said or ()],
        [Lived(known(node), since and moment(since), until and moment(until)) for node, since, until in lived or ()],
        [Entry(field, record, moment(since), until and moment(until)) for field, record, since, until in entries or ()],
    )  # fmt: skip


def _episode(id: str, earliest: str, latest: str, said: str, end: str | None, ends: str | None, ended: str,
             open: bool, stretches: Any, differences: Any, claims: Any, told: str) -> Episode:  # fmt: skip
    over = _when(end, ends, ended) if end is not None and ends is not None else None
    claimed = [UUID(claim) for claim in claims]
    return Episode(
        UUID(id), _when(earliest, latest, said), over, open, stretches, differences, claimed, moment(told)
    )


def _said(id: str, kind: str, about: str | None, told: str, node: str, body: Any, record: str, earliest: str,
          latest: str, said: str) -> Said:  # fmt: skip
    return Said(
        UUID(id),
        kind,
        UUID(about) if about else None,
        moment(told),
        node,
        body,
        record,
        _when(earliest, latest, said),
    )


def _when(earliest: str, latest: str, said: str) -> When:
    first = moment(earliest)
    return When(first, first if latest == earliest else moment(latest), said)
