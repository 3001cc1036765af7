"""Before anything is served: invented and real records never share a database, and a server must be safe."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.support.roles import worker
from waylight.ops import migrate, startup
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import ADMIN, OWNER
from waylight.ops.postgres.roles import connect
from waylight.ops.startup import WrongDatabase, check_database

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def marker(cluster: Cluster) -> Iterator[Any]:
    """Changes the marker as its maker can, and puts it back."""

    def change(statement: str) -> None:
        with connect(cluster.address(ADMIN)) as admin:
            admin.execute(statement)

    yield change
    change("DELETE FROM made.database; INSERT INTO made.database (kind, launcher) VALUES ('test', true)")


def test_a_demonstration_takes_a_database_made_for_one() -> None:
    check_database()


class Server:
    """As much of a cursor as is asked for the version."""

    def __init__(self, version: int) -> None:
        self.version = version

    def execute(self, _: str) -> None:
        """Nothing to do."""

    def fetchone(self) -> tuple[int]:
        return (self.version,)


@pytest.mark.parametrize("version", [150_000, 150_018, 180_006])
def test_fifteen_and_whatever_is_newer_will_do(version: int) -> None:
    startup.check_version(Server(version))  # type: ignore[arg-type]


@pytest.mark.parametrize(("version", "named"), [(149_999, "14"), (130_011, "13"), (96_024, "9")])
def test_an_older_server_is_refused_in_a_sentence_with_the_version_that_is_needed(
    version: int, named: str
) -> None:
    with pytest.raises(WrongDatabase, match=f"PostgreSQL {named} is too old: 15 or newer is needed"):
        startup.check_version(Server(version))  # type: ignore[arg-type]


def test_neither_pages_nor_tables_come_onto_a_server_that_is_too_old(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(startup, "OLDEST_SERVER", 990_000)
    with pytest.raises(WrongDatabase, match="too old: 99 or newer is needed"):
        check_database()
    assert migrate.main(["--quiet"]) == 1
    assert "too old: 99 or newer is needed" in capsys.readouterr().err


def test_a_demonstration_refuses_a_database_without_the_marker(marker: Any) -> None:
    marker("DELETE FROM made.database")
    with pytest.raises(WrongDatabase, match="may hold real children's records"):
        check_database()


def test_real_mode_refuses_a_database_of_invented_records(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(WrongDatabase, match="it holds invented children"):
        check_database()


@pytest.mark.parametrize("name", ["fsync", "full_page_writes", "synchronous_commit"])
def test_real_mode_refuses_a_server_that_could_lose_what_it_acknowledged(
    settings: Any, marker: Any, cluster: Cluster, name: str
) -> None:
    settings.DEMO = False
    marker("DELETE FROM made.database")
    others = {"fsync", "full_page_writes", "synchronous_commit"} - {name}
    try:
        for other in others:
            marker(f"ALTER SYSTEM SET {other} = on")
        marker("SELECT pg_reload_conf(), pg_sleep(0.2)")
        connection.close()
        with pytest.raises(WrongDatabase, match=f"{name} = off"):
            check_database()
    finally:
        marker("ALTER SYSTEM RESET ALL")
        marker("SELECT pg_reload_conf(), pg_sleep(0.2)")
        connection.close()


def test_real_mode_takes_a_safe_server_without_a_marker(settings: Any, marker: Any, tmp_path: Path) -> None:
    settings.DEMO, settings.LET_GO = False, tmp_path / "let-go.jsonl"
    settings.LET_GO.touch()
    marker("DELETE FROM made.database")
    try:
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            marker(f"ALTER SYSTEM SET {name} = on")
        marker("SELECT pg_reload_conf(), pg_sleep(0.2)")
        connection.close()
        check_database()
    finally:
        marker("ALTER SYSTEM RESET ALL")
        marker("SELECT pg_reload_conf(), pg_sleep(0.2)")
        connection.close()


def test_pages_are_not_served_as_the_owner_of_the_tables(cluster: Cluster) -> None:
    address = cluster.address(OWNER)
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(USER=address.role, PASSWORD=address.password)
    try:
        with pytest.raises(WrongDatabase, match="must own nothing"):
            check_database()
    finally:
        connection.close()
        connection.settings_dict.update(before)


@pytest.fixture
def unlisted(settings: Any, tmp_path: Path) -> Path:
    """The list outside is named, and is not there; the record is a real one."""
    settings.DEMO, settings.LET_GO = False, tmp_path / "let-go.jsonl"
    return settings.LET_GO


def test_a_record_that_was_begun_is_not_opened_without_the_list_of_what_was_let_go(
    unlisted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(startup, "_begun", lambda: True)
    with pytest.raises(WrongDatabase) as refused:
        startup.check_let_go()
    said = str(refused.value)
    assert f"There is no {unlisted}." in said
    assert "Fetch it from where it is kept" in said
    unlisted.touch()
    startup.check_let_go()


def test_at_the_first_start_nothing_was_let_go_and_no_list_is_asked_for(
    unlisted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(startup, "_begun", lambda: False)
    startup.check_let_go()


def test_the_pages_role_is_told_that_a_record_was_begun_and_shown_none_of_it(cluster: Cluster) -> None:
    with connect(cluster.address(ADMIN)) as admin:
        (size,) = admin.execute("SELECT pg_relation_size('facts_fact') > 0").fetchone() or ()
    assert startup._begun() is size


def test_the_worker_begins_the_list_within_its_first_minute(unlisted: Path, cluster: Cluster) -> None:
    from waylight.episodes.letting_go import hand_out

    with worker(cluster):
        assert hand_out(unlisted, datetime(2026, 3, 2, 12, tzinfo=UTC)) == 0
    assert unlisted.read_text() == ""
