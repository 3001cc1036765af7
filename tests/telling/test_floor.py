"""The database itself: who sees what was told, and that no page can write it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from tests.telling.test_inspector import reported

Minute = Callable[[datetime], None]
pytestmark = pytest.mark.django_db(transaction=True)
TABLES = ("notice", "climb", "step", "receipt", "heard", "delivery", "carried")


def seen(actor: Any, table: str) -> int:
    from django.db import connection

    from waylight.access.acting import acting

    with acting(actor), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM telling_{table}")
        (count,) = cursor.fetchone()
    return int(count)


@pytest.fixture
def told(region: Any, now: datetime, minute: Minute, mails: list[Any]) -> Any:
    reported(region, now)
    minute(now)
    return region


@pytest.mark.parametrize("table", TABLES)
def test_whoever_may_read_the_episode_sees_whom_it_was_told(told: Any, table: str) -> None:
    assert seen(told.night_worker, table) > 0


@pytest.mark.parametrize("table", TABLES)
def test_a_stranger_and_nobody_see_nothing(told: Any, table: str) -> None:
    from django.db import connection

    other = told.record.node("home", "Elm House")
    assert seen(told.record.person("Sid Stranger", "night worker", other), table) == 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM telling_{table}")
        assert cursor.fetchone() == (0,)


def test_what_is_made_of_more_than_the_episode_is_seen_by_those_alone_who_were_told(told: Any) -> None:
    for table in ("notice", "climb", "step", "receipt", "carried"):
        told.record.db.execute(f"UPDATE telling_{table} SET private = true")
    assert seen(told.night_worker, "notice") == 0
    assert seen(told.inspector, "notice") == 1
    assert seen(told.inspector, "receipt") == 1


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("act", ["UPDATE telling_{} SET {} = {}", "DELETE FROM telling_{} WHERE {} = {}"])
def test_no_page_changes_or_deletes_what_was_told(told: Any, table: str, act: str) -> None:
    from django.db import ProgrammingError, connection

    from waylight.access.acting import acting

    column = {"heard": "fact", "step": "step"}.get(table, "id")
    with pytest.raises(ProgrammingError, match="permission denied"):  # noqa: SIM117
        with acting(told.inspector), connection.cursor() as cursor:
            cursor.execute(act.format(table, column, column))


def test_a_page_keeps_that_its_own_reader_has_seen_it_and_nobody_else_s(told: Any, now: datetime) -> None:
    from waylight.access.acting import acting
    from waylight.telling.models import Receipt

    with acting(told.night_worker):
        assert Receipt.objects.count() == 3
        assert Receipt.objects.update(seen_at=now) == 0
    with acting(told.inspector):
        assert Receipt.objects.update(seen_at=now) == 1


def test_a_child_narrowed_to_named_people_is_told_to_nobody_else(
    region: Any, now: datetime, minute: Minute
) -> None:
    from tests.telling.test_inspector import inbox

    reported(region, now)
    region.record.db.execute("UPDATE children_child SET restricted = true")
    minute(now)
    assert inbox(region) == {}
    steps = region.record.rows("SELECT DISTINCT how FROM telling_step WHERE how <> 'raised'")
    assert steps == [("nobody",)]


def test_every_kind_that_is_heard_is_one_by_which_the_sweep_finds_facts() -> None:
    from importlib import import_module

    from waylight.telling.services.hearing import KINDS

    made = import_module("waylight.telling.migrations.0002_row_security").MAKE
    assert [kind for kind in KINDS if f"'{kind}'" not in made] == []
