"""The floor stays quick: what was measured at a hundred thousand children is kept; a small nation asks the same way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.record.asking import AT_MOST, LARGE, QUESTIONS, ask_all
from benchmarks.record.population import ROLES, make_population

KEPT = Path(__file__).parents[2] / "benchmarks" / "record" / "results" / "asking.json"


def kept() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(KEPT.read_text("utf-8"))
    return rows


def test_every_question_was_asked_as_every_role() -> None:
    assert {(row["role"], row["question"]) for row in kept()} == {(r, q) for r in ROLES for q in QUESTIONS}


def test_every_question_took_less_than_the_limit_and_read_no_large_table_whole() -> None:
    slow = [(r["role"], r["question"], r["ms"]) for r in kept() if r["ms"] >= AT_MOST or r["read_whole"]]
    assert slow == []


def test_every_large_table_was_read_by_an_index() -> None:
    plans = "\n".join(line for row in kept() for line in row["plan"])
    assert "Seq Scan" not in "".join(
        line for line in plans.splitlines() if any(name in line for name in LARGE)
    )
    assert "Index Scan" in plans


def test_who_may_see_whom_is_planned_once_and_always_by_the_index(
    cluster: Any, django_db_setup: None
) -> None:
    from waylight.ops.postgres.connection import OWNER
    from waylight.ops.postgres.roles import connect

    with connect(cluster.address(OWNER)) as owner:
        settings = owner.execute("SELECT proconfig FROM pg_proc WHERE proname = 'may_children'").fetchall()
    assert len(settings) == 1 and "plan_cache_mode=force_generic_plan" in settings[0][0]


@pytest.mark.slow
def test_a_small_nation_asks_by_indexes_as_well(cluster: Any, django_db_setup: None) -> None:
    from tests.support.throwaway import empty_tables
    from waylight.ops.postgres.connection import OWNER, WEB
    from waylight.ops.postgres.roles import connect
    from waylight.ops.rebuild import rebuild

    empty_tables(cluster)
    try:
        with connect(cluster.address(OWNER)) as owner:
            make_population(owner, children=3000)
            rebuild(owner)
        with connect(cluster.address(WEB)) as web:
            answers = list(ask_all(web, runs=1))
    finally:
        empty_tables(cluster)
    assert len(answers) == len(ROLES) * len(QUESTIONS)
    assert [(a.role, a.question, a.read_whole) for a in answers if a.read_whole] == []
    seen = {a.role: a.rows for a in answers if a.question == "first page of children by name"}
    assert seen["director"] and seen["night worker"] and not seen["host authority officer"]
