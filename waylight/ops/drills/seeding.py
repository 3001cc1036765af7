"""As much of a region as a drill needs: a force, an authority, a home with workers, and invented children in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from psycopg import Connection

from waylight.ops.drills.server import rebuild
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import OWNER
from waylight.ops.postgres.roles import connect

CHILDREN = 200
WORKERS = 4

PLACES = """
INSERT INTO agencies_node (id, kind, name, code, force_id, area_id, country, sends_files_only, since) VALUES
    (%(force)s, 'force', 'Drill Force', '', NULL, NULL, 'E', false, '2020-01-01'),
    (%(authority)s, 'authority', 'Drill Authority', '', %(force)s, NULL, 'E', false, '2020-01-01'),
    (%(home)s, 'home', 'Drill House', '', %(force)s, %(authority)s, 'E', false, '2020-01-01');
INSERT INTO agencies_nodereach (above_id, below_id)
    SELECT id, id FROM agencies_node WHERE id IN (%(force)s, %(authority)s, %(home)s);
"""
PEOPLE = """
INSERT INTO agencies_person (id, name, email, password, is_active, joined_at)
    VALUES (%(person)s, %(name)s, %(email)s, '!', true, now())
"""
GRANTS = """
INSERT INTO agencies_rolegrant (id, person_id, role, node_id, during, granted_by_id, why)
SELECT gen_random_uuid(), worker, 'night worker', %(home)s,
       tstzrange(now() - interval '1 day', now() + interval '1 day'), %(lead)s, 'a drill'
FROM unnest(%(workers)s::uuid[]) worker
"""
LIVES = """
INSERT INTO children_child (id, given_names, family_name, known_as, born, sex, ethnicity, language, unaccompanied,
                            trafficked, restricted, sealed, name_key, called_key)
SELECT id, 'Child', 'Invented', '', '2012-05-01', '', '', '', false, false, false, false, '', ''
FROM unnest(%(children)s::uuid[]) id;
INSERT INTO children_careperiod (id, child_id, node_id, during, legal_status)
SELECT gen_random_uuid(), id, %(authority)s, daterange('2025-01-01', NULL), 'C2' FROM unnest(%(children)s::uuid[]) id;
INSERT INTO children_placement (id, child_id, node_id, kind, during)
SELECT gen_random_uuid(), id, %(home)s, 'K2', tstzrange('2025-01-01', NULL) FROM unnest(%(children)s::uuid[]) id;
INSERT INTO children_interest (id, child_id, node_id, relation, during, basis_kind, basis_id, why)
SELECT gen_random_uuid(), child_id, node_id, 'caring', during, 'placement', id, 'lives there' FROM children_placement
WHERE child_id = ANY (%(children)s)
"""


@dataclass(frozen=True)
class Seeded:
    """The ids of what was made."""

    force: UUID
    authority: UUID
    home: UUID
    workers: tuple[UUID, ...]
    children: tuple[UUID, ...]


def seed(cluster: Cluster, *, children: int = CHILDREN, workers: int = WORKERS) -> Seeded:
    """Write it as the owner, in one transaction, and make the projections."""
    made = Seeded(
        uuid4(),
        uuid4(),
        uuid4(),
        tuple(uuid4() for _ in range(workers)),
        tuple(uuid4() for _ in range(children)),
    )
    with connect(cluster.address(OWNER)) as session, session.transaction():
        _write(session, made)
    # Interests as the program itself would have made them.
    if wrong := rebuild(cluster):
        raise RuntimeError(wrong)
    return made


def _write(session: Connection[Any], made: Seeded) -> None:
    values: dict[str, Any] = {
        "force": made.force, "authority": made.authority, "home": made.home, "lead": uuid4(),
        "workers": list(made.workers), "children": list(made.children),
    }  # fmt: skip
    _run(session, PLACES, values)
    for number, person in enumerate((values["lead"], *made.workers)):
        about = {"person": person, "name": f"Worker {number}", "email": f"worker-{person}@drill.example"}
        _run(session, PEOPLE, about)
    _run(session, GRANTS, values)
    _run(session, LIVES, values)


def _run(session: Connection[Any], statements: str, values: dict[str, Any]) -> None:
    # With parameters the driver takes one statement at a time.
    for statement in statements.split(";\n"):
        if statement.strip():
            session.execute(statement, values)
