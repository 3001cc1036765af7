"""With a third list, dependence between two lists is seen and allowed for."""

from __future__ import annotations

import numpy as np
import pytest

from waylight.reconcile.estimate.third import STRATA, Third
from waylight.reconcile.estimate.three import three_lists

pytest.importorskip("statsmodels", reason="the three-list estimate needs statsmodels")


def seen(seed: int, copied: float, size: int = 4000) -> tuple[Third, np.ndarray]:
    """Absences noticed by three lists, `copied` of the police's passed on to the authority."""
    rng = np.random.default_rng(seed)
    stratum = rng.integers(0, 3, size)
    chance = np.array([0.5, 0.7, 0.85])[stratum]
    police, homes = rng.random(size) < chance, rng.random(size) < chance
    authority = (rng.random(size) < chance) | (police & (rng.random(size) < copied))
    known = police | authority
    counts = np.stack([police & authority, police & ~authority, authority & ~police], axis=1).astype(float)
    alone = np.bincount(stratum[homes & ~known], minlength=len(STRATA)).astype(float)
    return Third(homes[known], alone, stratum[known]), counts[known]


@pytest.mark.slow
def test_independent_lists_need_no_dependence_and_give_the_true_number():
    third, counts = seen(1, 0.0)
    said = three_lists(third, counts, (), 0.1)
    assert said["model"] == "all three independent given the length"
    assert said["episodes"]["low"] < 4000 < said["episodes"]["high"]
    assert len(said["models"]) == 8


@pytest.mark.slow
def test_a_list_that_hears_from_another_is_found_out_and_allowed_for():
    third, counts = seen(2, 0.6)
    said = three_lists(third, counts, (), 0.1)
    assert "police with authority" in said["model"]
    assert said["episodes"]["low"] < 4000 < said["episodes"]["high"]
    naive = next(one for one in said["models"] if one["model"].startswith("all three independent"))
    assert naive["estimate"] < said["episodes"]["estimate"]


def test_who_told_whom_forces_the_dependence_into_every_model():
    third, counts = seen(3, 0.0)
    said = three_lists(third, counts, ("homes:police",), 0.1)
    assert all("police with homes" in one["model"] for one in said["models"])


def test_an_absence_only_a_home_has_is_counted_as_seen():
    third, counts = seen(4, 0.0)
    said = three_lists(third, counts, (), 0.1)
    assert said["only_homes"] == third.alone.sum()
    assert said["episodes"]["seen"] == counts.sum() + third.alone.sum()
