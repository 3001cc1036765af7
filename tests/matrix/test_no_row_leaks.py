"""Row security alone: queries without any filter of ours, as the pages' role, table by table and role by role."""

from __future__ import annotations

from uuid import UUID, uuid4

import psycopg
import pytest

from tests.matrix.world import World
from waylight.access.grid import roles

# Each table with the column that names the child, and the records of the grid that open it for reading.
TABLES = {
    "children_child": ("id", ("child core",)),
    "children_childidentifier": ("child_id", ("child core",)),
    "children_careperiod": ("child_id", ("child core",)),
    "children_placement": ("child_id", ("placement",)),
    "children_allocation": ("child_id", ("child core",)),
    "children_away": ("child_id", ("episode",)),
    "children_interest": ("child_id", ("child core",)),
    "episodes_episode": ("child_id", ("episode", "episode core")),
    "facts_fact": ("child", ("episode", "episode core", "child core", "placement")),
}
FILL = {
    "children_childidentifier": "INSERT INTO children_childidentifier (id, child_id, scheme, node_id, value) "
    "SELECT gen_random_uuid(), id, 's', %(node)s, 'v' FROM children_child",
    "children_careperiod": "INSERT INTO children_careperiod (id, child_id, node_id, during, legal_status) "
    "SELECT gen_random_uuid(), id, %(node)s, '[2020-01-01,)', '' FROM children_child",
    "children_placement": "INSERT INTO children_placement (id, child_id, node_id, kind, during) "
    "SELECT gen_random_uuid(), id, %(node)s, '', '[2020-01-01,)' FROM children_child",
    "children_allocation": "INSERT INTO children_allocation (id, child_id, node_id, role, relation, during) "
    "SELECT gen_random_uuid(), id, %(node)s, '', '', '[2020-01-01,)' FROM children_child",
    "children_away": "INSERT INTO children_away (id, child_id, since, forces) "
    "SELECT gen_random_uuid(), id, now(), '{}' FROM children_child",
    "facts_fact": "INSERT INTO facts_fact (id, kind, version, record, happened_earliest, happened_latest, "
    "happened_said, told, child, by_node_id, door, source_key, body) SELECT gen_random_uuid(), 'k', 1, "
    "'episode core', now(), now(), '', now(), id, %(node)s, 'web', id::text, '{}' FROM children_child",
}


@pytest.fixture(scope="module")
def full(world: World) -> World:
    """Rows about every child in every table, said by another agency."""
    for statement in FILL.values():
        world.owner.execute(statement, {"node": world.theirs})
    return world


@pytest.mark.parametrize(
    "table", [t for t in TABLES if t in FILL or t in ("children_child", "children_interest")]
)
def test_a_query_without_a_filter_gives_each_role_its_own_children_and_no_others(
    full: World, table: str
) -> None:
    column, records = TABLES[table]
    if table == "facts_fact":
        records = ("episode", "episode core")
    seen_by_anyone: set[UUID] = set()
    for role in roles():
        full.act_as(full.people[role])
        seen = {row[0] for row in full.web.execute(f"SELECT {column} FROM {table}").fetchall()}
        should = {
            child
            for child, case in full.cases.items()
            if any(full.expected(role, record, "read", case) for record in records)
        }
        assert seen == should, (table, role)
        seen_by_anyone |= seen
    assert seen_by_anyone
    assert seen_by_anyone < set(full.cases)


@pytest.mark.parametrize("table", sorted({*TABLES, "children_sibling", "facts_words", "episodes_packentry"}))
def test_without_an_actor_every_table_is_empty(full: World, table: str) -> None:
    full.act_as(None)
    assert full.web.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


@pytest.mark.parametrize("who", ["left", "closed"])
def test_who_left_sees_no_row(full: World, who: str) -> None:
    for role, person in getattr(full, who).items():
        full.act_as(person)
        for table in FILL:
            assert full.web.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), (role, table)


def test_an_agency_reads_what_it_said_itself_but_not_of_a_child_narrowed_to_others(full: World) -> None:
    say = FILL["facts_fact"].replace("id::text, '{}'", "'ours ' || id, '{}'")
    full.owner.execute(say, {"node": full.mine})
    full.act_as(full.people["night worker"])
    ours = "SELECT child FROM facts_fact WHERE source_key LIKE 'ours %'"
    seen = {row[0] for row in full.web.execute(ours).fetchall()}
    narrowed = {c for c, case in full.cases.items() if case.variant.startswith(("restricted", "sealed"))}
    named = {c for c in narrowed if full.expected("night worker", "child core", "read", full.cases[c])}
    assert named
    assert seen == set(full.cases) - narrowed | named
    for nobody in ("child", "statistician", "system operator"):
        full.act_as(full.people[nobody])
        assert full.web.execute(ours).fetchall() == []


