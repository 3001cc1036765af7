"""What chance gives: more in a run of days, and at some distances more than at others."""

from dataclasses import replace

import numpy as np

from tests.reconcile.match.test_chains import side
from waylight.reconcile.match.busy import busier, seldom
from waylight.reconcile.match.chains import chains
from waylight.reconcile.match.chances import by_category
from waylight.reconcile.match.distances import nearer, steps
from waylight.reconcile.match.spans import Spans

DAY = 1440
ALL = np.ones(1000, dtype=bool)


def test_where_a_child_goes_in_runs_of_days_chance_is_likelier_within_a_run_than_outside():
    others, often = np.repeat([0, 5], [800, 200]), np.full(1000, 20)
    busy = busier(others, often, ALL)
    assert busy[0] < 0.5 < 2.0 < busy[-1]


def test_where_children_go_at_any_time_the_days_around_say_nothing():
    others = np.random.default_rng(1).poisson(1.0, 1000)
    assert np.allclose(busier(others, np.full(1000, 20), ALL), 1.0, atol=0.2)


def test_a_few_times_away_prove_no_runs():
    others, often = np.array([0] * 97 + [2] * 3), np.full(100, 3)
    assert busier(others, often, ALL[:100]).max() < 3.0


def test_two_reports_of_a_child_who_hardly_goes_are_less_by_chance_than_two_in_a_run_of_days():
    quiet, run = [(1, 2), (2, 3)], [(101, 102), (102, 103), (103, 104), (104, 105), (105, 106), (106, 107)]
    reports = replace(side(*quiet, *run), person=np.repeat([0, 1], [2, 6]))
    links = chains(reports, np.arange(8))
    others, often = np.array([1, 1, 4, 5, 5, 5, 5, 4]), np.repeat([2, 6], [2, 6])
    least = seldom(links, others, often)
    assert least[0] > 1.0 > least[2:].max()


def _starts(hours: list[int]) -> np.ndarray:
    """Steps of pairs whose row begins so many hours after the incident."""
    zero = np.zeros(len(hours), dtype=np.int64)
    i = {"start_lo": zero, "start_hi": zero, "end_lo": zero - 1, "end_hi": zero - 1}
    i["reported"] = zero - 1
    k = {**i, "start_lo": 60 * np.array(hours), "start_hi": 60 * np.array(hours)}
    return steps(zero, i, k)[0]


def test_a_day_to_the_hour_says_more_than_thirty_hours_where_chance_shows_both_alike():
    by_chance = [24, 30] * 100
    step = _starts([24] * 200 + by_chance)
    other = np.arange(len(step)) >= 200
    said = nearer(step, np.ones(len(step)), other, 1.0)
    assert said[step[0]] > 0.5 > -0.5 > said[step[-1]]


def test_a_distance_that_comes_as_often_by_chance_says_nothing():
    step = _starts([24, 30] * 200)
    other = np.arange(len(step)) >= 200
    assert np.allclose(nearer(step, np.ones(len(step)), other, 1.0)[step], 0.0, atol=0.05)


def test_rows_that_were_over_before_police_were_told_are_a_step_of_their_own():
    days = np.array([9, 10, 11]) * DAY
    i = {"start_lo": days[:1], "start_hi": days[:1] + DAY, "end_lo": days[2:], "end_hi": days[2:] + DAY}
    i = {name: np.repeat(value, 3) for name, value in i.items()}
    rows = {"start_lo": days, "start_hi": days + DAY, "end_lo": days, "end_hi": days + DAY}
    i["reported"] = i["start_lo"] + DAY
    over, within, to_come = steps(np.zeros(3, dtype=np.int64), i, rows)[2]
    assert len({over, within, to_come}) == 3


def test_rows_of_a_category_that_police_hardly_list_are_seldom_a_reports_own():
    missing = np.arange(200) < 150
    rows = Spans(np.arange(200), np.arange(200), {}, missing, np.zeros(200))
    said = by_category(rows, np.where(missing, 1.0, np.arange(200) % 10 == 0))
    assert said[0] > 0.1 > -0.5 > said[-1]


def test_a_category_that_police_list_as_often_says_nothing():
    rows = Spans(np.arange(200), np.arange(200), {}, np.arange(200) < 150, np.zeros(200))
    assert np.allclose(by_category(rows, (np.arange(200) % 2).astype(float)), 0.0, atol=0.05)
