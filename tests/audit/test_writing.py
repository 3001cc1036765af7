"""What somebody did is on the trail in the same transaction, once, and nobody can change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import Error, connection, transaction

from tests.audit.conftest import Somebody
from waylight.audit.acts import Act
from waylight.audit.services import note, note_afterwards
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import OWNER, WEB
from waylight.ops.postgres.roles import connect

pytestmark = pytest.mark.django_db(transaction=True)
Trail = Callable[[], list[dict[str, Any]]]


def acting(person: Somebody) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('waylight.person', %s, true)", [str(person.person_id)])


def test_a_look_says_who_as_what_at_whom_by_which_page_and_why_they_could(
    amal: Somebody, trail: Trail
) -> None:
    child = uuid4()
    with transaction.atomic():
        acting(amal)
        note(
            actor=amal, act=Act.READ, record="grab pack", child=child, route="pack",
            basis="night worker, caring: lives here", digest=b"a hash",
        )  # fmt: skip
    (row,) = trail()
    assert (row["person"], row["actor_name"], row["role"]) == (amal.person_id, "Amal Reyes", "night worker")
    assert (row["node"], row["node_name"]) == (amal.node, "Larch House")
    assert (row["act"], row["record"], row["child"], row["route"]) == ("read", "grab pack", child, "pack")
    assert row["basis"] == "night worker, caring: lives here"
    assert (row["page"], row["digest"]) == (None, b"a hash")
    assert len(row["salt"]) == 16


def test_a_list_is_one_row_for_the_page_and_one_for_each_child_on_it(amal: Somebody, trail: Trail) -> None:
    seen = {uuid4(): "caring", uuid4(): "caring since midnight"}
    with transaction.atomic():
        acting(amal)
        note(actor=amal, act=Act.LISTED, record="episode", route="tonight", children=seen)
    head, *rows = trail()
    assert head["child"] is None
    assert {row["child"]: row["basis"] for row in rows} == seen
    assert {row["page"] for row in (head, *rows)} == {head["page"]} != {None}


def test_an_empty_list_is_on_the_trail_too(amal: Somebody, trail: Trail) -> None:
    with transaction.atomic():
        acting(amal)
        note(actor=amal, act=Act.SEARCHED, record="child core", route="search", children=())
    assert [row["act"] for row in trail()] == ["searched"]


def test_an_act_that_is_rolled_back_leaves_no_row(amal: Somebody, trail: Trail) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        acting(amal)
        note(actor=amal, act=Act.WROTE, record="episode")
        raise ZeroDivisionError
    assert trail() == []


def test_a_refusal_is_on_the_trail_after_its_request_was_rolled_back(amal: Somebody, trail: Trail) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        acting(amal)
        raise ZeroDivisionError
    note_afterwards(actor=amal, act=Act.REFUSED, record="episode", subject=uuid4(), basis="no interest")
    assert [(row["act"], row["person"]) for row in trail()] == [("refused", amal.person_id)]


def test_a_refusal_cannot_be_put_into_the_transaction_that_will_be_rolled_back(amal: Somebody) -> None:
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        note_afterwards(actor=amal, act=Act.REFUSED, record="episode")


def test_nobody_writes_in_anothers_name(amal: Somebody, trail: Trail) -> None:
    other = Somebody(uuid4(), name="Bryn Osei")
    with pytest.raises(Error, match="row-level security"), transaction.atomic():
        acting(other)
        note(actor=amal, act=Act.READ, record="episode")
    assert trail() == []


def test_a_failed_sign_in_needs_nobody_to_be_signed_in(amal: Somebody, trail: Trail) -> None:
    with transaction.atomic():
        note(actor=amal, act=Act.FAILED_SIGN_IN, record="account")
        note(actor=None, act=Act.FAILED_SIGN_IN, record="account")
    assert [row["person"] for row in trail()] == [amal.person_id, None]


def test_a_word_that_is_no_act_is_refused(amal: Somebody) -> None:
    with pytest.raises(ValueError, match="peeked"):
        note(actor=amal, act="peeked", record="episode")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM audit_trail",
        "UPDATE audit_trail SET act = 'read'",
        "DELETE FROM audit_trail",
        "TRUNCATE audit_trail",
        "INSERT INTO audit_trail (at, act, record) VALUES ('2020-01-01', 'read', 'episode')",
        "INSERT INTO audit_trail (id, act, record) OVERRIDING SYSTEM VALUE VALUES (1, 'read', 'episode')",
        "INSERT INTO audit_trail (salt, act, record) VALUES ('\\x00', 'read', 'episode')",
        "INSERT INTO audit_trail (tx, act, record) VALUES ('1', 'read', 'episode')",
        "SELECT * FROM audit_chain",
        "INSERT INTO audit_chain VALUES (1, 1, sha256('a'), sha256('b'))",
        "SELECT * FROM audit_anchored",
    ],
)
def test_the_pages_can_only_add_and_not_choose_number_time_or_salt(cluster: Cluster, statement: str) -> None:
    with connect(cluster.address(WEB)) as session, pytest.raises(psycopg.errors.InsufficientPrivilege):
        session.execute(statement)


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_trail SET act = 'read'", "DELETE FROM audit_trail", "DELETE FROM audit_chain"]
)
def test_the_worker_changes_nothing(cluster: Cluster, statement: str) -> None:
    from waylight.ops.postgres.connection import WORKER

    with connect(cluster.address(WORKER)) as session, pytest.raises(psycopg.errors.InsufficientPrivilege):
        session.execute(statement)


@pytest.mark.parametrize("change", ["UPDATE audit_trail SET act = 'read'", "DELETE FROM audit_trail"])
def test_not_even_the_owner_changes_a_row_without_taking_a_trigger_away(
    cluster: Cluster, amal: Somebody, change: str
) -> None:
    note_afterwards(actor=amal, act=Act.WROTE, record="episode")
    with connect(cluster.address(OWNER)) as session, pytest.raises(psycopg.errors.RestrictViolation):
        session.execute(change)
