"""Work in parts and side by side gives what it gives in one piece, in the same order."""

import numpy as np
import pytest

from waylight.reconcile.parts import in_parts, side_by_side


@pytest.mark.parametrize("length", [0, 1, 7, 8, 1_000])
def test_the_parts_hold_every_row_once_and_in_order(length: int) -> None:
    rows = np.arange(length)
    parts = in_parts(lambda cut: rows[cut], length, most=8)
    assert np.concatenate(parts).tolist() == rows.tolist()
    assert max(len(part) for part in parts) <= 8


@pytest.mark.parametrize("rows", [1, 1_000_000])
def test_work_side_by_side_answers_in_the_order_of_asking(rows: int) -> None:
    found = side_by_side(lambda: "first", lambda: "second", lambda: "third", rows=rows)
    assert found == ["first", "second", "third"]


def test_a_fault_in_one_part_is_the_fault_of_the_whole() -> None:
    def refuses(cut: slice) -> None:
        if cut.start:
            raise ValueError("the second part")

    with pytest.raises(ValueError, match="the second part"):
        in_parts(refuses, 100, most=10)
