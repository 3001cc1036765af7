"""Computes a child's episodes anew and puts them in place, in the transaction that wrote a fact about the child."""

from __future__ import annotations

import json
from uuid import UUID

from django.db import connection

from waylight.children import projecting as children
from waylight.episodes.computing import Projection, compute, plain
from waylight.episodes.reading import core_fact


def project(child: UUID) -> Projection:
    """Episodes, and from them interests, from every core claim about the child, also those the writer may not read.

    The functions of the database answer only where this transaction wrote a fact about the child.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM core_claims(%s)", [child])
        facts = [core_fact(row) for row in cursor.fetchall()]
        cursor.execute("SELECT child_born(%s)", [child])
        (born,) = cursor.fetchone()
        result = compute(child, facts, born)
        cursor.execute(
            "SELECT put_episodes(%s, %s::jsonb, %s::jsonb)",
            [
                child,
                json.dumps([plain(row) for row in result.episodes]),
                json.dumps([{"fact": str(fact), "episode": str(episode)} for fact, episode in result.links]),
            ],
        )
    children.project(child, result.aways)
    return result
