"""Intervals beside the library that has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waylight.measures.intervals import rate, share


@pytest.mark.slow
@given(whole=st.integers(1, 20_000), part=st.integers(0, 20_000))
def test_a_share_has_wilsons_interval(whole: int, part: int) -> None:
    from statsmodels.stats.proportion import proportion_confint

    part = min(part, whole)
    assert share(part, whole) == pytest.approx(proportion_confint(part, whole, method="wilson"), abs=1e-9)


@pytest.mark.slow
@given(count=st.integers(0, 3_000), over=st.integers(1, 2_000))
def test_a_rate_has_the_exact_interval(count: int, over: int) -> None:
    from scipy.stats import chi2

    low = chi2.ppf(0.025, 2 * count) / 2 if count else 0.0
    high = chi2.ppf(0.975, 2 * count + 2) / 2
    assert rate(count, over) == pytest.approx((low / over, high / over), rel=1e-6)


@pytest.mark.parametrize(("part", "whole"), [(2, 1), (-1, 3), (0, 0)])
def test_what_is_no_share_is_refused(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        share(part, whole)


def test_a_rate_over_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="is no rate"):
        rate(1, 0)
