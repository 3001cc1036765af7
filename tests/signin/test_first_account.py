"""The first accounts of an installation are made by whoever holds the owner's password, not by a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def as_owner(cluster: Any, region: Any) -> Iterator[None]:
    """Django signed in to the database as the owner of the tables, as `waylight account` is."""
    from django.db import connection

    from waylight.ops.postgres.connection import OWNER

    address = cluster.address(OWNER)
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(USER=address.role, PASSWORD=address.password)
    yield
    connection.close()
    connection.settings_dict.update(before)


def test_the_code_that_is_printed_sets_the_account_up(region: Any, as_owner: None) -> None:
    from tests.signin.people import now
    from waylight.ops.account import make

    code = make("First@Example.org", "First Manager", "team manager", "Eastshire looked-after team", now())
    answer = Client().post("/sign-in/code/", {"code": code, "password": "marble otter window"})
    assert answer["Location"] == "/me/"
    assert "Set up a second factor" in answer.client.get("/me/").content.decode()
    found = region.record.rows("SELECT basis FROM audit_trail WHERE route = 'account'")
    assert found == [("the operator gave team manager",)]


def test_the_operator_gives_the_role_and_cannot_sign_in(region: Any, as_owner: None) -> None:
    from tests.signin.people import now
    from waylight.agencies.models import RoleGrant
    from waylight.ops.account import make

    make("first@example.org", "First Manager", "team manager", "Eastshire looked-after team", now())
    given = RoleGrant.objects.get(person__email="first@example.org").granted_by
    assert (given.name, given.is_active) == ("The operator of this installation", False)


@pytest.mark.parametrize(
    ("role", "place", "said"),
    [
        ("king", "Beech House", "There is no role called king"),
        ("night worker", "Nowhere", "No place is called Nowhere"),
    ],
)
def test_what_cannot_be_made_is_named(region: Any, as_owner: None, role: str, place: str, said: str) -> None:
    from tests.signin.people import now
    from waylight.ops.account import NotMade, make

    with pytest.raises(NotMade, match=said):
        make("first@example.org", "First Manager", role, place, now())
