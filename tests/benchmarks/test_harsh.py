"""The harsher generator: what it writes holds together, and repeats by its seed."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from benchmarks.reconcile.harsh import extract, rates, spoil
from benchmarks.reconcile.score import Truth, true_pairs


@pytest.fixture(scope="module")
def made() -> extract.Extract:
    return extract.make(children=300, seed=5, rates=rates.preset("harsh"))


def test_the_truth_names_every_row_once(made: extract.Extract) -> None:
    police, truth = made.police, made.truth
    assert police["incident_id"].n_unique() == police.height == truth["incidents"].height
    assert set(police["incident_id"]) == set(truth["incidents"]["incident_id"])
    assert set(made.authority["missing"]["missing_id"]) == set(truth["missing"]["missing_id"])
    children = set(made.authority["children"]["child_id"])
    assert set(made.authority["missing"]["child_id"]) <= children
    assert set(made.authority["placements"]["child_id"]) <= children
    named = truth["incidents"].filter(pl.col("child_id") != "")["child_id"].str.split(";").explode()
    assert set(named) <= children


def test_about_ten_reports_for_each_child_and_half_of_children_not_in_care(made: extract.Extract) -> None:
    kinds = made.truth["incidents"]["kind"]
    assert 8 < len(kinds) / 300 < 14
    assert 0.35 < (kinds == "not in care").mean() < 0.62
    assert (kinds == "elsewhere").sum() > 0


def test_an_undamaged_time_is_the_true_one_to_within_minutes(made: extract.Extract) -> None:
    rows = (
        made.truth["missing"].filter(pl.col("kinds") == "").join(made.authority["missing"], on="missing_id")
    )
    rows = rows.join(made.truth["away"], left_on="true_away_ids", right_on="away_id", suffix="_true")
    off = rows.select(
        (
            pl.col("started_at").str.to_datetime() - pl.col("started_at_true").str.to_datetime()
        ).dt.total_minutes()
    ).to_series()
    assert rows.height > 300
    assert off.abs().max() <= 45


def test_every_kind_of_harm_occurs() -> None:
    made = extract.make(children=600, seed=9, rates=rates.preset("cruel"))
    told = ";".join(made.truth["incidents"]["kinds"]) + ";".join(made.truth["missing"]["kinds"])
    for kind in (
        "chosen name", "misheard", "scanned", "keyboard", "swapped", "family name first", "decorated",
        "accents broken", "day and month", "re-assessed age", "postcode station", "postcode office",
        "two forces", "re-opened", "split", "fortnight again", "utc force", "dates only force", "closed late",
        "a row per night", "weekend in one row", "the whole weekend", "nights in one row", "row twice",
    ):  # fmt: skip
        assert kind in told
    without = set(made.authority["children"]["authority"]) - set(
        made.authority["placements"].join(made.authority["children"], on="child_id")["authority"]
    )
    assert without


def test_the_same_seed_writes_the_same_files_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        drawn = extract.drawn("usual", seed=seed, vary=True)
        extract.write(extract.make(children=60, seed=seed, rates=drawn), tmp_path / name)
    a, b, c = ((tmp_path / n / "police.csv").read_bytes() for n in "abc")
    assert a == b != c
    assert true_pairs(Truth.read(tmp_path / "a")).height > 50


def test_with_dates_only_no_time_of_day_is_written() -> None:
    made = extract.make(
        children=60, seed=1, rates=extract.drawn("usual", seed=1, vary=False, dates_only=True)
    )
    assert not made.police["last_seen_at"].str.contains(":").any()
    assert not made.authority["missing"]["started_at"].str.contains(":").any()


def test_rates_drawn_for_a_seed_differ_but_stay_shares() -> None:
    harsh = rates.preset("harsh")
    drawn = rates.varied(harsh, np.random.default_rng(1))
    changed = [f.name for f in fields(harsh) if getattr(harsh, f.name) != getattr(drawn, f.name)]
    assert len(changed) > 40
    assert all(0 <= getattr(drawn, name) <= 0.9 for name in changed)


def test_a_name_read_in_the_wrong_encoding_shows_the_usual_signs() -> None:
    class Never:
        @staticmethod
        def random() -> float:
            return 0.5

    assert spoil.broken(Never(), "Zoë") == "ZoÃ«"  # type: ignore[arg-type]
    assert spoil.plain("Łukasz Nguyễn") == "Lukasz Nguyen"
