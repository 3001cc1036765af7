"""The tree of agencies, and who acts."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from waylight.agencies.actor import Actor, Grant

if TYPE_CHECKING:
    from tests.support.record import Region

GRANT = Grant("night worker", uuid4(), "Beech House", "home")


def test_an_actor_is_named_with_the_role_and_place_of_the_sitting() -> None:
    actor = Actor(uuid4(), "Nell Night", (GRANT,), "enrolled device")
    assert str(actor) == "Nell Night, night worker, Beech House"
    assert (actor.role, actor.node, actor.node_name) == ("night worker", GRANT.node_id, "Beech House")
    assert actor.holds("director", "night worker") and not actor.holds("director")


def test_who_holds_no_role_acts_as_nothing() -> None:
    actor = Actor(uuid4(), "Nell Night", ())
    assert (actor.chosen, actor.role, actor.node, str(actor)) == (None, "", None, "Nell Night")


def test_an_actor_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Actor(uuid4(), "Nell Night", (GRANT,)).name = "Another"  # type: ignore[misc]


def test_an_actor_holds_what_the_person_holds_now_the_chosen_one_first(region: Region, now: datetime) -> None:
    from waylight.agencies.models import Person
    from waylight.agencies.selectors import actor_of

    db, me = region.record.db, region.night_worker.person_id
    give = (
        "INSERT INTO agencies_rolegrant (id, person_id, role, node_id, during, granted_by_id, why) VALUES "
        "(%s, %s, %s, %s, tstzrange(%s, %s), %s, '')"
    )
    chosen, giver, day = uuid4(), region.manager.person_id, timedelta(days=1)
    db.execute(give, [chosen, me, "registered manager", region.home, now - day, now + day, giver])
    db.execute(give, [uuid4(), me, "director", region.authority, now - 2 * day, now - day, giver])
    person = Person.objects.get(pk=me)
    assert [g.role for g in actor_of(person, now).grants] == ["night worker", "registered manager"]
    assert actor_of(person, now, choose=chosen, via="passkey").role == "registered manager"
    assert actor_of(person, now + 2 * day).role == "night worker"
    db.execute("UPDATE agencies_person SET is_active = false WHERE id = %s", [me])
    assert actor_of(me, now).grants == ()


def test_an_account_has_no_password_until_one_is_set_and_no_way_to_all_power(region: Region) -> None:
    from waylight.agencies.models import Person

    person = Person.objects.create_user("Joy@Example.Invalid", "Joy")
    assert person.email == "Joy@example.invalid"
    assert not person.has_usable_password() and str(person) == "Joy"
    assert not hasattr(person, "is_superuser") and not hasattr(person, "is_staff")


def test_the_authority_of_a_team_is_found_by_climbing_the_closed_tree(region: Region) -> None:
    from waylight.agencies.selectors import authority_of, below

    found = authority_of(region.team)
    assert found is not None and found.id == region.authority
    assert authority_of(region.home) is None
    assert below([region.authority]) == {region.authority, region.team}


def test_loaders_add_and_move_nodes_as_the_worker(region: Region, cluster: object) -> None:
    """The functions that bend the tree are the worker's; pages have their own, with a gate."""
    from django.db import ProgrammingError

    from waylight.agencies.services import add_node, move_node

    with pytest.raises(ProgrammingError, match="permission denied"):
        add_node(kind="team", name="Anything", since=date(2026, 1, 1), parent=region.authority)
    with pytest.raises(ProgrammingError, match="permission denied"):
        move_node(node=region.team, under=None)
