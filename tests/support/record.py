"""A small invented record: one authority with a team, a home in the area of a force, people with roles, a child."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg

from waylight.agencies.actor import Actor, Grant
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import OWNER
from waylight.ops.postgres.roles import connect

BORN = date(2010, 5, 4)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass
class Record:
    """Writes as the owner of the tables, past row security and in transactions of its own."""

    db: psycopg.Connection[Any]
    nodes: dict[str, UUID] = field(default_factory=dict)
    kinds: dict[UUID, tuple[str, str]] = field(default_factory=dict)

    def node(self, kind: str, name: str, *, parent: UUID | None = None, force: UUID | None = None,
             area: UUID | None = None) -> UUID:  # fmt: skip
        """Adds a node under `parent` and keeps the closed tree."""
        id = uuid4()
        self.db.execute(
            "INSERT INTO agencies_node (id, kind, name, code, parent_id, force_id, area_id, country, "
            "sends_files_only, since) VALUES (%s, %s, %s, '', %s, %s, %s, 'E', false, '2000-01-01')",
            [id, kind, name, parent, force, area],
        )
        self.db.execute(
            "INSERT INTO agencies_nodereach (above_id, below_id) SELECT %s, %s UNION ALL "
            "SELECT above_id, %s FROM agencies_nodereach WHERE below_id = %s",
            [id, id, id, parent],
        )
        self.nodes[name], self.kinds[id] = id, (name, kind)
        return id

    def person(self, name: str, role: str, node: UUID) -> Actor:
        """Somebody who holds the role at the node, from long ago for long."""
        id = uuid4()
        self.db.execute(
            "INSERT INTO agencies_person (id, name, email, password, is_active, joined_at) "
            "VALUES (%s, %s, %s, '', true, now())",
            [id, name, f"{id}@example.org"],
        )
        giver = self.db.execute("SELECT id FROM agencies_person WHERE id <> %s LIMIT 1", [id]).fetchone()
        if giver is None:
            giver = (self.person("The one who gives roles", "nobody", node).person_id,)
        self.db.execute(
            "INSERT INTO agencies_rolegrant (id, person_id, role, node_id, during, granted_by_id, why) "
            "VALUES (%s, %s, %s, %s, tstzrange(now() - interval '3 years', now() + interval '3 years'), %s, '')",
            [uuid4(), id, role, node, giver[0]],
        ) if role != "nobody" else None
        return Actor(id, name, (Grant(role, node, *self.kinds[node]),))

    def child(self, given: str, family: str, born: date, *, team: UUID, home: UUID, host: UUID | None = None,
              **more: Any) -> UUID:  # fmt: skip
        """A child looked after by the team and living in the home since long ago."""
        id = uuid4()
        columns = {
            "id": id, "given_names": given, "family_name": family, "known_as": "", "born": born, "sex": "",
            "ethnicity": "", "language": "", "unaccompanied": False, "trafficked": False, "restricted": False,
            "sealed": False, "name_key": f"{given} {family}".lower(), "called_key": "", **more,
        }  # fmt: skip
        self.db.execute(
            f"INSERT INTO children_child ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})",
            list(columns.values()),
        )
        care, placement = uuid4(), uuid4()
        self.db.execute(
            "INSERT INTO children_careperiod (id, child_id, node_id, during, legal_status) "
            "VALUES (%s, %s, %s, '[2020-01-01,)', '')",
            [care, id, team],
        )
        self.db.execute(
            "INSERT INTO children_placement (id, child_id, node_id, kind, during, host_id) "
            "VALUES (%s, %s, %s, '', tstzrange(%s, NULL), %s)",
            [placement, id, home, LONG_AGO, host],
        )
        self.interest(id, "responsible", team, basis=("care", care))
        self.interest(id, "caring", home, basis=("placement", placement))
        if host:
            self.interest(id, "host", host, basis=("placement", placement))
        return id

    def interest(self, child: UUID, relation: str, node: UUID, *, since: datetime = LONG_AGO,
                 basis: tuple[str, UUID] | None = None) -> None:  # fmt: skip
        """An interest as the room of children would have made it."""
        kind, id = basis or ("placement", uuid4())
        self.db.execute(
            "INSERT INTO children_interest (id, child_id, node_id, relation, during, basis_kind, basis_id, why) "
            "VALUES (%s, %s, %s, %s, tstzrange(%s, NULL), %s, %s, '')",
            [uuid4(), child, node, relation, since, kind, id],
        )

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the owner sees."""
        return self.db.execute(query, list(values)).fetchall()


@dataclass
class Region:
    """The usual cast: see `region`."""

    record: Record
    authority: UUID
    team: UUID
    force: UUID
    home: UUID
    night_worker: Actor
    manager: Actor
    social_worker: Actor
    inspector: Actor
    out_of_hours: Actor
    child: UUID
    born: date = BORN

    def another(self, given: str = "Ola", born: date = date(2011, 3, 4)) -> UUID:
        """One more child in the same home."""
        return self.record.child(given, "Invented", born, team=self.team, home=self.home)


def region(cluster: Cluster) -> Region:
    """Authority, team, force, provider, home, five people and one child, born 2010-05-04."""
    record = Record(connect(cluster.address(OWNER)))
    if not record.rows("SELECT FROM access_cell LIMIT 1"):
        _cells(record)
    authority = record.node("authority", "Eastshire")
    team = record.node("team", "Eastshire looked-after team", parent=authority)
    force = record.node("force", "Eastshire Force")
    provider = record.node("provider", "Lantern Care")
    home = record.node("home", "Beech House", parent=provider, force=force, area=authority)
    night_worker = record.person("Nell Night", "night worker", home)
    return Region(
        record, authority, team, force, home, night_worker,
        record.person("Mo Manager", "registered manager", home),
        record.person("Sal Social", "social worker", team),
        record.person("Ian Inspector", "duty inspector", force),
        record.person("Ona Outofhours", "out-of-hours team", authority),
        record.child("Kim", "Invented", BORN, team=team, home=home),
    )  # fmt: skip


def _cells(record: Record) -> None:
    from waylight.access.grid import cells

    for cell in cells():
        record.db.execute(
            "INSERT INTO access_cell (role, record, action, relation) VALUES (%s, %s, %s, %s)",
            [cell.role, cell.record, cell.action, cell.relation],
        )


def minutes_ago(now: datetime, minutes: int) -> datetime:
    return now - timedelta(minutes=minutes)
