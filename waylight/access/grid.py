"""The cells of the rulebook, as this room compares them and as the database holds them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from django.db import connection, transaction

from waylight.engine.access import Action
from waylight.rulebook.access import CELLS


class Plain(NamedTuple):
    """A cell as a row of `access_cell`."""

    role: str
    record: str
    action: str
    relation: str


@cache
def cells() -> frozenset[Plain]:
    """The grid as the rulebook has it."""
    return frozenset(Plain(c.role, c.record, c.action.value, c.relation.value) for c in CELLS)


@cache
def opened(role: str, record: str, action: str) -> frozenset[str]:
    """As which relations the role may do the action to the record."""
    enough = {one.value for one in Action(action).implied_by}
    return frozenset(
        cell.relation
        for cell in cells()
        if cell.role == role and cell.record == record and cell.action in enough
    )


@cache
def roles() -> tuple[str, ...]:
    """Every role that the grid names, in alphabetical order."""
    return tuple(sorted({cell.role for cell in cells()}))


@cache
def records() -> tuple[str, ...]:
    """Every record that the grid names, in alphabetical order."""
    return tuple(sorted({cell.record for cell in cells()}))


def held() -> frozenset[Plain]:
    """The grid as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT role, record, action, relation FROM access_cell")
        return frozenset(Plain(*row) for row in cursor.fetchall())


@transaction.atomic
def write_cells() -> None:
    """Make the database's grid the rulebook's. Only the owner of the tables may: `waylight migrate` does."""
    surplus, lacking = held() - cells(), cells() - held()
    with connection.cursor() as cursor:
        cursor.executemany(
            "DELETE FROM access_cell WHERE role = %s AND record = %s AND action = %s AND relation = %s",
            sorted(surplus),
        )
        cursor.executemany(
            "INSERT INTO access_cell (role, record, action, relation) VALUES (%s, %s, %s, %s)",
            sorted(lacking),
        )
