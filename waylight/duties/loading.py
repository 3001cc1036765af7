"""Loads all that is known of some children, as a task sees it: one query for any number of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from waylight.duties.said import Cared, ChildSaid, Lived, Said, Tie
from waylight.engine.local import Dated
from waylight.episodes.reading import core_fact
from waylight.facts.asked import Question, Rows, asked
from waylight.protocols.selectors import STAMP, settings_as_of

# An authority that looked after the child, its settings' stamp, its number, from when, until when.
Care = tuple[UUID, str, str, date, date | None]
THESE = "%s::uuid[]"
OF_FACT = "ARRAY(SELECT child FROM facts_fact WHERE id = %s AND child IS NOT NULL)"
# One question for all that is known of each child: the answers of several would come one after the other, and those in
# JSON's types are read far quicker than the driver reads times. `care`: the authority that each team belongs to.
READ = f"""
SELECT json_build_array(c.id, (SELECT born FROM children_child h WHERE h.id = c.id),
  (SELECT json_agg(json_build_array(f.record, f.door, f.id, f.kind, f.version, f.happened_earliest, f.happened_latest,
                   f.happened_said, f.told, f.about, n.id, n.kind, n.force_id, f.body::text) ORDER BY f.told, f.id)
   FROM facts_fact f JOIN agencies_node n ON n.id = f.by_node_id WHERE f.child = c.id),
  (SELECT json_agg(json_build_array(p.id, p.node_id, n.kind, lower(p.during), upper(p.during), p.host_id IS NOT NULL,
                   h.code) ORDER BY lower(p.during))
   FROM children_placement p JOIN agencies_node n ON n.id = p.node_id LEFT JOIN agencies_node h ON h.id = p.host_id
   WHERE p.child_id = c.id AND NOT isempty(p.during)),
  (SELECT json_agg(json_build_array(i.node_id, i.relation, lower(i.during), upper(i.during), i.basis_id)
                   ORDER BY lower(i.during))
   FROM children_interest i
   WHERE i.child_id = c.id AND i.person_id IS NULL AND i.relation IN ('responsible', 'caring', 'police')),
  (SELECT json_agg(json_build_array(a.id, {STAMP.format(node="a.id")}, a.code, lower(p.during), upper(p.during)))
   FROM children_careperiod p JOIN agencies_nodereach r ON r.below_id = p.node_id
   JOIN agencies_node a ON a.id = r.above_id AND a.kind = 'authority' WHERE p.child_id = c.id))::text
FROM unnest({{children}}) WITH ORDINALITY AS c(id, place) ORDER BY c.place
"""  # noqa: S608 - our own words


class Children(NamedTuple):
    """Whom questions are about, in their words: some children, or the one whom a fact is about."""

    words: str
    value: Any

    def asked(self, statement: str) -> Question:
        """The question, which says `{children}` wherever they stand."""
        return Question(
            statement.replace("{children}", self.words), [self.value] * statement.count("{children}")
        )


def these(children: Iterable[UUID]) -> Children:
    return Children(THESE, list(children))


def whom(fact: UUID) -> Children:
    """The child whom the fact is about; nobody, where it is about none."""
    return Children(OF_FACT, fact)


def load(children: Sequence[UUID]) -> list[ChildSaid]:
    """Facts, placements, interests, and what the responsible authorities set for themselves, of each of them."""
    return loaded(asked(*reading(these(children))))


def reading(children: Children) -> Question:
    """The question that `loaded` reads the answer to."""
    return children.asked(READ)


def loaded(answer: Rows) -> list[ChildSaid]:
    """What the answer says of each child."""
    rows = [json.loads(text) for (text,) in answer]
    return [
        ChildSaid(
            UUID(child),
            born and date.fromisoformat(born),
            [_said(row) for row in said or ()],
            [_lived(row) for row in lived or ()],
            [_tie(row) for row in ties or ()],
            _own(periods),
            [Cared(code, since, until) for _, _, code, since, until in periods],
        )
        for child, born, said, lived, ties, care in rows
        for periods in [[_care(row) for row in care or ()]]
    ]


def _said(row: list[Any]) -> Said:
    record, door, id, kind, version, earliest, latest, as_said, told, about, node, node_kind, force, body = (
        row
    )
    begun = _time(earliest)
    ends = begun if latest == earliest else _time(latest)
    fact = core_fact([UUID(id), kind, version, begun, ends, as_said, _time(told), about and UUID(about),
                      _node(node), node_kind, force and _node(force), body])  # fmt: skip
    return Said(fact, record, door)


def _lived(row: list[Any]) -> Lived:
    id, node, kind, since, until, out_of_area, host_code = row
    return Lived(
        UUID(id), _node(node), kind, _time(since), until and _time(until), out_of_area, host_code or ""
    )


def _tie(row: list[Any]) -> Tie:
    node, relation, since, until, basis = row
    return Tie(_node(node), relation, _time(since), until and _time(until), UUID(basis))


def _care(row: list[Any]) -> Care:
    authority, stamp, code, since, until = row
    return _node(authority), stamp, code, date.fromisoformat(since), until and date.fromisoformat(until)


# The same few nodes speak again and again.
_node = lru_cache(maxsize=10_000)(UUID)
_time = datetime.fromisoformat


def _own(care: Iterable[Care]) -> Mapping[str, Any]:
    """The own values of each authority for the days on which it looked after the child."""
    own: dict[str, tuple[Dated[Any], ...]] = {}
    for authority, stamp, _, since, until in care:
        for name, values in settings_as_of(authority, stamp).items():
            own[name] = (*own.get(name, ()), *_clipped(values, since, until))
    return own


def _clipped(values: Iterable[Dated[Any]], since: date, until: date | None) -> Iterator[Dated[Any]]:
    for one in values:
        ends = [end for end in (one.until, until) if end is not None]
        clipped = replace(one, since=max(one.since, since), until=min(ends, default=None))
        if clipped.until is None or clipped.since < clipped.until:
            yield clipped
