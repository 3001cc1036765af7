"""Sorting by several whole numbers gives what NumPy's own, slower ways give."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from waylight.reconcile.sorting import groups, order

KINDS = (np.int64, np.uint64, np.int32, np.uint32, np.uint8)


@given(st.data())
def test_rows_are_sorted_by_the_first_key_then_the_next_and_equals_stay_as_they_were(
    data: st.DataObject,
) -> None:
    count = data.draw(st.integers(0, 40))
    keys = []
    for kind in data.draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=4)):
        info = np.iinfo(kind)
        most = data.draw(st.sampled_from((2, 1_000, int(info.max))))
        one = st.integers(max(-most, int(info.min)), min(most, int(info.max)))
        keys.append(np.array(data.draw(st.lists(one, min_size=count, max_size=count)), dtype=kind))
    assert order(*keys).tolist() == np.lexsort(keys[::-1]).tolist()


@pytest.mark.parametrize("kind", KINDS)
def test_each_row_is_told_which_of_the_distinct_codes_it_has(kind: type) -> None:
    codes = np.array([7, 3, 7, 0, 3], dtype=kind)
    distinct, which = groups(codes)
    assert distinct.tolist() == [0, 3, 7]
    assert which.tolist() == [2, 1, 2, 0, 1]


def test_nothing_is_sorted_into_nothing() -> None:
    none = np.zeros(0, dtype=np.int64)
    assert order(none, none).tolist() == []
    assert [part.tolist() for part in groups(none)] == [[], []]
