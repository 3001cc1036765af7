"""A night to be told of: homes with a manager each, an inspector, a night team, a team manager, children away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from psycopg import Connection

from waylight.ops.drills.server import rebuild
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import OWNER
from waylight.ops.postgres.roles import connect

PLACES = """
INSERT INTO agencies_node (id, kind, name, code, force_id, area_id, country, sends_files_only, since) VALUES
    (%(force)s, 'force', 'Drill Force', '', NULL, NULL, 'E', false, '2020-01-01'),
    (%(authority)s, 'authority', 'Drill Authority', '', %(force)s, NULL, 'E', false, '2020-01-01');
INSERT INTO agencies_node (id, kind, name, code, force_id, area_id, country, sends_files_only, since)
    SELECT home, 'home', 'Drill House', '', %(force)s, %(authority)s, 'E', false, '2020-01-01'
    FROM unnest(%(homes)s::uuid[]) home;
INSERT INTO agencies_nodereach (above_id, below_id) SELECT id, id FROM agencies_node ON CONFLICT DO NOTHING;
"""
PERSON = """
INSERT INTO agencies_person (id, name, email, password, is_active, joined_at)
SELECT person, 'Drill Person', person || '@drill.example', '!', true, now() FROM unnest(%(people)s::uuid[]) person
"""
GRANT = """
INSERT INTO agencies_rolegrant (id, person_id, role, node_id, during, granted_by_id, why)
SELECT gen_random_uuid(), person, role, node, tstzrange(now() - interval '9 days', now() + interval '9 days'),
       %(lead)s, 'a drill'
FROM unnest(%(people)s::uuid[], %(roles)s::text[], %(nodes)s::uuid[]) held(person, role, node)
"""
CHILDREN = """
INSERT INTO children_child (id, given_names, family_name, known_as, born, sex, ethnicity, language, unaccompanied,
                            trafficked, restricted, sealed, name_key, called_key)
SELECT id, 'Child', 'Invented', '', '2012-05-01', '', '', '', false, false, false, false, '', ''
FROM unnest(%(children)s::uuid[]) id;
INSERT INTO children_careperiod (id, child_id, node_id, during, legal_status)
SELECT gen_random_uuid(), id, %(authority)s, daterange('2025-01-01', NULL), 'C2' FROM unnest(%(children)s::uuid[]) id;
INSERT INTO children_placement (id, child_id, node_id, kind, during)
SELECT gen_random_uuid(), child, home, 'K2', tstzrange('2025-01-01', NULL)
FROM unnest(%(children)s::uuid[], %(lives)s::uuid[]) lives(child, home);
"""
# As the page of a report would have kept it, with the job in the same transaction.
REPORTS = """
INSERT INTO facts_fact (id, kind, version, record, happened_earliest, happened_latest, happened_said, told, child,
                        by_node_id, door, source_key, body)
SELECT fact, 'absent', 1, 'episode core', told - interval '20 minutes', told - interval '20 minutes',
       to_char((told - interval '20 minutes') AT TIME ZONE 'Europe/London', 'YYYY-MM-DD"T"HH24:MI'), told, child, home,
       'web', fact::text, '{"whereabouts": "unknown", "concern": true, "reported": true}'
FROM unnest(%(facts)s::uuid[], %(away)s::uuid[], %(away_from)s::uuid[], %(told)s::timestamptz[])
     report(fact, child, home, told);
SELECT procrastinate_defer_jobs_v1(array_agg(ROW('hearing', 'facts.heard', 0, NULL, NULL,
       jsonb_build_object('fact', fact), NULL)::procrastinate_job_to_defer_v1)) FROM unnest(%(facts)s::uuid[]) fact;
"""


@dataclass(frozen=True)
class Night:
    """The ids of what was made, `children` in the order of `facts`. `quiet`: children of whom nothing is told yet, and
    a worker of their homes each. `reported`: each of `children` with such a worker."""

    children: tuple[UUID, ...]
    facts: tuple[UUID, ...]
    quiet: tuple[tuple[UUID, UUID], ...]
    reported: tuple[tuple[UUID, UUID], ...]

    def last(self, count: int) -> tuple[tuple[UUID, UUID], ...]:
        """The last so many who were reported; none for 0."""
        return self.reported[len(self.reported) - count :]


def make_night(
    cluster: Cluster, *, alerts: int, homes: int, quiet: int, told: datetime, old: int, told_before: datetime,
    managers: int = 1,
) -> Night:  # fmt: skip
    """Write it as the owner, project it, and ask for each report to be heard.

    `told`: when the reports were made, save the first `old` of them, which were made at `told_before`. `managers`:
    how many each home has, with nobody on duty: all of them are told.
    """
    places = [uuid4() for _ in range(homes)]
    children = [uuid4() for _ in range(alerts + quiet)]
    lives = [places[n % homes] for n in range(alerts + quiet)]
    staff = ("duty inspector", "out-of-hours team", "team manager")
    held: list[tuple[UUID, str, UUID | None]] = [(uuid4(), role, None) for role in staff]
    held += [(uuid4(), "registered manager", home) for home in places * managers]
    force, authority, lead = uuid4(), uuid4(), uuid4()
    at_home = {home: uuid4() for home in places}
    held += [(worker, "night worker", home) for home, worker in at_home.items()]
    facts = [uuid4() for _ in range(alerts)]
    values: dict[str, Any] = {
        "force": force, "authority": authority, "homes": places, "lead": lead, "children": children, "lives": lives,
        "people": [lead, *(person for person, _, _ in held)], "facts": facts, "away": children[quiet:],
        "away_from": lives[quiet:], "told": [told_before if n < old else told for n in range(alerts)],
    }  # fmt: skip
    nodes = [home or (force if role == "duty inspector" else authority) for _, role, home in held]
    granted = {
        "people": [person for person, _, _ in held], "roles": [role for _, role, _ in held], "nodes": nodes,
        "lead": lead,
    }  # fmt: skip
    with connect(cluster.address(OWNER)) as session, session.transaction():
        _run(session, PLACES + ";\n" + PERSON, values)
        _run(session, GRANT, granted)
        _run(session, CHILDREN + REPORTS, values)
    if wrong := rebuild(cluster):
        raise RuntimeError(wrong)
    known = [(child, at_home[home]) for child, home in zip(children, lives, strict=True)]
    return Night(tuple(children[quiet:]), tuple(facts), tuple(known[:quiet]), tuple(known[quiet:]))


def _run(session: Connection[Any], statements: str, values: dict[str, Any]) -> None:
    # With parameters the driver takes one statement at a time.
    for statement in statements.split(";\n"):
        if statement.strip():
            session.execute(statement, values)
