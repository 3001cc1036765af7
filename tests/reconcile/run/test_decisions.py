"""What people decided at the desk stands above what was computed; the same input gives the same answer."""

from dataclasses import fields, replace

import numpy as np
import polars as pl
import pytest

from tests.reconcile.extracts import Case, child_of, holds, pairs_of, run
from waylight.ops.region import Region, make_region
from waylight.reconcile import Reconciled


@pytest.fixture(scope="module")
def region() -> Region:
    return make_region(40, seed=11, shape="dense")


@pytest.fixture(scope="module")
def before(region) -> Reconciled:
    return run(region.extracts)


def after(region: Region, *said: tuple[str, str, str | None, str]) -> Reconciled:
    """The next run, with (incident, child, row, verdict) decided one after the other."""
    case = Case()
    for at, (incident, child, row, verdict) in enumerate(said):
        case.decided(incident, child, row, verdict, at)
    extracts = replace(region.extracts, decisions=case.extracts().decisions)
    out = run(extracts)
    holds(extracts, out)
    return out


def a_link(out: Reconciled) -> tuple[str, str]:
    return out.links.filter(pl.col("probability") > 0.99).select("incident_id", "child_id").row(0)


def a_match(out: Reconciled) -> tuple[str, str, str]:
    sure = out.matches.filter(pl.col("probability") > 0.99).join(out.links, on="incident_id")
    return sure.select("incident_id", "child_id", "missing_id").row(0)


def a_stranger(region: Region) -> str:
    return region.incidents.filter(pl.col("kind") == "not in care")["incident_id"][0]


def test_a_child_that_was_refused_is_not_linked_again(region, before):
    incident, child = a_link(before)
    out = after(region, (incident, child, None, "no"))
    assert child not in out.links.filter(pl.col("incident_id") == incident)["child_id"].to_list()
    assert not {pair for pair in pairs_of(out) if pair[0] == incident} & pairs_of(before)


def test_a_child_that_was_confirmed_is_linked_whatever_was_computed(region, before):
    stranger, (_, child) = a_stranger(region), a_link(before)
    assert child_of(before, stranger) is None
    assert child_of(after(region, (stranger, child, None, "yes")), stranger) == child


def test_not_sure_changes_nothing(region, before):
    incident, child = a_link(before)
    assert alike(after(region, (incident, child, None, "unsure")), before)


def test_the_latest_word_counts(region, before):
    incident, child = a_link(before)
    said = (incident, child, None, "no"), (incident, child, None, "yes")
    assert child_of(after(region, *said), incident) == child
    assert child_of(after(region, *said[::-1]), incident) is None


def test_a_pair_of_rows_that_was_refused_is_not_matched_and_one_confirmed_is(region, before):
    incident, child, row = a_match(before)
    assert (incident, row) not in pairs_of(after(region, (incident, child, row, "no")))
    again = after(region, (incident, child, row, "no"), (incident, child, row, "yes"))
    assert (incident, row) in pairs_of(again, 1.0)


def test_a_decision_about_a_row_that_is_no_longer_sent_is_passed_over(region, before):
    assert alike(after(region, ("gone", "C1", None, "no")), before)


def alike(one: Reconciled, other: Reconciled) -> bool:
    tables = [f.name for f in fields(Reconciled) if isinstance(getattr(one, f.name), pl.DataFrame)]
    same = all(getattr(one, name).equals(getattr(other, name)) for name in tables)
    return same and one.bridge == other.bridge and one.estimate == other.estimate


def test_the_same_input_gives_the_same_answer_to_the_last_digit(region, before):
    assert alike(run(region.extracts), before)


def test_the_order_of_rows_in_a_file_does_not_decide_who_is_linked(region, before):
    rng, e = np.random.default_rng(4), region.extracts
    shuffled = {
        name: getattr(e, name)[rng.permutation(len(getattr(e, name)))]
        for name in ("police", "children", "placements", "missing")
    }
    out = run(replace(e, **shuffled))
    holds(replace(e, **shuffled), out)
    one, other = (set(r.links.filter(pl.col("probability") >= 0.9)["incident_id"]) for r in (before, out))
    assert len(one ^ other) <= 0.01 * len(one)
    both = before.links.join(out.links, on="incident_id", suffix="_shuffled")
    person = dict(
        region.people.select(pl.col("child_ids").str.split(";"), "person")
        .explode("child_ids")
        .drop_nulls()
        .iter_rows()
    )
    assert all(person[a] == person[b] for a, b in both.select("child_id", "child_id_shuffled").iter_rows())


def test_progress_is_told_from_beginning_to_end(region):
    told: list[tuple[str, float]] = []
    run(region.extracts, progress=lambda step, share: told.append((step, share)))
    shares = [share for _, share in told]
    assert len(told) >= 4 and shares == sorted(shares) and 0 <= shares[0] < shares[-1] <= 1
