"""A hidden number stays hidden: whoever has what was published, and every part of it, cannot work it out."""

from __future__ import annotations

from itertools import chain, combinations, product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from waylight.measures.disclosure import BASE, Published, publish, rounded, small

TABLES = st.lists(st.one_of(st.integers(0, 12), st.integers(0, 500)), min_size=1, max_size=7)


def truths(shown: int | None) -> tuple[int, int]:
    """What a published number may be in truth, found by trying; a hidden one is anything but nought."""
    if shown is None:
        return 1, 10**6
    fit = [n for n in range(max(0, shown - BASE), shown + BASE) if rounded(n) == shown and not small(n)]
    return min(fit), max(fit)


@given(TABLES)
@example([3, 97])
@example([2, 95])
@example([5, 6, 6])
@example([1])
@example([0, 4])
@example([6, 6, 1, 6])
def test_no_part_of_what_is_published_gives_a_hidden_number_back(counts: list[int]) -> None:
    shown = publish(counts)
    total = truths(shown.total)
    for i, count in enumerate(counts):
        if shown.cells[i] is not None:
            continue
        others = [truths(cell) for j, cell in enumerate(shown.cells) if j != i]
        for some in chain.from_iterable(combinations(others, n) for n in range(len(others) + 1)):
            # From above, by taking some of the published away from the total; from below only by taking all.
            assert total[1] - sum(low for low, _ in some) >= max(BASE, count)
        assert total[0] - sum(high for _, high in others) <= 1


@given(st.lists(st.integers(0, 9), min_size=1, max_size=3))
def test_by_trying_every_table_that_fits_each_small_number_is_possible(counts: list[int]) -> None:
    """Another attacker, who knows nothing of intervals: all tables up to a size, published alike."""
    shown = publish(counts)
    cells = [
        range(1, 30) if cell is None else range(truths(cell)[0], truths(cell)[1] + 1) for cell in shown.cells
    ]
    low, high = truths(shown.total)
    fit = [table for table in product(*cells) if low <= sum(table) <= high]
    assert tuple(counts) in fit
    for i, cell in enumerate(shown.cells):
        if cell is None:
            assert {table[i] for table in fit} >= set(range(1, BASE + 1))


@given(TABLES)
def test_no_small_number_is_shown_and_every_other_is_rounded_or_hidden(counts: list[int]) -> None:
    shown = publish(counts)
    for count, cell in zip([*counts, sum(counts)], [*shown.cells, shown.total], strict=True):
        assert cell is None or (cell == rounded(count) and not small(count))


@given(st.lists(st.one_of(st.just(0), st.integers(6, 500)), min_size=1, max_size=7))
def test_nothing_is_hidden_where_nothing_is_small(counts: list[int]) -> None:
    assert None not in (*publish(counts).cells, publish(counts).total)


def test_without_the_second_hiding_a_sum_would_give_a_number_back() -> None:
    """The control: the tests above can fail."""
    bare = Published((None, 95), 95)
    assert truths(bare.total)[1] - truths(bare.cells[1])[0] < BASE
    assert publish([2, 95]) != bare


def test_a_count_below_nought_is_refused() -> None:
    with pytest.raises(ValueError, match="below nought"):
        publish([1, -1])


def test_a_measure_whose_parts_are_numbers_of_another_does_not_leave() -> None:
    from waylight.rulebook.measures import MEASURES

    # Six times missing and one away: both totals together would leave one possibility for the one.
    missing, all_of_them = truths(publish([6]).cells[0]), truths(publish([1, 6]).total)
    assert all_of_them[1] - missing[0] == 1
    assert [one.code for one in MEASURES if not one.leaves] == ["S04"]
