"""What is drawn at random is the same in every run, and is drawn evenly."""

from __future__ import annotations

import numpy as np

from waylight.reconcile.draws import Draws


def test_the_same_seed_draws_the_same_and_another_seed_does_not() -> None:
    assert Draws(3).shares(100).tolist() == Draws(3).shares(100).tolist()
    assert not np.isin(Draws(3).shares(1_000), Draws(4).shares(1_000)).any()


def test_a_second_draw_is_not_the_first() -> None:
    draws = Draws(3)
    assert not np.isin(draws.shares(1_000), draws.shares(1_000)).any()


def test_every_number_comes_up_as_often_as_any_other() -> None:
    seen = np.bincount(Draws(9).below(10, 100_000), minlength=10)
    assert len(seen) == 10
    assert abs(seen - 10_000).max() < 500


def test_numbers_that_follow_each_other_have_nothing_to_do_with_each_other() -> None:
    shares = Draws(2).shares(100_000)
    assert abs(np.corrcoef(shares[1:], shares[:-1])[0, 1]) < 0.02


def test_some_places_are_drawn_and_none_twice() -> None:
    found = Draws(1).some(1_000, 100)
    assert len(set(found.tolist())) == 100
    assert 0 <= found.min() <= found.max() < 1_000
    assert sorted(Draws(1).some(5, 100).tolist()) == [0, 1, 2, 3, 4]
