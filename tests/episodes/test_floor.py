"""What the database itself refuses, whatever a line of code forgets."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg.errors import RestrictViolation

from tests.episodes.telling import Telling
from waylight.access.acting import acting
from waylight.episodes.models import Episode, EpisodeClaim, PackEntry
from waylight.facts.models import Fact, Words

FACT = """
INSERT INTO facts_fact (id, kind, version, record, happened_earliest, happened_latest, happened_said, told, child,
                        by_node_id, by_person_id, door, source_key, body{columns})
VALUES (gen_random_uuid(), 'absent', 1, 'episode core', now(), now(), '', now(), %(child)s, %(node)s, %(person)s, 'web',
        gen_random_uuid()::text, '{{}}'{values})
"""


@pytest.fixture
def tell(region: Any, now: datetime) -> Telling:
    return Telling(region, now)


def run(sql: str, values: Any = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def a_fact(tell: Telling, columns: str = "", values: str = "", **other: Any) -> int:
    said = {"child": tell.region.child, "node": tell.actor.node, "person": tell.actor.person_id, **other}
    return run(FACT.format(columns=columns, values=values), said)


def test_with_no_actor_there_is_nothing_and_nothing_can_be_added(tell: Telling) -> None:
    tell.absent(words={"notes": "x"})
    with transaction.atomic():
        assert [model.objects.count() for model in (Fact, Words, Episode, EpisodeClaim, PackEntry)] == [0] * 5
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        a_fact(tell)


def test_a_fact_of_ones_own_is_taken(tell: Telling) -> None:
    with acting(tell.actor):
        assert a_fact(tell) == 1


@pytest.mark.parametrize(
    "other",
    [{"person": None}, {"person": "other"}, {"node": "other"}, {"child": "other"}],
    ids=["nobody's name", "another's name", "another agency's", "a child of others"],
)
def test_nobody_speaks_in_another_name_or_of_a_child_who_is_not_theirs(
    tell: Telling, other: dict[str, Any]
) -> None:
    region = tell.region
    away = region.record.node("home", "Elsewhere House")
    far = region.record.node("team", "Far")
    values = {"person": region.manager.person_id, "node": region.team,
              "child": region.record.child("A", "B", region.born, team=far, home=away)}  # fmt: skip
    said = {name: values[name] if value == "other" else value for name, value in other.items()}
    with pytest.raises(DatabaseError, match="row-level security"), acting(tell.actor):
        a_fact(tell, **said)


@pytest.mark.parametrize(("column", "value"), [("tx", "'7'::xid8"), ("recorded_at", "now()")])
def test_time_and_transaction_are_the_servers_to_give(tell: Telling, column: str, value: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), acting(tell.actor):
        a_fact(tell, f", {column}", f", {value}")


@pytest.mark.parametrize("table", ["episodes_episode", "episodes_episodeclaim"])
@pytest.mark.parametrize("act", ["DELETE FROM {}", "UPDATE {} SET id = id", "INSERT INTO {} DEFAULT VALUES"])
def test_no_page_writes_an_episode_by_itself(tell: Telling, table: str, act: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), acting(tell.actor):
        run(act.format(table))


@pytest.mark.parametrize("sql", ["SELECT count(*) FROM core_claims(%s)", "SELECT count(child_born(%s))"])
def test_what_others_said_is_handed_out_only_beside_a_fact_of_this_transaction(
    tell: Telling, sql: str
) -> None:
    tell.absent()

    def counted() -> Any:
        with connection.cursor() as cursor:
            cursor.execute(sql, [tell.region.child])
            return cursor.fetchone()[0]

    with acting(tell.actor):
        assert counted() == 0
        a_fact(tell)
        assert counted() > 0


def test_episodes_are_put_in_place_only_beside_a_fact_of_this_transaction(tell: Telling) -> None:
    filed = tell.absent()
    with pytest.raises(DatabaseError, match="No fact about this child"), acting(tell.actor):
        run("SELECT put_episodes(%s, '[]', '[]')", [tell.region.child])
    assert tell.live(filed.episode).episode.open


def test_the_owner_of_the_tables_cannot_change_what_was_said_either(tell: Telling) -> None:
    tell.absent(words={"notes": "x"})
    for act in (
        "UPDATE facts_fact SET body = '{}'",
        "DELETE FROM facts_fact",
        "UPDATE facts_words SET text = ''",
    ):
        with pytest.raises(RestrictViolation, match="Add another one"):
            tell.region.record.db.execute(act)


def test_a_line_of_the_pack_cannot_be_rewritten_only_ended(tell: Telling) -> None:
    from waylight.episodes.services import pack

    tell.do(pack.keep, child_id=tell.region.child, part="friends", field="friend", value="Jo")
    with acting(tell.actor):
        assert run("UPDATE episodes_packentry SET until = now()") == 1
    with pytest.raises(DatabaseError, match="permission denied"), acting(tell.actor):
        run("UPDATE episodes_packentry SET value = 'Max'")


def test_a_child_narrowed_to_named_people_is_seen_by_them_alone(tell: Telling) -> None:
    from waylight.facts.refusals import NotThere

    filed = tell.absent()
    tell.region.record.db.execute(
        "UPDATE children_child SET restricted = true WHERE id = %s", [tell.region.child]
    )
    for who in (tell.region.night_worker, tell.region.social_worker, tell.region.inspector):
        with pytest.raises(NotThere):
            tell.by(who).live(filed.episode)
        with acting(who):
            assert Fact.objects.filter(child=tell.region.child).count() == 0
