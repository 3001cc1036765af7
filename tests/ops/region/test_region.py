"""The invented region resembles England, is true to itself, and is the same whenever it is asked for."""

from __future__ import annotations

import csv
from dataclasses import fields, replace
from pathlib import Path

import polars as pl
import pytest

from waylight.ops.region import PRESETS, Rates, Region, make_region, varied, write_region
from waylight.ops.region.mapping import FIRST, FORCES, SECOND
from waylight.ops.region.presets import ERRORS
from waylight.reconcile import tables

pytestmark = pytest.mark.slow
DOMAIN = Path(__file__).parents[4] / "shared" / "domain"


@pytest.fixture(scope="module")
def published() -> Region:
    return make_region(8_000, seed=11, shape="published")


@pytest.fixture(scope="module")
def dense() -> Region:
    return make_region(1_500, seed=12, shape="dense")


def incidents_with_aways(region: Region) -> pl.DataFrame:
    return region.incidents.drop_nulls("true_away_id")


def rows_with_aways(region: Region) -> pl.DataFrame:
    return region.missing.with_columns(pl.col("true_away_ids").str.split(";")).explode("true_away_ids")


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_region(make_region(200, seed=5, shape="dense", rates=PRESETS["rough"]), tmp_path / name)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*"))
    assert len(files) == 12
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes(), file


def test_another_seed_makes_another_region() -> None:
    one, two = make_region(200, seed=5), make_region(200, seed=6)
    assert not one.extracts.children.equals(two.extracts.children)


@pytest.mark.parametrize(("children", "shape"), [(200, "crowded"), (3, "dense")])
def test_a_region_that_cannot_be_made_is_refused(children: int, shape: str) -> None:
    with pytest.raises(ValueError, match=r"shape is one of|at least"):
        make_region(children, seed=1, shape=shape)


def test_the_tables_have_the_columns_and_types_of_the_engine(dense: Region) -> None:
    for name in ("police", "children", "placements", "missing", "homes"):
        frame = getattr(dense.extracts, name)
        wanted = getattr(tables, name.upper())
        assert dict(frame.schema) == {column: pl.DataFrame(schema={column: kind}).schema[column]
                                      for column, kind in wanted.items()}, name  # fmt: skip


def test_about_one_child_in_nine_goes_missing_in_a_year(published: Region) -> None:
    missing = published.aways.filter(pl.col("category") == "M")
    assert 0.095 < missing["person"].n_unique() / 8_000 < 0.125


def test_those_who_go_missing_do_so_six_or_seven_times_and_more_than_a_third_only_once(
    published: Region,
) -> None:
    missing = published.aways.filter(pl.col("category") == "M")
    times = missing.group_by("person").len()["len"]
    assert 5.3 < times.mean() < 7.8
    assert 0.3 < (times == 1).mean() < 0.43
    assert times.max() > 50


def test_durations_follow_the_published_bands(published: Region) -> None:
    missing = published.aways.filter(pl.col("category") == "M")
    days = (missing["ended_at"].dt.date() - missing["started_at"].dt.date()).dt.total_days()
    assert (days == 0).mean() == pytest.approx(0.334, abs=0.04)
    assert days.is_between(1, 2).mean() == pytest.approx(0.566, abs=0.04)
    assert days.is_between(3, 7).mean() == pytest.approx(0.079, abs=0.02)
    assert (days > 7).mean() == pytest.approx(0.022, abs=0.012)


def test_the_dense_shape_has_ten_police_rows_to_a_child_and_half_are_of_others(dense: Region) -> None:
    assert 8 < dense.incidents.height / 1_500 < 13
    assert dense.incidents["child_ids"].is_null().mean() == pytest.approx(0.5, abs=0.03)


def test_every_row_has_one_line_of_truth_in_the_same_order(dense: Region) -> None:
    assert dense.incidents["incident_id"].equals(dense.extracts.police["incident_id"])
    assert dense.missing["missing_id"].n_unique() == dense.missing.height
    assert set(dense.missing["missing_id"]) == set(dense.extracts.missing["missing_id"])


def test_ids_are_unique_and_every_row_belongs_to_a_child_listed(dense: Region) -> None:
    extracts = dense.extracts
    children = set(extracts.children["child_id"])
    assert len(children) == extracts.children.height
    assert extracts.police["incident_id"].n_unique() == extracts.police.height
    assert set(extracts.missing["child_id"]) <= children
    assert set(extracts.placements["child_id"]) <= children
    named = dense.incidents["child_ids"].drop_nulls().str.split(";").explode()
    assert set(named) <= children


def test_what_a_row_stems_from_happened_to_the_child_it_is_about(dense: Region) -> None:
    whose = dense.aways.select(pl.col("away_id"), pl.col("person").alias("whose"))
    police = incidents_with_aways(dense).join(whose, left_on="true_away_id", right_on="away_id")
    authority = rows_with_aways(dense).join(whose, left_on="true_away_ids", right_on="away_id")
    assert police.height == incidents_with_aways(dense).height
    assert (police["person"] == police["whose"]).all()
    assert (authority["person"] == authority["whose"]).all()
    owner = dense.people.select("person", pl.col("child_ids").str.split(";")).explode("child_ids")
    rows = dense.extracts.missing.join(dense.missing, on="missing_id").join(
        owner, left_on="child_id", right_on="child_ids", suffix="_of_record"
    )
    assert (rows["person"] == rows["person_of_record"]).all()


