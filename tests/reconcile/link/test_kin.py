"""Brothers and sisters on no list: how often there are any is learned, and they have no rows of their own."""

from __future__ import annotations

import numpy as np
import pytest

from waylight.reconcile import settings
from waylight.reconcile.link.kin import Found, Kin
from waylight.reconcile.settings import Place


def kin_of(time: float, *, own: float = 6.0, place: Place = Place.HOME, kin: Kin | None = None) -> float:
    """Log odds of a brother or sister, where the child has log odds 0 and its times away say `time`."""
    found = (kin or Kin()).odds(np.zeros(1), np.array([own]), np.array([place]), np.array([time]))
    return float(found.either[0]) if len(found.at) else -np.inf


def learned(place: Place, kin: float, reports: int = 10_000) -> Kin:
    """After so many reports of children at a place, and for each so many of kin who go alone."""
    state, at = Kin(), np.arange(reports)
    found = Found(at, np.full(reports, kin), np.zeros(reports), np.full(reports, kin))
    state.learn(np.full(reports, place), np.ones(reports), [found])
    return state


def test_that_the_child_has_no_row_says_nothing_against_a_brother_who_is_on_no_list():
    assert kin_of(-2.4) > kin_of(0.0)


def test_that_the_child_was_away_to_the_minute_speaks_for_the_child():
    assert kin_of(6.0) < kin_of(0.0) - 1.0


@pytest.mark.parametrize("each", [0.05, 0.4])
def test_how_many_kin_there_are_at_home_is_learned(each):
    assert learned(Place.HOME, each).rate[2] == pytest.approx(each, abs=0.01)


def test_where_none_are_found_a_tenth_of_the_start_is_kept():
    rate = learned(Place.PLACED, 0.0).rate
    assert rate[1] == pytest.approx(settings.SIBLING_ELSEWHERE / 10)
    assert rate[2] == settings.SIBLING_AT_HOME  # nothing was seen there


def test_a_surname_at_home_never_adds_up_to_certainty_however_seldom_kin_were_found():
    none = learned(Place.HOME, 0.0)
    for time in (-2.0, 0.0, 9.0):
        assert kin_of(time, own=0.0, kin=none) >= np.log(settings.SIBLING_LEAST) - 1e-9
    assert 1 / (1 + settings.SIBLING_LEAST) < settings.CERTAIN


def test_another_surname_is_no_brother_s():
    assert kin_of(0.0, own=-np.inf) == -np.inf
