"""A rebuild of many children and the projection of one at a time make the same rows, whatever was said."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from psycopg import Connection

from tests.engine.telling import any_story
from tests.support.roles import worker
from waylight.engine import claims as engine
from waylight.engine.when import When, at
from waylight.episodes.kinds import claims as bodies
from waylight.episodes.projecting import project
from waylight.episodes.services.birthdays import Clock
from waylight.facts import services as facts
from waylight.ops.rebuild import check, rebuild

MANY = 24
TABLES = ("episodes_episode", "episodes_episodeclaim", "children_away", "children_interest")


def everything(db: Connection[Any]) -> list[list[Any]]:
    # Numbers of rows are not part of what a row says; every other column is.
    return [
        sorted(
            db.execute(
                f"SELECT to_jsonb(t) - '{'id' if 'claim' in table else 'why'}' FROM {table} t"
            ).fetchall(),
            key=str,
        )
        for table in TABLES
    ]


def test_what_was_projected_child_by_child_is_what_a_rebuild_makes(region: Any, cluster: Any) -> None:
    db, chance = region.record.db, random.Random(7)
    speakers = {kind: region.record.node(kind, f"{kind} {n}") for n, kind in enumerate(("carer", "body"))}
    nodes = {"home": region.home, "authority": region.team, "police": region.force, "carer": speakers["carer"],
             "professional": speakers["body"]}  # fmt: skip
    children = [region.child, *(region.another(f"Child{n}") for n in range(1, MANY))]
    for child in children:
        live(db, chance, child, region)
    with worker(cluster):
        for child in children:
            with transaction.atomic():
                facts.lock(child)
                tell(chance, child, nodes)
                project(child)
    before = everything(db)
    assert len(before[0]) > MANY and all(before)
    assert check(db).faults == 0
    db.execute("TRUNCATE episodes_episode, episodes_episodeclaim, children_away, children_interest")
    rebuild(db)
    assert everything(db) == before
    # Everything wrong at once, beside people at work.
    db.execute("UPDATE episodes_episode SET claims = '{}', told_at = told_at + interval '1 hour'")
    db.execute("DELETE FROM children_interest WHERE relation <> 'responsible'")
    rebuild(db)
    assert everything(db) == before


def live(db: Connection[Any], chance: random.Random, child: UUID, region: Any) -> None:
    """The child moved about in the weeks of the story, is somebody's case, and may have left care."""
    ends = chance.choice([None, "2026-03-29", "2026-10-25"])
    db.execute(
        "UPDATE children_careperiod SET during = daterange('2020-01-01', %s) WHERE child_id = %s",
        [ends, child],
    )
    moved = chance.choice(["2026-03-28", "2026-10-24T22:30Z"])
    db.execute(
        "UPDATE children_placement SET during = tstzrange(lower(during), %s) WHERE child_id = %s",
        [moved, child],
    )
    db.execute(
        "INSERT INTO children_placement (id, child_id, node_id, kind, during, host_id) "
        "VALUES (%s, %s, %s, '', tstzrange(%s, NULL), %s)",
        [uuid4(), child, region.home, moved, chance.choice([None, region.authority])],
    )
    db.execute(
        "INSERT INTO children_allocation (id, child_id, node_id, person_id, role, relation, during) "
        "VALUES (%s, %s, %s, %s, 'social worker', 'responsible', tstzrange('2026-03-01', '2026-12-01'))",
        [uuid4(), child, region.team, region.social_worker.person_id],
    )


def tell(chance: random.Random, child: UUID, nodes: dict[str, UUID]) -> None:
    """What a story says, as facts."""
    story = any_story(chance)
    ids = {claim.id: uuid4() for claim in story.claims}
    for claim in story.claims:
        about = getattr(claim, "about", None)
        facts.add(
            actor=Clock(nodes[claim.by.kind], "somebody"), kind=claim.kind, child=child,
            happened=getattr(claim, "start", None) or getattr(claim, "at", None) or at(claim.told_at),
            told=claim.told_at + timedelta(minutes=int(claim.id)), body=body(claim), key=str(uuid4()), door="import",
            about=ids.get(about, UUID(int=1)) if about else None, id=ids[claim.id],
        )  # fmt: skip


def body(claim: engine.Claim) -> object:
    match claim:
        case engine.Absent():
            return bodies.Absent(
                claim.whereabouts, claim.concern, claim.reported, until=claim.until, end=claim.end
            )
        case engine.WhereaboutsChanged():
            return bodies.Whereabouts(claim.whereabouts)
        case engine.Found():
            return bodies.Found()
        case engine.Returned():
            return bodies.Returned()
        case engine.InError():
            return bodies.InError()
        case engine.Correction():
            said: dict[str, Any] = {}
            for name, value in claim.changes:
                said["at" if name == "start" else name] = (
                    value if isinstance(value, When | bool) else value and str(value)
                )
            return bodies.Correction(**said)
    raise AssertionError(claim)
