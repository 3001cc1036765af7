"""A bad cell sets its row aside, with its line and the reason; too many refuse the file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.exchange.making import CHILDREN, MISSING, POLICE, Made, child_rows, missing_rows, police_rows
from waylight.exchange.files import Fault, Reading

Read = Callable[[Made], Reading]
Faulty = Callable[[Made], list[Fault]]


@pytest.mark.parametrize(
    ("table", "row", "cell", "bad", "column"),
    [
        ("police", 7, 8, "2025-02-31T10:00", "last_seen_at"),
        ("police", 7, 8, "31/02/2025", "last_seen_at"),
        ("police", 7, 9, "2025-13-01T10:00", "reported_at"),
        ("police", 7, 10, "2025-03-01T24:30", "found_at"),
        ("police", 7, 10, "2026-03-01T12:01", "found_at"),
        ("police", 7, 10, "2026-03-02", "found_at"),
        ("police", 7, 8, "yesterday", "last_seen_at"),
        ("police", 7, 8, "0025-02-03T10:00", "last_seen_at"),
        ("police", 7, 8, "12025-02-03", "last_seen_at"),
        ("police", 7, 4, "2011-02-29", "date_of_birth"),
        ("police", 7, 4, "1811-02-28", "date_of_birth"),
        ("police", 7, 4, "2030-01-01", "date_of_birth"),
        ("police", 7, 5, "Q7", "sex"),
        ("police", 7, 1, "", "force"),
        ("children", 7, 4, "31/04/2010", "date_of_birth"),
        ("placements", 7, 3, "soon", "started"),
        ("placements", 7, 3, "", "started"),
        ("missing", 7, 2, "X", "category"),
        ("missing", 7, 2, "", "category"),
        ("missing", 7, 3, "2025-06-31T10:00", "started_at"),
        ("missing", 7, 4, "01/04/2026", "ended_at"),
    ],
)
def test_a_bad_cell_sets_its_row_aside(
    extracts: Made, read: Read, table: str, row: int, cell: int, bad: str, column: str
) -> None:
    lines = extracts.table(table).read_text("utf-8").splitlines()
    cells = lines[row + 1].split(",")
    cells[cell] = bad
    extracts.write(table, lines[0], [*lines[1 : row + 1], ",".join(cells), *lines[row + 2 :]])
    found = read(extracts)
    first = found.bad_cells.row(0, named=True)
    assert (first["table"], first["line"], first["column"]) == (table, row + 2, column)
    assert first["id"] == cells[0]
    assert first["reason"] and first["remedy"]
    kept = getattr(found.extracts, table)
    assert row + 2 not in kept["line"].to_list()
    assert kept.height == len(lines) - 2
    aside = found.extracts.set_aside.row(0, named=True)
    assert (aside["table"], aside["line"], aside["id"]) == (table, row + 2, cells[0])
    assert f"line {row + 2}: column {column}" in aside["reason"]


def test_the_moment_of_the_run_is_not_the_future(extracts: Made, read: Read) -> None:
    rows = police_rows()
    cells = rows[7].split(",")
    rows[7] = ",".join([*cells[:10], "2026-03-01T12:00"])
    rows[8] = ",".join([*rows[8].split(",")[:10], "2026-03-01"])
    extracts.write("police", POLICE, rows)
    assert read(extracts).bad_cells.height == 0


def test_two_bad_cells_are_one_row_set_aside(extracts: Made, read: Read) -> None:
    extracts.change("police", "2008-01-10", "2008-01-32")
    extracts.change("police", "2025-01-10T21:00", "2025-01-10T99:00")
    found = read(extracts)
    assert found.bad_cells["column"].to_list() == ["date_of_birth", "last_seen_at"]
    assert found.extracts.set_aside.height == 1


def test_rows_of_a_child_that_is_set_aside_are_set_aside_with_that_reason(extracts: Made, read: Read) -> None:
    extracts.change("children", "2008-01-10", "2008-01-32")
    aside = read(extracts).extracts.set_aside
    assert aside.select("table", "line", "id").rows() == [
        ("children", 2, "C000"),
        ("placements", 2, "C000"),
        ("missing", 2, "M000"),
    ]
    assert "child whose own row cannot be read" in aside["reason"][2]


def test_five_in_a_hundred_are_set_aside_and_six_refuse_the_file(
    extracts: Made, read: Read, faults: Faulty
) -> None:
    def spoil(count: int) -> None:
        rows = police_rows(100)
        extracts.write(
            "police", POLICE, [r.replace("T21:", "T91:") if n < count else r for n, r in enumerate(rows)]
        )

    spoil(5)
    assert read(extracts).extracts.set_aside.height == 5
    spoil(6)
    found = faults(extracts)
    assert "6 of 100 rows" in found[0].what
    assert [fault.line for fault in found[1:]] == [2, 3, 4, 5, 6, 7]


def test_blank_times_are_no_bad_cells(extracts: Made, read: Read) -> None:
    """Nothing was recorded: the engine says that such a row cannot be placed."""
    rows = police_rows()
    rows[4] = ",".join([*rows[4].split(",")[:8], "", "", ""])
    extracts.write("police", POLICE, rows)
    rows = missing_rows()
    rows[4] = "M004,C004,M,,"
    extracts.write("missing", MISSING, rows)
    assert read(extracts).bad_cells.height == 0


def test_an_end_before_its_start_is_kept_as_it_was_said(extracts: Made, read: Read) -> None:
    """Clocks are off by hours and days in real extracts; the engine weighs that."""
    extracts.change(
        "missing", "M000,C000,M,2025-01-10T21:05,2025-01-20", "M000,C000,M,2025-01-10T21:05,2025-01-09"
    )
    assert read(extracts).bad_cells.height == 0


def test_a_blank_id_sets_the_row_aside(extracts: Made, read: Read) -> None:
    extracts.write(
        "police", POLICE, [row.replace("INC0004", "").replace("INC0005", "") for row in police_rows()]
    )
    aside = read(extracts).extracts.set_aside
    assert aside["line"].to_list() == [6, 7]
    assert aside["id"].to_list() == ["", ""]


def test_no_reason_holds_the_cell_itself(extracts: Made, read: Read) -> None:
    extracts.write("children", CHILDREN, [r.replace("2010-03-12", "Zoë") for r in child_rows()])
    found = read(extracts)
    assert found.bad_cells.height >= 1
    assert not any(
        "Zo" in cell for row in found.bad_cells.iter_rows() for cell in row if isinstance(cell, str)
    )
