"""What the interests of many children follow from, read at one go by the owner of the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from psycopg import Connection

from waylight.children.interests import Care, Case, Living

# A care period is kept in days, and a day is London's.
CARE = """
SELECT child_id, id, node_id, lower(during)::timestamp AT TIME ZONE 'Europe/London',
       upper(during)::timestamp AT TIME ZONE 'Europe/London'
FROM children_careperiod WHERE child_id = ANY(%s)
"""
PLACEMENTS = """
SELECT p.child_id, p.id, p.node_id, lower(p.during), upper(p.during), p.host_id, n.force_id
FROM children_placement p JOIN agencies_node n ON n.id = p.node_id WHERE p.child_id = ANY(%s)
  AND NOT isempty(p.during)
"""
CASES = """
SELECT child_id, id, node_id, person_id, relation, lower(during), upper(during)
FROM children_allocation WHERE child_id = ANY(%s) AND NOT isempty(during)
"""


@dataclass
class Basis:
    """Of one child. Times aware. The same as the function `children_basis` of the database answers with, but for the
    times away."""

    care: list[Care] = field(default_factory=list)
    placements: list[Living] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)


def bases(db: Connection[Any], children: Sequence[UUID]) -> Mapping[UUID, Basis]:
    """By child; one that nothing is known of has an empty one."""
    found: defaultdict[UUID, Basis] = defaultdict(Basis)
    ids = [list(children)]
    for child, *row in db.execute(CARE, ids):
        found[child].care.append(Care(*row))
    for child, *row in db.execute(PLACEMENTS, ids):
        found[child].placements.append(Living(*row))
    for child, *row in db.execute(CASES, ids):
        found[child].cases.append(Case(*row))
    return found
