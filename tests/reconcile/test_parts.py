"""Work in parts and side by side gives what it gives in one piece, in the same order."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from waylight.reconcile.parts import in_parts, side_by_side


@pytest.mark.parametrize("length", [0, 1, 7, 8, 1_000])
def test_the_parts_hold_every_row_once_and_in_order(length: int) -> None:
    rows = np.arange(length)
    parts = in_parts(lambda cut: rows[cut], length, most=8)
    assert np.concatenate(parts).tolist() == rows.tolist()
    assert max(len(part) for part in parts) <= 8
    assert np.ptp([len(part) for part in parts]) <= 1  # no core waits for a longer part


def test_parts_are_cut_into_parts_again_however_many_ask_at_once() -> None:
    def deep(cut: slice, levels: int = 3) -> int:
        if not levels:
            return cut.stop - cut.start
        return sum(in_parts(lambda _: deep(cut, levels - 1), 3, most=1))

    with ThreadPoolExecutor(8) as asking:
        found = [asking.submit(deep, slice(0, 5)) for _ in range(20)]
        assert [each.result(timeout=60) for each in found] == [5 * 27] * 20


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
