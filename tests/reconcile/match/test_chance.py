"""What chance gives: more in a run of days, and at some distances more than at others."""

import numpy as np

from waylight.reconcile.match.busy import busier
from waylight.reconcile.match.distances import nearer, steps

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


def _starts(hours: list[int]) -> np.ndarray:
    """Steps of pairs whose row begins so many hours after the incident."""
    zero = np.zeros(len(hours), dtype=np.int64)
    i = {"start_lo": zero, "start_hi": zero, "end_lo": zero - 1, "end_hi": zero - 1}
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
