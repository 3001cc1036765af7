"""Whatever a room declares to be of a person is closed by row security, or stands here with the reason why not."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest
from django.apps import apps

from waylight.engine.sensitivity import Sensitivity

# Of staff alone, or closed by having no rights at all: no row of these says anything of a child.
OPEN = {
    "agencies_person": "staff: whoever signs in is found before anybody acts",
    "agencies_node": "agencies; a carer's node carries a number",
}
# The room of the door has rows of staff only, each found by a secret before anybody acts.
DOOR = "signin"


def of_persons() -> dict[str, Any]:
    """Every table with a column that is declared to say something of a person."""
    found = {}
    for config in apps.get_app_configs():
        if not config.name.startswith("waylight.") or not find_spec(f"{config.name}.fields"):
            continue
        declared = import_module(f"{config.name}.fields").SENSITIVITY
        for model in config.get_models():
            if any(word != Sensitivity.NONE for word in declared[model.__name__].values()):
                found[model._meta.db_table] = model
    return found


@pytest.fixture
def closed(db: None) -> dict[str, bool]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relrowsecurity FROM pg_class WHERE relnamespace = 'public'::regnamespace "
            "AND relkind IN ('r', 'p')"
        )
        return dict(cursor.fetchall())


@pytest.fixture
def readable(db: None) -> set[str]:
    """The tables of which the pages' role may read or write anything at all."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') "
            "AND (has_table_privilege(oid, 'SELECT, INSERT, UPDATE, DELETE') OR "
            "has_any_column_privilege(oid, 'SELECT, INSERT, UPDATE'))"
        )
        return {name for (name,) in cursor.fetchall()}


def test_every_table_that_says_something_of_a_person_is_closed(
    closed: dict[str, bool], readable: set[str]
) -> None:
    tables = of_persons()
    assert len(tables) > 40
    open_ones = {
        table
        for table, model in tables.items()
        if table in readable and not closed[table] and model._meta.app_label != DOOR
    }
    assert open_ones == set(OPEN) & open_ones
    # A table that was closed since is taken off the list.
    assert set(OPEN) <= {table for table, shut in closed.items() if not shut}


def test_every_table_of_the_desk_is_among_them(closed: dict[str, bool]) -> None:
    desk = {model._meta.db_table for model in apps.get_app_config("desk").get_models()}
    assert len(desk) == 16
    assert desk <= set(of_persons())
    assert all(closed[table] for table in desk)


def test_a_closed_table_has_a_policy_or_nobody_may_read_it(
    closed: dict[str, bool], readable: set[str]
) -> None:
    """Row security without a policy shows nothing: that would be a page that is always empty."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tablename FROM pg_policies WHERE 'waylight_web' = ANY (roles::text[])"
        )
        with_policy = {name for (name,) in cursor.fetchall()}
    assert {table for table in readable if closed[table]} - with_policy == set()
