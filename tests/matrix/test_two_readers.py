"""The grid is read twice, by the database and by Python, and both read what the rulebook says, in every cell."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.matrix.world import ACTIONS, World, every_cell
from waylight.access.gate import Asking, Held, Tie, answer, decide
from waylight.access.grid import records, roles
from waylight.agencies.actor import Actor, Grant

NAMED = ("responsible", "in the person's name")


@pytest.fixture(scope="module")
def ties(world: World) -> dict[UUID, list[Tie]]:
    """What ties anybody to each child, read past row security: Python has to leave out what is others'.

    Without those of people who left or whose account is closed: they are asked about below.
    """
    gone = {*world.left.values(), *world.closed.values()}
    found: dict[UUID, list[Tie]] = {child: [] for child in world.cases}
    for child, relation, node, person, since, until in world.owner.execute(
        "SELECT child_id, relation, node_id, person_id, lower(during), upper(during) FROM children_interest"
    ).fetchall():
        if person not in gone:
            found[child].append(Tie(relation, node, person, since, until))
    return found


def asking(world: World, role: str, person: UUID) -> Asking:
    grant = Grant(role, world.mine, "A node", "home")
    return Asking(
        person,
        (Held(grant, frozenset({world.mine, world.below})),),
        frozenset({world.colleague}),
        frozenset({world.inspected}),
    )


def test_both_readers_agree_with_the_rulebook_in_every_cell(
    world: World, ties: dict[UUID, list[Tie]]
) -> None:
    counted, wrong = 0, []
    for role in roles():
        world.act_as(world.people[role])
        who = asking(world, role, world.people[role])
        opened = world.may_in_every_cell()
        for record in records():
            for action in ACTIONS:
                by_database = opened[record, action]
                for child, case in world.cases.items():
                    narrowed = case.variant.startswith(("restricted", "sealed"))
                    by_python = bool(
                        decide(
                            who, ties[child], action=action, record=record, narrowed=narrowed, now=world.now
                        )
                    )
                    should = world.expected(role, record, action, case)
                    counted += 1
                    if not by_python == (child in by_database) == should:
                        wrong.append((role, record, action, case.relation, case.variant, by_python, should))
    assert counted == len(every_cell()) * len(world.cases) > 300_000
    assert wrong == []


@pytest.mark.parametrize("who", ["left", "closed"])
def test_who_left_or_whose_account_is_closed_has_nothing(world: World, who: str) -> None:
    for role, person in getattr(world, who).items():
        world.act_as(person)
        seen = {record for record in records() if world.may_children(record, "count")}
        assert seen == set(), role


def test_without_an_actor_nobody_has_anything(world: World) -> None:
    world.act_as(None)
    assert [record for record in records() if world.may_children(record, "count")] == []


def test_what_the_gate_fetches_for_itself_leads_to_the_same_answer(world: World) -> None:
    for role in ("night worker", "social worker", "duty inspector", "inspector", "host authority officer"):
        world.act_as(world.people[role])
        actor = Actor(world.people[role], "Somebody", (Grant(role, world.mine, "A node", "home"),))
        opened = world.may_children("episode", "read")
        for child, case in world.cases.items():
            own = world.web.execute("SELECT access_ties(%s)", [child]).fetchone()
            given = answer(actor, own[0], action="read", record="episode", now=world.now) if own else None
            assert bool(given) == (child in opened), (role, case)
            assert given is not None and given.reason


def test_the_reason_names_the_grant_and_the_tie(world: World) -> None:
    role = "social worker"
    world.act_as(world.people[role])
    actor = Actor(world.people[role], "Somebody", (Grant(role, world.mine, "Team East", "team"),))
    (child,) = [c.child for c in world.cases.values() if (c.relation, c.variant) == NAMED]
    own = world.web.execute("SELECT access_ties(%s)", [child]).fetchone()
    assert own is not None
    given = answer(actor, own[0], action="write", record="episode", now=world.now)
    assert given.reason == "social worker at Team East; responsible, by name"
    refused = answer(actor, own[0], action="write", record="statutory return", now=world.now)
    assert not refused and "social worker" in refused.reason


def test_a_stranger_is_told_nothing_of_a_childs_ties(world: World) -> None:
    world.act_as(world.stranger)
    for child in world.cases:
        own = world.web.execute("SELECT access_ties(%s)", [child]).fetchone()
        assert own is not None
        assert (own[0]["ties"], own[0]["narrowed"], own[0]["reach"]) == ([], False, {})
