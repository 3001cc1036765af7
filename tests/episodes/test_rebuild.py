"""What the facts say is what stands; a row changed by hand is found; what was known on an earlier day comes back."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from psycopg import Connection

from tests.episodes.telling import Telling
from waylight.episodes import filling
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import OWNER
from waylight.ops.postgres.roles import connect
from waylight.ops.rebuild import check, rebuild, replay


@pytest.fixture
def db(cluster: Cluster) -> Iterator[Connection[Any]]:
    """A plain session of the owner."""
    with connect(cluster.address(OWNER)) as session:
        yield session


@pytest.fixture
def told(region: Any, now: datetime) -> Telling:
    """A child who was away twice and is away again, and another one who is back; ten days of telling."""
    first = Telling(region, now - timedelta(days=10))
    away = first.absent(minutes_ago=40)
    first.by(region.inspector).later(30).found(away.episode)
    first.later(60).returned(away.episode)
    again = Telling(region, now - timedelta(days=3)).absent(whereabouts="known")
    Telling(region, now - timedelta(days=3)).later(200).returned(again.episode)
    Telling(region, now - timedelta(days=1)).absent()
    other = region.another()
    tell = Telling(region, now - timedelta(days=5))
    tell.later(90).returned(tell.absent(child=other).episode)
    return Telling(region, now)


def known_then(db: Connection[Any], moment: datetime) -> list[dict[str, Any]]:
    out = io.StringIO()
    replay(db, moment, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_what_was_written_fact_by_fact_is_what_a_rebuild_makes(
    told: Telling, now: datetime, db: Connection[Any]
) -> None:
    count = check(db)
    assert (count.children, count.episodes, count.faults) == (2, 4, 0)


@pytest.mark.parametrize(
    ("table", "corruption"),
    [
        ("episode", "UPDATE episodes_episode SET ended_by = 'found' WHERE ended_by = 'returned'"),
        ("episode", "UPDATE episodes_episode SET started_earliest = started_earliest - interval '1 minute'"),
        ("episode", "UPDATE episodes_episode SET stretches = '[]' WHERE searching"),
        ("claim of an episode", "DELETE FROM episodes_episodeclaim"),
        ("claim of an episode", "UPDATE episodes_episodeclaim SET child = gen_random_uuid()"),
        ("episode", "UPDATE episodes_episode SET child_id = gen_random_uuid() WHERE searching"),
        ("episode", "INSERT INTO episodes_episode SELECT (jsonb_populate_record(e, jsonb_build_object('id', "
                    "gen_random_uuid(), 'child_id', gen_random_uuid()))).* FROM episodes_episode e"),
        ("time away", "UPDATE children_away SET until = NULL"),
        ("interest", "UPDATE children_interest SET node_id = (SELECT id FROM agencies_node WHERE kind = 'team') "
                     "WHERE relation = 'police'"),
        ("interest", "DELETE FROM children_interest WHERE relation = 'police'"),
    ],
)  # fmt: skip
def test_a_row_changed_by_hand_is_found_and_put_right(
    told: Telling, now: datetime, db: Connection[Any], capsys: Any, table: str, corruption: str
) -> None:
    assert db.execute(corruption).rowcount
    assert check(db).faults
    assert table in capsys.readouterr().out
    rebuild(db)
    assert check(db).faults == 0


def test_an_empty_record_is_filled_at_one_go_with_the_same_rows(
    told: Telling, now: datetime, db: Connection[Any]
) -> None:
    tables = ("episodes_episode", "episodes_episodeclaim", "children_away", "children_interest")

    def everything() -> list[list[Any]]:
        # Numbers of rows are not part of what a row says.
        return [
            sorted(db.execute(f"SELECT to_jsonb(t) - 'id' FROM {table} t").fetchall(), key=str)
            for table in tables
        ]

    before = everything()
    for processes in (1, 2):
        db.execute("TRUNCATE episodes_episode, episodes_episodeclaim, children_away, children_interest")
        rebuild(db, processes=processes)
        assert everything() == before
    assert check(db).faults == 0


SHAPE = """
SELECT 'index', x.indrelid::regclass::text, pg_get_indexdef(x.indexrelid) || x.indisvalid FROM pg_index x
JOIN pg_class c ON c.oid = x.indrelid WHERE c.relnamespace = 'public'::regnamespace
UNION ALL SELECT 'key', conrelid::regclass::text, conname || pg_get_constraintdef(oid) || convalidated
FROM pg_constraint
UNION ALL SELECT 'right', relname, coalesce(relacl::text, '') || relrowsecurity || relowner FROM pg_class
WHERE relnamespace = 'public'::regnamespace
UNION ALL SELECT 'policy', tablename, policies::text FROM pg_policies policies
ORDER BY 1, 2, 3
"""


def test_filling_leaves_every_index_key_right_and_policy_as_it_was(
    told: Telling, now: datetime, db: Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def shape() -> list[Any]:
        return db.execute(SHAPE).fetchall()

    before, meanwhile, copy = shape(), [], filling.copy

    def looking(*what: Any) -> None:
        meanwhile.append(shape())
        copy(*what)

    monkeypatch.setattr(filling, "copy", looking)
    db.execute("TRUNCATE episodes_episode, episodes_episodeclaim, children_away, children_interest")
    rebuild(db)
    assert shape() == before
    # While rows are written the indexes are gone, and nothing that says who may read.
    assert {what for what, *_ in set(before) - set(meanwhile[0])} == {"index", "key", "right"}
    gone = {table for what, table, _ in set(before) - set(meanwhile[0]) if what == "right"}
    assert gone.isdisjoint(
        {"episodes_episode", "episodes_episodeclaim", "children_away", "children_interest"}
    )


def test_what_was_known_on_an_earlier_day_comes_back(
    told: Telling, now: datetime, db: Connection[Any]
) -> None:
    def seen(moment: datetime) -> list[tuple[bool, str]]:
        child = str(told.region.child)
        return [(row["open"], row["ended_by"]) for row in known_then(db, moment) if row["child_id"] == child]

    began = now - timedelta(days=10)
    assert seen(began - timedelta(minutes=1)) == []
    assert seen(began) == [(True, "")]
    assert seen(began + timedelta(minutes=30)) == [(False, "found")]
    assert seen(now - timedelta(days=2)) == [(False, "found"), (False, "returned")]
    assert seen(now) == [(False, "found"), (False, "returned"), (True, "")]


def test_what_is_known_now_is_what_stands(told: Telling, now: datetime, db: Connection[Any]) -> None:
    stands = db.execute(
        "SELECT id, version, open FROM episodes_episode ORDER BY child_id, started_earliest"
    ).fetchall()
    assert [(UUID(row["id"]), row["version"], row["open"]) for row in known_then(db, now)] == stands


def test_the_birthday_moves_the_projection_and_the_check_says_so(
    told: Telling, now: datetime, db: Connection[Any]
) -> None:
    db.execute("UPDATE children_child SET born = %s", [date(now.year - 18, now.month, 1) - timedelta(days=3)])
    assert check(db).faults
