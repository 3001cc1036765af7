"""After every cell has been compared: trees, grants and ties by chance, and both readers still agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waylight.access.gate import answer
from waylight.access.grid import roles
from waylight.agencies.actor import Actor, Grant
from waylight.engine.access import Relation

NODES = 5
RECORDS = (
    "child core",
    "grab pack",
    "episode",
    "placement",
    "reconciliation pair",
    "interview",
    "own record",
)
# Days from now: what is over, what holds, what is to come.
days = st.integers(-3, 3)
spans = st.tuples(days, st.none() | days).filter(lambda span: span[1] is None or span[0] < span[1])


@dataclass(frozen=True)
class Chance:
    """Nodes by number; the parent of each is an earlier one or none. Persons: 0 asks, 1 a colleague, 2 a stranger."""

    parents: tuple[int | None, ...]
    grants: tuple[tuple[str, int, tuple[int, int | None]], ...]
    ties: tuple[tuple[str, int, int | None, tuple[int, int | None]], ...]
    covers: tuple[tuple[int, int | None], ...]
    inspections: tuple[tuple[int, tuple[int, int | None]], ...]
    active: bool
    restricted: bool
    sealed: bool


def trees() -> st.SearchStrategy[tuple[int | None, ...]]:
    return st.tuples(*(st.none() | st.integers(0, n - 1) if n else st.none() for n in range(NODES)))


chances = st.builds(
    Chance,
    parents=trees(),
    grants=st.lists(st.tuples(st.sampled_from(roles()), st.integers(0, NODES - 1), spans), max_size=4).map(
        tuple
    ),
    ties=st.lists(
        st.tuples(
            st.sampled_from([r.value for r in Relation]),
            st.integers(0, NODES - 1),
            st.none() | st.integers(0, 2),
            spans,
        ),
        max_size=6,
    ).map(tuple),
    covers=st.lists(spans, max_size=2).map(tuple),
    inspections=st.lists(st.tuples(st.integers(0, NODES - 1), spans), max_size=2).map(tuple),
    active=st.sampled_from([True, True, True, False]),
    restricted=st.sampled_from([False, False, True]),
    sealed=st.sampled_from([False, False, False, True]),
)


@pytest.fixture(scope="module")
def maker(cluster: Any, django_db_setup: None) -> Iterator[psycopg.Connection[Any]]:
    """The maker of the cluster, who may become the pages' role; every example is rolled back."""
    from waylight.ops.postgres.connection import ADMIN

    address = cluster.address(ADMIN)
    with psycopg.connect(
        host=address.socket, user=address.role, password=address.password, dbname=address.database
    ) as connection:
        yield connection


def span_of(span: tuple[int, int | None]) -> tuple[timedelta, timedelta | None]:
    # Half a day off, so that nothing begins or ends at this very moment.
    half = timedelta(hours=12)
    return timedelta(days=span[0]) - half, None if span[1] is None else timedelta(days=span[1]) - half


