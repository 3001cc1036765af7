"""A guard against getting worse: an invented region of a thousand children, whose truth is known.

The bounds leave room for chance; what the engine really reaches is measured in `benchmarks/reconcile`.
"""

import numpy as np
import polars as pl
import pytest

from tests.reconcile.extracts import holds, run
from waylight.ops.region import Region, make_region
from waylight.reconcile import Reconciled

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def region() -> Region:
    return make_region(1_000, seed=21, shape="dense")


@pytest.fixture(scope="module")
def out(region) -> Reconciled:
    return run(region.extracts)


@pytest.fixture(scope="module")
def links(region, out) -> pl.DataFrame:
    """Every police row with what was concluded of it, and whether that is right."""
    truth = region.incidents.with_columns(pl.col("child_ids").fill_null("").str.split(";"))
    return truth.join(out.links, on="incident_id", how="left").with_columns(
        listed=pl.col("child_ids").list.first() != "",
        right=pl.col("child_id").is_in(pl.col("child_ids")).fill_null(False),
        sure=pl.col("probability").fill_null(0.0) >= 0.9,
    )


def test_every_row_is_answered_and_the_sums_are_exact(region, out):
    holds(region.extracts, out)


def test_people_are_linked_right(links):
    found, true = (links["sure"] & links["right"]).sum(), links["listed"].sum()
    assert true > 4_000
    assert 2 * found / (links["sure"].sum() + true) >= 0.985


def test_fewer_than_one_stranger_in_two_hundred_is_taken_for_a_looked_after_child(links):
    strangers = links.filter(~pl.col("listed"))
    assert len(strangers) > 4_000
    assert strangers["sure"].sum() < len(strangers) / 200


def test_a_link_of_nine_in_ten_is_right_at_least_nine_times_in_ten(links):
    shown = links.filter(pl.col("probability").is_not_null())
    at = np.minimum((shown["probability"].to_numpy() * 10).astype(int), 9)
    said = np.bincount(at, weights=shown["probability"], minlength=10)
    held = np.bincount(at, weights=shown["right"].cast(pl.Float64), minlength=10)
    assert np.abs(said - held).sum() / len(shown) < 0.01
    assert abs(said[9] - held[9]) / (at == 9).sum() < 0.01


def test_times_away_are_matched_right(region, out):
    true = region.incidents.join(
        region.missing.with_columns(pl.col("true_away_ids").str.split(";")).explode("true_away_ids"),
        left_on=["true_away_id", "person"], right_on=["true_away_ids", "person"],
    ).select("incident_id", "missing_id")  # fmt: skip
    said = out.matches.filter(pl.col("probability") >= 0.5).select("incident_id", "missing_id")
    both = len(said.join(true, on=["incident_id", "missing_id"]))
    assert len(true) > 3_500
    assert 2 * both / (len(said) + len(true)) >= 0.96


@pytest.mark.parametrize("group", ["unaccompanied", "twin", "first_january"])
def test_no_group_of_children_is_served_much_worse(region, links, group):
    # A hundred reports or so of each: one child more or less is a hundredth. Fairness is measured over ten regions.
    people = region.people.select("person", group)
    theirs = links.join(people, on="person").filter(pl.col(group))
    found, true = (theirs["sure"] & theirs["right"]).sum(), theirs["listed"].sum()
    assert true > 50
    assert 2 * found / (theirs["sure"].sum() + true) >= 0.9
