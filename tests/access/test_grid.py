"""The grid of the rulebook and the one of the database are the same, or nothing is served."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from waylight.access.grid import cells, opened, records, roles
from waylight.rulebook.access import CELLS

if TYPE_CHECKING:
    from tests.support.record import Region


def test_a_process_refuses_a_database_whose_grid_is_not_the_rulebooks(region: Region) -> None:
    from waylight.ops.startup import WrongDatabase, check_database

    check_database()
    wrong = "UPDATE access_cell SET relation = %s WHERE role = 'director' AND record = 'episode' AND action = 'read'"
    region.record.db.execute(wrong, ["caring"])
    try:
        with pytest.raises(WrongDatabase, match="waylight migrate"):
            check_database()
    finally:
        region.record.db.execute(wrong, ["responsible"])
    check_database()


def test_no_cell_stands_twice_and_each_says_why() -> None:
    assert [cell for cell, times in Counter(map(str, CELLS)).items() if times > 1] == []
    assert [cell for cell in CELLS if not cell.why] == []


def test_writing_implies_reading_and_reading_implies_counting() -> None:
    for role in roles():
        for record in records():
            assert (
                opened(role, record, "write") <= opened(role, record, "read") <= opened(role, record, "count")
            )


def test_there_is_no_role_that_reads_a_child_without_being_anything_to_them() -> None:
    beyond = {cell for cell in cells() if cell.relation in ("national", "system")}
    assert {(cell.role, cell.record) for cell in beyond} == {
        ("statistician", "authority scorecard"),
        ("system operator", "operations"),
    }


def test_break_glass_only_reads_and_never_health_or_a_placement() -> None:
    glass = {(cell.record, cell.action) for cell in cells() if cell.relation == "break glass"}
    assert glass == {("child core", "read"), ("grab pack", "read"), ("episode", "read")}