def written(db: psycopg.Connection[Any], chance: Chance) -> tuple[UUID, UUID, list[UUID]]:
    """The rows of one example: who asks, the child, the nodes."""
    nodes, persons, child = [uuid4() for _ in range(NODES)], [uuid4() for _ in range(3)], uuid4()
    for node, parent in zip(nodes, chance.parents, strict=True):
        db.execute(
            "INSERT INTO agencies_node (id, kind, name, code, country, sends_files_only, since) "
            "VALUES (%s, 'home', 'A node', '', 'E', false, '2000-01-01')",
            [node],
        )
        db.execute("SELECT agencies_hang(%s, %s)", [node, None if parent is None else nodes[parent]])
    for n, person in enumerate(persons):
        db.execute(
            "INSERT INTO agencies_person (id, name, email, password, is_active, joined_at) "
            "VALUES (%s, 'P', %s, '', %s, now())",
            [person, f"{person}@example.invalid", chance.active or n > 0],
        )
    db.execute(
        "INSERT INTO children_child (id, given_names, family_name, known_as, born, sex, ethnicity, language, "
        "unaccompanied, trafficked, restricted, sealed, name_key, called_key) VALUES "
        "(%s, 'A', 'B', '', NULL, '', '', '', false, false, %s, %s, 'a b', '')",
        [child, chance.restricted, chance.sealed],
    )
    for role, node, span in chance.grants:
        since, until = span_of(span)
        held = [persons[0], role, nodes[node]]
        db.execute(
            "INSERT INTO agencies_rolegrant (id, person_id, role, node_id, during, granted_by_id, why) SELECT "
            "gen_random_uuid(), %s, %s, %s, tstzrange(now() + %s, now() + %s), %s, '' WHERE NOT EXISTS (SELECT FROM "
            "agencies_rolegrant WHERE person_id = %s AND role = %s AND node_id = %s)",
            [*held, since, until or timedelta(days=99), persons[2], *held],
        )
    for relation, node, person, span in chance.ties:
        db.execute(
            "INSERT INTO children_interest (id, child_id, node_id, person_id, relation, during, basis_kind, basis_id, "
            "why) VALUES (gen_random_uuid(), %s, %s, %s, %s, tstzrange(now() + %s, now() + %s), 'care', "
            "gen_random_uuid(), '')",
            [child, nodes[node], None if person is None else persons[person], relation, *span_of(span)],
        )
    for span in chance.covers:
        since, until = span_of(span)
        db.execute(
            "INSERT INTO children_cover (id, person_id, for_person_id, during) VALUES "
            "(gen_random_uuid(), %s, %s, tstzrange(now() + %s, now() + %s))",
            [persons[0], persons[1], since, until or timedelta(days=99)],
        )
    for node, span in chance.inspections:
        since, until = span_of(span)
        db.execute(
            "INSERT INTO children_inspection (id, node_id, person_id, during) VALUES "
            "(gen_random_uuid(), %s, %s, tstzrange(now() + %s, now() + %s))",
            [nodes[node], persons[0], since, until or timedelta(days=99)],
        )
    return persons[0], child, nodes


def actor_from(chance: Chance, person: UUID, nodes: list[UUID]) -> Actor:
    """The actor as a page would have found them: the grants that hold now, of an account that is open."""
    held: dict[tuple[str, int], bool] = {}
    for role, node, (since, until) in chance.grants:
        held.setdefault((role, node), since <= 0 and (until is None or until > 0))
    grants = [Grant(role, nodes[node], "A node", "home") for (role, node), now in held.items() if now]
    return Actor(person, "P", tuple(grants) if chance.active else ())


opened: set[bool] = set()


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(chance=chances)
def test_both_readers_agree_whatever_the_tree_the_grants_and_the_ties(
    maker: psycopg.Connection[Any], chance: Chance
) -> None:
    with maker.transaction(force_rollback=True):
        person, child, nodes = written(maker, chance)
        maker.execute("SET LOCAL ROLE waylight_web")
        maker.execute("SELECT set_config('waylight.person', %s, true)", [str(person)])
        row = maker.execute("SELECT access_ties(%s), now()", [child]).fetchone()
        assert row is not None
        own, now = row
        actor = actor_from(chance, person, nodes)
        for record in RECORDS:
            for action in ("read", "write"):
                by_database = maker.execute(
                    "SELECT %s IN (SELECT may_children(%s, %s))", [child, record, action]
                ).fetchone() == (True,)
                assert bool(answer(actor, own, action=action, record=record, now=now)) == by_database
                opened.add(by_database)
        seen = maker.execute("SELECT count(*) FROM children_child WHERE id = %s", [child]).fetchone()
        core = bool(answer(actor, own, action="read", record="child core", now=now))
        assert seen == (int(core),)


def test_chance_opened_some_and_refused_some() -> None:
    """The control: examples that always refuse would show nothing."""
    assert opened == {True, False}
