"""Puts one child's projections right, under the child's lock, as the owner of the tables."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from psycopg import Connection

from waylight.children.projecting import interests_from
from waylight.children.projecting import plain as plain_interest
from waylight.episodes.computing import compute, plain
from waylight.episodes.reading import core_fact
from waylight.episodes.rebuilding import with_aways
from waylight.facts.services import LOCKS

CLAIMS = """
SELECT id, kind, version, earliest, latest, said, told, about, node, node_kind, node_force, body::text
FROM core_claims(%s)
"""


def mend(db: Connection[Any], child: UUID) -> None:
    """The same functions that every report goes through; reports about this child wait meanwhile."""
    with db.transaction():
        db.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", [str(child), LOCKS])
        facts = [core_fact(row) for row in db.execute(CLAIMS, [child])]
        born, basis = db.execute("SELECT child_born(%s), children_basis(%s)::text", [child, child]).fetchone() or (
            None, "{}",
        )  # fmt: skip
        made = compute(child, facts, born)
        links = [{"fact": str(fact), "episode": str(episode)} for fact, episode in made.links]
        episodes = json.dumps([plain(row) for row in made.episodes])
        db.execute("SELECT put_episodes(%s, %s::jsonb, %s::jsonb)", [child, episodes, json.dumps(links)])
        aways = with_aways(json.loads(basis), made)
        db.execute("SELECT children_put_aways(%s, %s::jsonb)", [child, json.dumps(aways["aways"])])
        interests = [plain_interest(child, row) for row in interests_from(aways)]
        # What is not as it should be is written anew: the function keeps a row whose dates are the same.
        db.execute(
            "DELETE FROM children_interest WHERE child_id = %s AND basis_kind <> 'break glass'", [child]
        )
        db.execute("SELECT children_put_interests(%s, %s::jsonb)", [child, json.dumps(interests)])