def sqlstate(world: World, query: str, *values: object) -> str:
    """The class of error that the database answers with, '' where it does not."""
    try:
        with world.web.transaction():
            world.web.execute(query, list(values))
    except psycopg.Error as error:
        return f"{error.sqlstate} {error.diag.message_primary} {error.diag.message_detail}"
    return ""


WRITES = {
    "a placement": "INSERT INTO children_placement (id, child_id, node_id, kind, during) VALUES "
    "(gen_random_uuid(), %s, %s, '', '[2020-06-01,)')",
    "a care period": "INSERT INTO children_careperiod (id, child_id, node_id, during, legal_status) VALUES "
    "(gen_random_uuid(), %s, %s, '[2020-06-01,)', '')",
    "an identifier": "INSERT INTO children_childidentifier (id, child_id, node_id, scheme, value) VALUES "
    "(gen_random_uuid(), %s, %s, 's', 'v')",
}


@pytest.mark.parametrize("what", WRITES)
def test_an_error_does_not_tell_a_stranger_whether_a_child_exists(full: World, what: str) -> None:
    """A foreign key or an overlap would say so; row security answers first, and says the same to both."""
    there = next(c.child for c in full.cases.values() if c.variant == "at another agency")
    for role in ("social worker", "night worker", "duty inspector"):
        full.act_as(full.people[role])
        about_one_there = sqlstate(full, WRITES[what], there, full.mine)
        about_nobody = sqlstate(full, WRITES[what], uuid4(), full.mine)
        assert about_one_there == about_nobody
        assert about_one_there.startswith("42501")


def test_adding_a_child_under_an_id_that_is_taken_tells_nothing(full: World) -> None:
    begin = "SELECT children_begin(%s, %s, 'A', 'B', '', NULL, '', '', '', false, false, 'a b', '', now())"
    there = next(c.child for c in full.cases.values() if c.variant == "at another agency")
    full.act_as(full.people["social worker"])
    taken = sqlstate(full, begin, there, full.mine)
    full.act_as(full.people["night worker"])
    not_allowed = sqlstate(full, begin, uuid4(), full.mine)
    assert taken == not_allowed
    assert taken.startswith("42501")


def test_a_change_of_anothers_row_touches_no_row(full: World) -> None:
    full.act_as(full.people["social worker"])
    changed = full.web.execute("UPDATE children_placement SET kind = 'X' WHERE node_id = %s", [full.theirs])
    mine = {c for c, case in full.cases.items() if full.expected("social worker", "placement", "write", case)}
    assert changed.rowcount == len(mine)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE facts_fact SET body = '{}'",
        "DELETE FROM facts_fact",
        "DELETE FROM children_placement",
        "INSERT INTO children_interest SELECT * FROM children_interest",
        "UPDATE access_cell SET relation = 'caring'",
        "UPDATE agencies_rolegrant SET role = 'director'",
        "INSERT INTO agencies_nodereach (above_id, below_id) SELECT id, id FROM agencies_node",
        "SET ROLE waylight_owner",
        "SET SESSION AUTHORIZATION waylight_owner",
        "ALTER TABLE children_child DISABLE ROW LEVEL SECURITY",
    ],
)
def test_what_no_page_may_ever_do_is_refused(full: World, statement: str) -> None:
    full.act_as(full.people["team manager"])
    assert sqlstate(full, statement).startswith(("42501", "23"))


@pytest.mark.parametrize("role", ["director", "team manager", "registered manager", "data officer"])
def test_nobody_gives_themselves_a_role_nor_one_at_anothers_node(full: World, role: str) -> None:
    give = (
        "INSERT INTO agencies_rolegrant (id, person_id, role, node_id, during, granted_by_id, why) VALUES "
        "(gen_random_uuid(), %s, 'director', %s, tstzrange(now(), now() + interval '1 day'), %s, '')"
    )
    me, other = full.people[role], full.stranger
    full.act_as(me)
    assert sqlstate(full, give, me, full.mine, full.giver).startswith("42501")
    assert sqlstate(full, give, other, full.theirs, me).startswith("42501")
    assert sqlstate(full, give, other, full.mine, full.giver).startswith("42501")
    assert sqlstate(full, give, other, full.mine, me) == ""


def test_a_role_that_was_given_is_ended_and_never_lengthened(full: World) -> None:
    full.act_as(full.people["director"])
    change = (
        "UPDATE agencies_rolegrant SET during = tstzrange(lower(during), upper(during) {}) WHERE node_id = %s"
    )
    assert sqlstate(full, change.format("- interval '1 hour'"), full.mine) == ""
    assert sqlstate(full, change.format("+ interval '1 hour'"), full.mine).startswith("23514")
