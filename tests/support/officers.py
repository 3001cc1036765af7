"""The data officers of the demonstration, as the desk's tests act for them and as accounts in the database."""

from __future__ import annotations

from waylight.agencies.actor import Actor
from waylight.desk.people import DATA_OFFICER, Person
from waylight.ops.demo.people import AUTHORITY, OFFICERS, id_of
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import OWNER
from waylight.ops.postgres.roles import connect

NODE = id_of(AUTHORITY)
INES, TOBIAH, SUNNIVA = (Person(str(id_of(name)), name, DATA_OFFICER, AUTHORITY, NODE) for name in OFFICERS)


def make_accounts(cluster: Cluster) -> None:
    """Accounts and roles of the officers, written as the owner of the tables. A second time changes nothing."""
    people = [(id_of(name), name, f"{name.split()[0].lower()}@demonstration.invalid") for name in OFFICERS]
    node = NODE
    with connect(cluster.address(OWNER)) as owner:
        owner.execute(
            "INSERT INTO agencies_node (id, kind, name, code, country, sends_files_only, since) "
            "VALUES (%s, 'authority', %s, '', 'E', false, '2000-01-01') ON CONFLICT DO NOTHING",
            [node, AUTHORITY],
        )
        owner.execute(
            "INSERT INTO agencies_nodereach (above_id, below_id) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [node, node],
        )
        for id, name, email in people:
            owner.execute(
                "INSERT INTO agencies_person (id, name, email, password, is_active, joined_at) "
                "VALUES (%s, %s, %s, '!', true, now()) ON CONFLICT DO NOTHING",
                [id, name, email],
            )
        for at, (id, _, _) in enumerate(people):
            owner.execute(
                "INSERT INTO agencies_rolegrant (id, person_id, role, node_id, during, granted_by_id, why) "
                "VALUES (%s, %s, %s, %s, tstzrange('2020-01-01', '2040-01-01'), %s, 'a test') "
                "ON CONFLICT DO NOTHING",
                [grant_of(id), id, DATA_OFFICER, node, people[at - 1][0]],
            )


def grant_of(person: object) -> object:
    """The id of an officer's role."""
    return id_of(f"role of {person}")


def choice(officer: Person) -> str:
    """What the button with the officer's name sends."""
    return f"{officer.key} {grant_of(officer.key)}"


def choice_of(actor: Actor) -> str:
    """What the button with somebody's name sends, for somebody with one role."""
    from waylight.agencies.models import RoleGrant

    grant = RoleGrant.objects.get(person_id=actor.person_id)
    return f"{actor.person_id} {grant.id}"
