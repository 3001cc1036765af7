"""What names claim beyond what place and time bear out is taken off, and no more."""

import numpy as np

from waylight.reconcile.link.overstated import Overstated


def chance(odds: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-odds))


def learned(said: np.ndarray, share: np.ndarray, rounds: int = 1) -> Overstated:
    found = Overstated()
    for _ in range(rounds):
        found.learn(said, chance(said + found.of(said)), share)
    return found


def test_names_that_claim_too_much_lose_what_place_and_time_do_not_bear_out():
    said = np.full(30_000, 0.5)
    assert abs(learned(said, chance(said - 1.0), rounds=3).of(said[:1])[0] + 1.0) < 0.05


def test_names_that_claim_too_little_gain_nothing():
    said = np.linspace(-6, 6, 30_000)
    assert (learned(said, chance(said + 1.0)).of(said) == 0).all()


def test_each_strength_of_names_is_judged_by_itself():
    said = np.repeat([-2.5, 2.5], 30_000)
    taken = learned(said, chance(said - np.repeat([0.0, 1.0], 30_000))).of(np.array([-2.5, 2.5]))
    assert taken[0] == 0 and taken[1] < -0.9


def test_a_handful_of_candidates_teach_hardly_anything():
    said = np.full(10, 0.5)
    assert learned(said, chance(said - 1.0)).of(said[:1])[0] > -0.1