def test_a_time_away_has_rows_on_a_side_exactly_where_that_side_saw_it(dense: Region) -> None:
    sides = {
        "seen_by_police": incidents_with_aways(dense)["true_away_id"],
        "seen_by_authority": rows_with_aways(dense)["true_away_ids"],
        "seen_by_homes": dense.homes["true_away_id"],
    }
    for column, recorded in sides.items():
        assert set(dense.aways.filter(pl.col(column))["away_id"]) == set(recorded), column


def test_no_force_that_is_not_given_reports_anything(dense: Region) -> None:
    outside = dense.aways.filter(~pl.col("in_area"))
    assert outside.height > 20
    assert not outside["seen_by_police"].any()


def test_no_child_is_away_twice_at_once(dense: Region) -> None:
    ordered = dense.aways.sort("person", "started_at").with_columns(
        pl.col("ended_at").shift(1).over("person").alias("before")
    )
    assert ordered.filter(pl.col("started_at") < pl.col("before")).is_empty()
    assert (dense.aways["ended_at"] > dense.aways["started_at"]).all()


def test_short_absences_escape_both_sides_more_often() -> None:
    region = make_region(3_000, seed=3, shape="dense")
    seen = region.aways.filter((pl.col("category") == "M") & pl.col("in_area")).with_columns(
        hours=(pl.col("ended_at") - pl.col("started_at")).dt.total_minutes() / 60
    )
    short, long = seen.filter(pl.col("hours") < 3), seen.filter(pl.col("hours") > 24)
    for side in ("seen_by_police", "seen_by_authority"):
        assert long[side].mean() - short[side].mean() > 0.12
    # Within a narrow band the two sides are independent of one another.
    band = seen.filter(pl.col("hours").is_between(9, 13))
    both = (band["seen_by_police"] & band["seen_by_authority"]).mean()
    assert both == pytest.approx(band["seen_by_police"].mean() * band["seen_by_authority"].mean(), abs=0.01)


def test_twins_share_birthday_and_address_and_siblings_the_surname(dense: Region) -> None:
    people = dense.people.filter(pl.col("listed"))
    assert people.filter(pl.col("twin")).height > 5
    same_day = people.join(people, on=["surname", "date_of_birth"]).filter(
        pl.col("person") != pl.col("person_right")
    )
    assert same_day.height > 5


def test_no_two_children_of_a_family_bear_the_same_name() -> None:
    people = make_region(4_000, seed=9, shape="dense").people.filter(pl.col("listed"))
    twins = people.filter(pl.struct("surname", "date_of_birth").is_duplicated())
    assert twins.height > 40
    assert twins.filter(pl.struct("forename", "surname", "date_of_birth").is_duplicated()).height <= 2


def test_unaccompanied_children_often_have_the_first_of_january_as_birthday(dense: Region) -> None:
    alone = dense.people.filter(pl.col("unaccompanied") & pl.col("listed"))
    assert 0.3 < alone["first_january"].mean() < 0.6
    first = alone.filter(pl.col("first_january"))["date_of_birth"]
    assert (first.dt.ordinal_day() == 1).all()


# What shows only in larger regions, or in the other shape.
RARE = ("twins_together", "accents_broken", "middle_name", "goes_missing", "in_both_records")


def small_region(name: str, rates: Rates) -> Region:
    if name in RARE:
        return make_region(400, seed=2, shape="published" if name == "goes_missing" else "dense", rates=rates)
    return make_region(60, seed=2, shape="dense", rates=rates)


@pytest.fixture(scope="module")
def small() -> Region:
    return small_region("", Rates())


@pytest.mark.parametrize("name", [field.name for field in fields(Rates)])
def test_every_rate_changes_something(name: str, small: Region) -> None:
    before = small_region(name, Rates()) if name in RARE else small
    other = 1.0 if getattr(Rates(), name) < 0.5 else 0.4
    after = small_region(name, replace(Rates(), **{name: other}))
    tables = ("police", "children", "placements", "missing", "homes")
    assert any(not getattr(before.extracts, t).equals(getattr(after.extracts, t)) for t in tables)


def test_varied_rates_differ_by_seed_and_stay_shares() -> None:
    assert varied(1) == varied(1) != varied(2)
    drawn = [
        getattr(varied(seed), name) for seed in range(20) for name in ERRORS if name != "time_spread_minutes"
    ]
    assert all(0 <= rate <= 0.9 for rate in drawn)


@pytest.mark.skipif(not DOMAIN.exists(), reason="the reference lists are not beside this checkout")
def test_no_invented_authority_or_force_bears_a_real_name() -> None:
    real = set()
    for file, columns in (
        ("local_authorities.csv", ["name"]),
        ("police_forces.csv", ["ons_name", "common_name"]),
    ):
        with (DOMAIN / file).open(encoding="utf-8-sig") as lines:
            for row in csv.DictReader(lines):
                real |= {row[column].casefold() for column in columns}
    invented = {(first + second).casefold() for first in FIRST for second in SECOND} | {
        n.casefold() for n in FORCES
    }
    assert len(real) > 150
    assert not {name for name in invented if any(name in known or known in name for known in real if known)}
