"""The roles of the database: who owns, who only uses, and what the marker says."""

from __future__ import annotations

import psycopg
import pytest

from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import COUNT, OWNER, WEB, WORKER
from waylight.ops.postgres.roles import connect


@pytest.mark.parametrize("role", [WEB, WORKER, COUNT])
def test_the_roles_that_serve_own_nothing_and_cannot_pass_over_row_security(
    cluster: Cluster, role: str
) -> None:
    with connect(cluster.address(role)) as session:
        rights = session.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = %s",
            [role],
        ).fetchone()
        owned = session.execute(
            "SELECT count(*) FROM pg_class JOIN pg_roles r ON r.oid = relowner WHERE rolname = %s", [role]
        ).fetchone()
    assert rights == (False, False, False, False)
    assert owned == (0,)


@pytest.mark.parametrize("role", [WEB, WORKER, COUNT])
def test_the_roles_that_serve_cannot_make_a_table(cluster: Cluster, role: str) -> None:
    with connect(cluster.address(role)) as session, pytest.raises(psycopg.errors.InsufficientPrivilege):
        session.execute("CREATE TABLE theirs (n int)")


@pytest.mark.parametrize("role", [OWNER, WEB, WORKER, COUNT])
def test_nobody_but_the_maker_can_change_the_marker(cluster: Cluster, role: str) -> None:
    with connect(cluster.address(role)) as session:
        assert session.execute("SELECT kind FROM made.database").fetchone() == ("test",)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            session.execute("DELETE FROM made.database")


def test_a_wrong_password_is_refused(cluster: Cluster) -> None:
    address = cluster.address(WEB)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(host=address.socket, user=WEB, password="a guess", dbname="waylight")


def test_a_password_does_not_show_when_an_address_is_printed(cluster: Cluster) -> None:
    address = cluster.address(WEB)
    assert address.password not in f"{address} {address!r}"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_test_begins_with_empty_tables(turn: str) -> None:
    from django.contrib.auth.models import Group

    assert not Group.objects.exists()
    Group.objects.create(name="left behind")


@pytest.mark.django_db
def test_pages_are_served_as_the_role_that_owns_nothing() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, (SELECT count(*) FROM django_migrations)")
        user, migrations = cursor.fetchone()
    assert user == WEB
    assert migrations > 10
