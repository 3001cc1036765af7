"""Everybody, everything that an agency can be to a child, and what should follow, said as plainly as possible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import psycopg

from waylight.access.grid import records, roles
from waylight.engine.access import Relation
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import OWNER, WEB
from waylight.ops.postgres.roles import connect
from waylight.rulebook.access import CELLS

ACTIONS = ("count", "read", "write")
ORDER = {"count": 0, "read": 1, "write": 2}
# What the tie between the person's agency and the child looks like, and whether it should count.
VARIANTS = {
    "below the person's node": True,
    "at the person's node": True,
    "ended a minute ago": False,
    "begins in an hour": False,
    "at another agency": False,
    "above the person's node": False,
    "in the person's name": True,
    "in the person's name at another agency": False,
    "in a stranger's name": False,
    "in the name of a colleague stood in for": True,
    "in the name of a colleague stood in for last week": False,
    "restricted": False,
    "sealed": False,
    "restricted, in the person's name": True,
    "sealed, in the person's name": True,
    "restricted, in the name of a colleague stood in for": False,
}


@dataclass(frozen=True)
class Case:
    """One child, and what ties the people of the test to them."""

    child: UUID
    relation: str
    variant: str


class World:
    """A tree `top > mine > below` beside `theirs`; each role's person holds it at `mine`."""

    def __init__(self, cluster: Cluster) -> None:
        self.owner = connect(cluster.address(OWNER))
        self.web = psycopg.connect(
            host=(a := cluster.address(WEB)).socket, user=a.role, password=a.password, dbname=a.database
        )
        self.now = datetime.now(UTC)
        self.cases: dict[UUID, Case] = {}
        self._tree()
        self._people()
        for relation in Relation:
            for variant in VARIANTS:
                self._child(relation.value, variant)
        for variant in ("lives in an inspected home", "lives in a home inspected last week"):
            self._child("caring", variant)
        self.owner.execute("ANALYZE")

    def close(self) -> None:
        self.web.close()
        self.owner.close()

    def _tree(self) -> None:
        self.top, self.mine, self.below, self.theirs, self.inspected, self.inspected_before = (
            uuid4() for _ in range(6)
        )
        parents = {self.mine: self.top, self.below: self.mine}
        nodes = (self.top, self.mine, self.below, self.theirs, self.inspected, self.inspected_before)
        for node in nodes:
            self.owner.execute(
                "INSERT INTO agencies_node (id, kind, name, code, country, sends_files_only, since) "
                "VALUES (%s, 'home', 'A node', '', 'E', false, '2000-01-01')",
                [node],
            )
            self.owner.execute("SELECT agencies_hang(%s, %s)", [node, parents.get(node)])

    def person(
        self, role: str | None = None, *, until: timedelta = timedelta(days=1), active: bool = True
    ) -> UUID:
        id = uuid4()
        self.owner.execute(
            "INSERT INTO agencies_person (id, name, email, password, is_active, joined_at) "
            "VALUES (%s, 'Somebody', %s, '', %s, now())",
            [id, f"{id}@example.invalid", active],
        )
        if role:
            self.owner.execute(
                "INSERT INTO agencies_rolegrant (id, person_id, role, node_id, during, granted_by_id, why) "
                "VALUES (gen_random_uuid(), %s, %s, %s, tstzrange(now() - interval '30 days', now() + %s), %s, '')",
                [id, role, self.mine, until, self.giver],
            )
        return id

    def _people(self) -> None:
        self.giver = self.person()
        self.stranger, self.colleague, self.colleague_before = (self.person() for _ in range(3))
        self.people = {role: self.person(role) for role in roles()}
        self.left = {role: self.person(role, until=-timedelta(minutes=1)) for role in roles()}
        self.closed = {role: self.person(role, active=False) for role in roles()}
        persons = [*self.people.values(), *self.left.values(), *self.closed.values()]
        spans = {True: timedelta(days=1), False: -timedelta(days=1)}
        self._many(
            "INSERT INTO children_cover (id, person_id, for_person_id, during) "
            "VALUES (gen_random_uuid(), %s, %s, tstzrange(now() - interval '7 days', now() + %s))",
            [
                (p, c, spans[c == self.colleague])
                for p in persons
                for c in (self.colleague, self.colleague_before)
            ],
        )
        self._many(
            "INSERT INTO children_inspection (id, person_id, node_id, during) "
            "VALUES (gen_random_uuid(), %s, %s, tstzrange(now() - interval '7 days', now() + %s))",
            [
                (p, h, spans[h == self.inspected])
                for p in persons
                for h in (self.inspected, self.inspected_before)
            ],
        )

    def _many(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        with self.owner.transaction(), self.owner.cursor() as cursor:
            cursor.executemany(statement, rows)

    def _child(self, relation: str, variant: str) -> None:
        child = uuid4()
        self.owner.execute(
            "INSERT INTO children_child (id, given_names, family_name, known_as, born, sex, ethnicity, language, "
            "unaccompanied, trafficked, restricted, sealed, name_key, called_key) VALUES "
            "(%s, 'A', 'Child', '', '2012-01-01', '', '', '', false, false, %s, %s, 'a child', '')",
            [child, variant.startswith("restricted"), variant.startswith("sealed")],
        )
        node, persons = self._tie(variant)
        # An hour: it must not have begun while a busy machine still asks.
        since = timedelta(hours=1) if variant.startswith("begins") else -timedelta(days=9)
        until = -timedelta(minutes=1) if variant.startswith("ended") else timedelta(days=9)
        self._many(
            "INSERT INTO children_interest (id, child_id, node_id, person_id, relation, during, basis_kind, "
            "basis_id, why) VALUES (gen_random_uuid(), %s, %s, %s, %s, tstzrange(now() + %s, now() + %s), "
            "'placement', gen_random_uuid(), '')",
            [(child, node, person, relation, since, until) for person in persons],
        )
        self.cases[child] = Case(child, relation, variant)

    def _tie(self, variant: str) -> tuple[UUID, list[Any]]:
        everybody = [*self.people.values(), *self.left.values(), *self.closed.values()]
        nodes = {
            "at the person's node": self.mine,
            "at another agency": self.theirs,
            "in the person's name at another agency": self.theirs,
            "above the person's node": self.top,
            "lives in an inspected home": self.inspected,
            "lives in a home inspected last week": self.inspected_before,
        }
        persons: list[Any] = [None]
        if "in the person's name" in variant:
            persons = everybody
        elif "stranger" in variant:
            persons = [self.stranger]
        elif "last week" in variant and "colleague" in variant:
            persons = [self.colleague_before]
        elif "colleague" in variant:
            persons = [self.colleague]
        return nodes.get(variant, self.below), persons

    def expected(self, role: str, record: str, action: str, case: Case) -> bool:
        """What the rulebook says, without indexes or sets: the slow and obvious reader."""
        relation = case.relation
        if case.variant == "lives in an inspected home":
            relation = "inspecting"
        elif not VARIANTS.get(case.variant, False):
            return False
        return _opened(role, record, action, relation)

    def act_as(self, person: UUID | None) -> None:
        """Begin a transaction in which the person acts, as the role that serves the pages."""
        self.web.rollback()
        self.web.execute("SELECT set_config('waylight.person', %s, true)", [str(person) if person else ""])

    def may_in_every_cell(self) -> dict[tuple[str, str], set[UUID]]:
        """The database's reader, asked for every record and action at once."""
        cells = [(record, action) for record in records() for action in ACTIONS]
        found: dict[tuple[str, str], set[UUID]] = {cell: set() for cell in cells}
        asked = (
            "SELECT record, action, child FROM unnest(%s::text[], %s::text[]) AS cell (record, action), "
            "LATERAL may_children(record, action) AS child"
        )
        rows = self.web.execute(asked, [[*column] for column in zip(*cells, strict=True)])
        for record, action, child in rows:
            found[record, action].add(child)
        return found

    def may_children(self, record: str, action: str) -> set[UUID]:
        """The database's reader."""
        return {
            row[0] for row in self.web.execute("SELECT may_children(%s, %s)", [record, action]).fetchall()
        }


@cache
def _opened(role: str, record: str, action: str, relation: str) -> bool:
    return any(
        cell.role == role
        and cell.record == record
        and cell.relation.value == relation
        and ORDER[cell.action.value] >= ORDER[action]
        for cell in CELLS
    )


def every_cell() -> list[tuple[str, str, str]]:
    """Role, record, action: all of them, not only those of the grid."""
    return [(role, record, action) for role in roles() for record in records() for action in ACTIONS]
