"""What holds the floor: owners, rights, functions, and tables that nobody forgot to close."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.matrix.world import World
from waylight.ops.postgres.connection import COUNT, OWNER, WEB, WORKER

# Tables without row security, each with the reason: none of them says anything of a child.
OPEN = {
    "access_cell": "the grid itself",
    "agencies_node": "the tree of agencies; carers' nodes carry numbers, addresses stand in the register of homes",
    "agencies_nodereach": "the tree, closed",
    "agencies_person": "staff",
    "django_content_type": "Django's own",
    "auth_permission": "Django's own, unused",
    "auth_group": "Django's own, unused",
    "auth_group_permissions": "Django's own, unused",
    "django_migrations": "Django's own",
    "django_session": "sessions: no record of a child is kept in one",
}
# Rooms whose tables hold no child of the living record, or which keep their own list.
ELSEWHERE = re.compile(r"^(procrastinate|signin|mfa|account|socialaccount)_")


def rows(world: World, query: str, *values: Any) -> list[tuple[Any, ...]]:
    return world.owner.execute(query, list(values)).fetchall()


def test_every_table_is_closed_or_named_here_with_a_reason(world: World) -> None:
    tables = rows(
        world,
        "SELECT relname, relrowsecurity FROM pg_class WHERE relkind IN ('r', 'p') "
        "AND relnamespace = 'public'::regnamespace "
        "AND has_table_privilege('waylight_web', oid, 'SELECT, INSERT, UPDATE, DELETE')",
    )
    assert len(tables) > 30
    open_ones = {name for name, closed in tables if not closed and not ELSEWHERE.match(name)}
    assert open_ones - OPEN.keys() == set()


def test_a_closed_table_has_a_policy_for_tasks_and_none_for_everybody(world: World) -> None:
    policies = rows(world, "SELECT tablename, policyname, roles::text[] FROM pg_policies")
    assert policies
    assert [p for p in policies if not set(p[2]) <= {WEB, WORKER, COUNT}] == []


def test_every_table_belongs_to_the_owner_and_to_nobody_who_serves(world: World) -> None:
    owners = rows(
        world,
        "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE relnamespace = 'public'::regnamespace",
    )
    assert owners == [(OWNER,)]


def test_no_role_can_pass_over_row_security(world: World) -> None:
    strong = rows(
        world,
        "SELECT rolname FROM pg_roles WHERE (rolsuper OR rolbypassrls OR rolcreaterole) AND rolname = ANY (%s)",
        [OWNER, WEB, WORKER, COUNT],
    )
    assert strong == []


def test_nobody_is_a_member_of_the_owner(world: World) -> None:
    assert rows(world, "SELECT FROM pg_auth_members WHERE roleid = %s::regrole", OWNER) == []


DEFINERS = """
SELECT p.proname, pg_get_userbyid(p.proowner), coalesce(p.proconfig, '{}'),
       has_function_privilege('public', p.oid, 'EXECUTE')
FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
"""


def test_functions_with_the_owners_rights_are_safe_to_call(world: World) -> None:
    found = rows(world, DEFINERS)
    assert len(found) >= 12
    assert [name for name, owner, _, _ in found if owner != OWNER] == []
    fixed = re.compile(r"search_path=.*pg_temp")
    assert [name for name, _, config, _ in found if not any(map(fixed.fullmatch, config))] == []
    assert [name for name, _, _, public in found if public] == []


def test_the_web_role_has_no_function_that_it_was_not_given(world: World) -> None:
    """A definer function that pages may call is named here, with the gate inside it."""
    callable_ = rows(
        world,
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef "
        "AND has_function_privilege(%s, oid, 'EXECUTE') ORDER BY 1",
        WEB,
    )
    assert {name for (name,) in callable_} - GATED.keys() == set()


GATED = {
    "audit_who_looked": "the actor's children; names to readers of the trail alone",
    "audit_may_ask": "the actor's children",
    "audit_standing": "lengths and times of the trail, no child and no person",
    "may_children": "the actor's grants, the grid, interests",
    "may_nodes": "the actor's grants and the grid",
    "my_nodes": "the actor's grants",
    "narrowed_children": "ids only",
    "access_ties": "the actor's own ties",
    "access_reasons": "the actor's children",
    "children_counted": "the homes of the actor's force area, numbers only",
    "child_born": "a fact of the child in this transaction",
    "homes_of_own_children": "the homes of the actor's children",
    "access_add_node": "under the actor's own nodes",
    "access_move_node": "between the actor's own nodes",
    "access_break_glass": "exact name and birth date, five a day, an hour, on the trail",
    "children_begin": "a grant that writes for that authority",
    "children_basis": "a fact of the child in this transaction",
    "children_put_aways": "a fact of the child in this transaction",
    "children_put_interests": "a fact of the child in this transaction",
    "children_search": "the actor's children, a limit, on the trail",
    "children_labels": "the actor's children",
    "children_aways_from": "who may read what that home is measured by; a number",
    "children_care_ended": "who may write of the authority's children, for 28 days; of a narrowed one who ended care",
    "children_here": "the actor's area",
    "children_reopen": "the same, of one such end of care",
    "children_same": "pairs of records of which the actor may read both",
    "core_claims": "a fact of the child in this transaction",
    "child_context": "a fact of the child in this transaction",
    "put_episodes": "a fact of the child in this transaction",
    "carry_claims": "a person's fact that places the claim",
    "child_named": "police, exact name and birth date",
    "desk_uploads": "the actor's agencies",
    "desk_runs": "the actor's agencies",
    "desk_pairs": "pairs of the actor's force, and of the actor's children",
    "desk_withheld": "the senders' ids of rows in files of the actor's agencies",
    "desk_on_record": "files of the actor's agencies; ids only",
    "episodes_held": "who writes the child's core: agencies and numbers",
    "episodes_held_beside": "who writes the child's core: numbers",
    "measures_cared": "who may read the authority's scorecard; ids only",
    "measures_aways": "who may read the authority's scorecard; ids and times",
    "measures_duties": "who may read the authority's scorecard; ids and times",
    "measures_same": "who may read the authority's scorecard; ids only",
    "my_notices": "what the actor was told",
    "telling_operations": "numbers, for who reads operations",
    "telling_ways": "people who hold a role at the actor's own node or below it",
    "telling_unconfirmed": "people who hold a role at the actor's own node or below it",
    "telling_watch": "numbers, for who reads operations",
    "telling_handed": "numbers by the hour, for who reads operations",
    "telling_not_in_time": "messages without person and child, for who reads operations",
    "episodes_come_back": "of ids that the asker holds already, which are missing here: asked at the start",
    "facts_touched": "this transaction",
    "report_only_nodes": "the homes on whose wall the actor's sheet hangs: for writing only",
}


@pytest.mark.parametrize("table", ["children_interest", "children_away", "agencies_nodereach", "access_cell"])
def test_pages_write_no_row_that_opens_something(world: World, table: str) -> None:
    for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE"):
        assert rows(world, "SELECT has_table_privilege(%s, %s, %s)", WEB, table, right) == [(False,)]
