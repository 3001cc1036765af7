"""A rebuild beside people at work: nobody sees half of it, and what is reported meanwhile is in the record after it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from psycopg import Connection
from psycopg.errors import LockNotAvailable

from tests.episodes.telling import Telling
from waylight.episodes import filling, mending
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import OWNER
from waylight.ops.postgres.roles import connect
from waylight.ops.rebuild import check, rebuild

SOON, LONG = 0.3, 60


class Paused:
    """Stops a rebuild when it has written rows and not committed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, module: Any) -> None:
        self.reached, self.go_on = threading.Event(), threading.Event()
        copy = module.copy

        def paused(*what: Any) -> None:
            copy(*what)
            self.reached.set()
            assert self.go_on.wait(LONG)

        monkeypatch.setattr(module, "copy", paused)


@pytest.fixture
def meanwhile() -> Iterator[Callable[..., Future[Any]]]:
    """Does something in a thread with a connection of its own."""
    pool = ThreadPoolExecutor(2)

    def run(act: Callable[[], Any]) -> Any:
        try:
            return act()
        finally:
            connection.close()

    yield lambda act: pool.submit(run, act)
    pool.shutdown()


@pytest.fixture
def owners(cluster: Cluster) -> Iterator[tuple[Connection[Any], Connection[Any]]]:
    """One who rebuilds and one who looks."""
    with connect(cluster.address(OWNER)) as one, connect(cluster.address(OWNER)) as other:
        yield one, other


def count(db: Connection[Any]) -> Any:
    return (db.execute("SELECT count(*) FROM episodes_episode").fetchone() or (None,))[0]


def test_an_empty_record_is_filled_unseen_and_who_reports_or_reads_waits_for_it(
    region: Any, now: datetime, owners: Any, meanwhile: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    db, looking = owners
    other = region.another()
    Telling(region, now).absent()
    db.execute("TRUNCATE episodes_episode, episodes_episodeclaim, children_away")
    pause = Paused(monkeypatch, filling)
    filled = meanwhile(lambda: rebuild(db))
    assert pause.reached.wait(LONG)
    with pytest.raises(LockNotAvailable), looking.transaction():
        looking.execute("SET LOCAL lock_timeout = '50ms'")
        count(looking)
    report = meanwhile(lambda: Telling(region, now).absent(child=other))
    with pytest.raises(TimeoutError):
        report.result(timeout=SOON)
    pause.go_on.set()
    assert filled.result(LONG).episodes == 1
    report.result(LONG)
    assert count(looking) == 2
    assert check(db).faults == 0


def test_a_filling_waits_for_who_reads_and_reports_and_stops_nobody(
    region: Any, now: datetime, owners: Any, meanwhile: Any
) -> None:
    db, looking = owners
    Telling(region, now).absent()
    db.execute("TRUNCATE episodes_episode, episodes_episodeclaim, children_away")
    with looking.transaction():
        count(looking)
        filled = meanwhile(lambda: rebuild(db))
        with pytest.raises(TimeoutError):
            filled.result(timeout=SOON)
        # Each holds what the other one needs: the filling steps back.
        looking.execute("LOCK TABLE facts_fact IN ROW EXCLUSIVE MODE")
    assert filled.result(LONG).episodes == 1


def test_a_report_waits_for_the_child_that_is_put_right_and_for_no_other(
    region: Any, now: datetime, owners: Any, meanwhile: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    db, looking = owners
    other = region.another()
    tell = Telling(region, now)
    filed, was = tell.absent(), Telling(region, now - timedelta(days=1))
    was.later(30).returned(was.absent(child=other).episode)
    db.execute("UPDATE episodes_episode SET category = 'A' WHERE id = %s", [filed.episode])
    pause = Paused(monkeypatch, mending)
    mended = meanwhile(lambda: rebuild(db))
    assert pause.reached.wait(LONG)
    tell.absent(child=other)
    back = meanwhile(lambda: tell.later(5).returned(filed.episode))
    with pytest.raises(TimeoutError):
        back.result(timeout=SOON)
    assert looking.execute(
        "SELECT category FROM episodes_episode WHERE id = %s", [filed.episode]
    ).fetchone() == ("A",)
    pause.go_on.set()
    assert mended.result(LONG).faults == 1
    back.result(LONG)
    assert check(db).faults == 0
    row = looking.execute("SELECT category, ended_by FROM episodes_episode WHERE id = %s", [filed.episode])
    assert row.fetchone() == ("M", "returned")


def test_a_row_that_stands_with_another_child_is_put_right(region: Any, now: datetime, owners: Any) -> None:
    db, _ = owners
    tell = Telling(region, now)
    filed, _ = tell.absent(), tell.absent(child=region.another())
    db.execute("UPDATE episodes_episode SET child_id = gen_random_uuid() WHERE id = %s", [filed.episode])
    assert check(db).faults
    rebuild(db)
    assert check(db).faults == 0
    assert count(db) == 2
