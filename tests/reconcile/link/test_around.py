"""What agreement in time is worth where only some records give the hour."""

from __future__ import annotations

import numpy as np
import pytest

from waylight.reconcile.link.around import ContextWeights
from waylight.reconcile.link.decide import Candidates
from waylight.reconcile.settings import Place, Time

LEVELS = (Time.MINUTES, Time.DAY, Time.NONE)


def weight(by_day: int) -> dict[Time, float]:
    """What each level is worth after a thousand reports with rows, of which so many give the day only."""
    shown = np.array([Time.DAY] * by_day + [Time.MINUTES] * (1000 - by_day) + [Time.NONE] * 250)
    around = ContextWeights(500_000.0)
    around.learn(candidates(shown), np.ones(len(shown)))
    return dict(zip(LEVELS, around.parts(candidates(np.array(LEVELS)))[1], strict=True))


def candidates(time: np.ndarray) -> Candidates:
    n = len(time)
    return Candidates(
        incident=np.arange(n), person=np.arange(n), pair=np.arange(n), place=np.full(n, Place.ELSEWHERE), time=time,
        place_rarity=np.full(n, 0.01), rows_of_person=np.ones(n), away_of_person=np.ones(n),
        home=np.ones(n, dtype=int), alone=np.ones(n), family=np.arange(n), incidents=n, persons=n,
    )  # fmt: skip


@pytest.mark.parametrize("level", [Time.MINUTES, Time.DAY])
def test_agreement_is_worth_as_much_however_few_records_could_show_it(level):
    few, many = (weight(by_day) for by_day in ((950, 50) if level == Time.MINUTES else (50, 950)))
    assert few[level] == pytest.approx(many[level], abs=0.5)
    assert few[Time.NONE] == pytest.approx(many[Time.NONE], abs=0.01)
