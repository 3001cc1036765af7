"""Questions asked of every fact: planned once on the worker's connection, each time on the pages'."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import DataError, connection, transaction

from tests.support.roles import worker
from waylight.facts.asked import Question, asked, asked_last, asked_together
from waylight.ops.database import planned
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import OWNER, ROLES, WORKER
from waylight.ops.postgres.roles import connect

pytestmark = pytest.mark.django_db(transaction=True)
KEPT = "SELECT count(*) FROM pg_prepared_statements"
FACTS = "SELECT count(*) FROM facts_fact WHERE child = %s"


def kept() -> int:
    with connection.cursor() as cursor:
        cursor.execute(KEPT)
        return int(cursor.fetchone()[0])


def test_the_worker_keeps_a_question_planned_once_it_came_a_few_times(cluster: Cluster) -> None:
    with worker(cluster):
        counts = []
        for _ in range(6):
            assert asked(FACTS, [uuid4()]) == [(0,)]
            counts.append(kept())
    assert counts == [0, 0, 0, 1, 1, 1]


def test_a_plan_for_any_list_is_kept_though_the_server_would_rather_see_each(cluster: Cluster) -> None:
    of_some = "SELECT count(*) FROM facts_fact WHERE child = ANY (%s)"
    with worker(cluster):
        for _ in range(12):
            assert asked(of_some, [[uuid4()]]) == [(0,)]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT custom_plans FROM pg_prepared_statements WHERE statement LIKE '%%child = ANY%%'"
            )
            assert cursor.fetchall() == [(0,)]


def test_pages_keep_none_and_the_answer_is_of_whoever_asks(cluster: Cluster) -> None:
    connection.close()
    for _ in range(6):
        assert asked(FACTS, [uuid4()]) == [(0,)]
    assert kept() == 0
    assert [role for role in ROLES if planned(role)] == [WORKER]


def test_a_question_planned_on_an_empty_table_is_planned_anew_when_the_table_has_grown(
    cluster: Cluster,
) -> None:
    grown = "SELECT count(*) FROM grows WHERE id = %s"
    with connect(cluster.address(OWNER)) as owner:
        owner.execute("CREATE TABLE grows (id int PRIMARY KEY); GRANT SELECT ON grows TO waylight_worker")
    try:
        with worker(cluster):
            for _ in range(12):
                asked(grown, [5])
            with connect(cluster.address(OWNER)) as owner:
                owner.execute("INSERT INTO grows SELECT generate_series(1, 20000)")
                owner.execute("ANALYZE grows")
            assert asked(grown, [5]) == [(1,)]
            with connection.cursor() as cursor:
                cursor.execute("SELECT name FROM pg_prepared_statements WHERE statement LIKE '%%grows%%'")
                (name,) = cursor.fetchone()
                cursor.execute(f"EXPLAIN EXECUTE {name} (5)")
                plan = "\n".join(line for (line,) in cursor.fetchall())
            assert "Index" in plan
    finally:
        with connect(cluster.address(OWNER)) as owner:
            owner.execute("DROP TABLE grows")


def test_what_is_written_is_part_of_the_transaction_around_it(cluster: Cluster) -> None:
    child = uuid4()
    put = "INSERT INTO alerts_watch (child, next_at) VALUES (%s, now())"
    there = "SELECT count(*) FROM alerts_watch WHERE child = %s"

    def given_up() -> Any:
        with transaction.atomic():
            assert asked(put, [child]) == []
            assert asked(there, [child]) == [(1,)]
            raise KeyError

    with worker(cluster):
        with pytest.raises(KeyError):
            given_up()
        assert asked(there, [child]) == [(0,)]


WATCHED = "SELECT count(*) FROM alerts_watch WHERE child = %s"
WATCH = "INSERT INTO alerts_watch (child, next_at) VALUES (%s, now())"


def test_questions_sent_together_see_what_those_before_them_wrote(cluster: Cluster) -> None:
    child = uuid4()
    there = Question(WATCHED, [child])
    with worker(cluster):
        assert asked_together([there, Question(WATCH, [child]), there]) == [[(0,)], [], [(1,)]]
        assert asked_together([]) == []


def test_of_questions_sent_together_one_that_fails_undoes_all(cluster: Cluster) -> None:
    child = uuid4()

    def fail() -> None:
        with transaction.atomic():
            asked_last([Question(WATCH, [child]), Question("SELECT %s::int", ["no number"])])

    with worker(cluster):
        with pytest.raises(DataError):
            fail()
        assert asked(WATCHED, [child]) == [(0,)]


def test_the_last_that_is_written_is_kept_at_once_and_seen_by_others(cluster: Cluster) -> None:
    child = uuid4()
    with worker(cluster), transaction.atomic():
        asked(WATCH, [child])
        asked_last([Question("SELECT 1")])
        with connect(cluster.address(OWNER)) as other:
            assert other.execute(WATCHED, [child]).fetchall() == [(1,)]


def test_within_another_transaction_that_ones_end_counts(cluster: Cluster) -> None:
    child = uuid4()

    def given_up() -> None:
        with transaction.atomic():
            with transaction.atomic():
                asked_last([Question(WATCH, [child])])
            raise KeyError

    with worker(cluster):
        with pytest.raises(KeyError):
            given_up()
        assert asked(WATCHED, [child]) == [(0,)]


def test_a_fault_is_said_as_django_says_it(cluster: Cluster) -> None:
    with worker(cluster), pytest.raises(DataError):
        asked("SELECT %s::int", ["no number"])
