"""How rows of one child follow each other, where only their dates are known."""

import numpy as np
import pytest

from waylight.reconcile.match.chains import Link, chains
from waylight.reconcile.match.runs import runs
from waylight.reconcile.match.spans import Spans

DAY = 1440
BY_DATES = [
    ((1, 1), (2, 2), Link.NEXT_DAY),
    ((1, 2), (2, 3), Link.SAME_DAY),
    ((1, 1), (1, 2), Link.FROM_ONE_DAY),
    ((1, 1), (1, 1), Link.TWIN),
    ((1, None), (1, 2), Link.OPEN_TWIN),
    ((1, None), (2, 3), Link.OPEN),
]


def side(*dates: tuple[int, int | None]) -> Spans:
    """Rows of one child, by the days on which they begin and end."""
    begin = DAY * np.array([first for first, _ in dates])
    end = np.array([-1 if last is None else DAY * last for _, last in dates])
    times = {
        "start_lo": begin,
        "start_hi": begin + DAY,
        "end_lo": end,
        "end_hi": np.where(end < 0, -1, end + DAY),
    }
    one = np.zeros(len(dates), dtype=np.int64)
    return Spans(np.arange(len(dates)), one, times, one == 0, one)


@pytest.mark.parametrize(("first", "next_", "kind"), BY_DATES)
@pytest.mark.parametrize("turned", [False, True])
def test_rows_that_may_be_two_times_away_are_linked_by_how_the_one_follows_the_other(
    first, next_, kind, turned
):
    rows = side(*([next_, first] if turned else [first, next_]))
    assert chains(rows, runs(rows)).links.tolist() == [kind]


def test_a_report_that_ends_on_the_day_on_which_the_last_one_ended_is_a_link_of_its_own():
    reports = side((1, 2), (2, 2))
    reports.times["reported"] = reports.times["start_lo"]
    assert chains(reports, runs(reports)).links.tolist() == [Link.DAY_OVER]
    rows = side((1, 2), (2, 2))
    assert chains(rows, runs(rows)).links.tolist() == [Link.SAME_DAY]


@pytest.mark.parametrize("dates", [[(1, 3), (2, 2)], [(2, 2), (1, 3)], [(1, 2), (1, 2)]])
def test_rows_that_share_a_midnight_or_a_day_are_one(dates):
    rows = side(*dates)
    assert len(set(runs(rows).tolist())) == 1
