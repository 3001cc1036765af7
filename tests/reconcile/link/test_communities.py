"""Names go together: two namesakes of one community are less of a coincidence than their names apart suggest."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tests.support.cases import cases
from waylight.reconcile.link.communities import learn

GROUPS = 6


@pytest.fixture(scope="module")
def two_communities() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Four thousand people: forenames 1-5 go with surnames 1-8, forenames 6-40 with surnames 9-60."""
    rng = np.random.default_rng(3)
    small = rng.random(4_000) < 0.1
    forename = np.where(small, rng.integers(1, 6, 4_000), rng.integers(6, 41, 4_000))
    surname = np.where(small, rng.integers(1, 9, 4_000), rng.integers(9, 61, 4_000))
    return forename, surname, np.zeros(4_000, dtype=np.uint8)


def test_names_that_go_together_have_a_larger_excess_than_names_that_do_not(two_communities):
    found = learn(*two_communities, two_communities[2] > 99, GROUPS)
    group = np.zeros(1, dtype=np.int64)
    together = found.excess(np.array([2]), np.array([3]), group)[0]
    large = found.excess(np.array([20]), np.array([30]), group)[0]
    mixed = found.excess(np.array([2]), np.array([30]), group)[0]
    assert mixed < 0.2 and large < 0.4 < 1.0 < together
    # One in ten of all, so a namesake is about ten times likelier than the two names apart say.
    assert together == pytest.approx(np.log(10), abs=0.7)


def test_within_a_group_that_is_one_community_nothing_is_left_in_excess(two_communities):
    forename, surname, _ = two_communities
    group = np.where(forename < 6, 1, 2).astype(np.uint8)
    found = learn(forename, surname, group, group > 99, GROUPS)
    at = np.array([2]), np.array([3])
    assert found.excess(*at, np.array([1]))[0] < 0.3 < found.excess(*at, np.array([0]))[0]


CODES = arrays.arrays(np.int64, 30, elements=st.integers(0, 5))


@settings(max_examples=cases(25))
@given(CODES, CODES, arrays.arrays(np.uint8, 30, elements=st.integers(0, 5)))
def test_the_excess_is_never_below_nought_and_always_a_number(forename, surname, group):
    found = learn(forename, surname, group, group > 99, GROUPS)
    excess = found.excess(forename, surname, group.astype(np.int64))
    assert np.isfinite(excess).all() and (excess >= 0).all()


def test_the_same_people_give_the_same_communities(two_communities):
    one, other = (
        learn(*two_communities, two_communities[2] > 99, GROUPS),
        learn(*two_communities, two_communities[2] > 99, GROUPS),
    )
    assert np.array_equal(one.forename, other.forename) and np.array_equal(one.of_group, other.of_group)
