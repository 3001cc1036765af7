"""Every kind of error of the contract occurs when its rate says so, and not otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import polars as pl
import pytest

from waylight.ops.region import Region, make_region
from waylight.ops.region.presets import CLEAN

pytestmark = pytest.mark.slow
Check = Callable[[pl.DataFrame], pl.Series]


def with_rates(**rates: float) -> Region:
    return make_region(150, seed=4, shape="dense", rates=replace(CLEAN, **rates))


def beside_the_truth(region: Region) -> pl.DataFrame:
    """Police rows with the true person beside them."""
    truth = region.people.rename({"forename": "true_forename", "surname": "true_surname", "sex": "true_sex",
                                  "date_of_birth": "true_born", "ethnicity": "true_ethnicity"})  # fmt: skip
    return region.extracts.police.join(region.incidents, on="incident_id").join(truth, on="person")


def by_away(region: Region) -> pl.DataFrame:
    """Police rows of true times away, with the time away beside them."""
    away = region.aways.rename({"person": "whose"})
    return region.extracts.police.join(region.incidents, on="incident_id").join(
        away, left_on="true_away_id", right_on="away_id"
    )


@pytest.fixture(scope="module")
def clean() -> Region:
    return with_rates()


def test_without_errors_names_birth_dates_and_sexes_are_the_true_ones(clean: Region) -> None:
    rows = beside_the_truth(clean)
    # Accents may be lost for good only where the rate says so.
    assert (rows["forename"] == rows["true_forename"]).all()
    assert (rows["surname"] == rows["true_surname"]).all()
    assert (rows["date_of_birth"] == rows["true_born"]).all()
    assert (rows["sex"] == rows["true_sex"]).all()


def test_without_errors_each_time_away_has_at_most_one_row_a_side(clean: Region) -> None:
    assert clean.incidents["true_away_id"].drop_nulls().is_unique().all()
    assert clean.missing["true_away_ids"].is_unique().all()
    assert not clean.missing["true_away_ids"].str.contains(";").any()


def differs(left: str, right: str) -> Check:
    return lambda rows: rows[left] != rows[right]


def swapped(rows: pl.DataFrame) -> pl.Series:
    return (rows["forename"] == rows["true_surname"]) & (rows["true_forename"] != rows["true_surname"])


NAMES: dict[str, Check] = {
    "forename_nickname": differs("forename", "true_forename"),
    "transliterated": differs("forename", "true_forename"),
    "respelled": differs("surname", "true_surname"),
    "fathers_name": differs("surname", "true_surname"),
    "surname_changed": differs("surname", "true_surname"),
    "double_barrel_half": differs("surname", "true_surname"),
    "names_swapped": lambda rows: swapped(rows),
    "family_name_first": lambda rows: swapped(rows),
    "middle_as_first": differs("forename", "true_forename"),
    "chosen_name": differs("forename", "true_forename"),
    "anglicised": differs("forename", "true_forename"),
    "name_typed_wrong": differs("surname", "true_surname"),
    "name_scanned_wrong": differs("surname", "true_surname"),
    "name_misheard": differs("surname", "true_surname"),
    "name_foreign_keyboard": differs("surname", "true_surname"),
    "name_partial": lambda rows: rows["surname"].str.len_chars() < rows["true_surname"].str.len_chars(),
    "forename_blank": lambda rows: rows["forename"].is_null(),
    "surname_blank": lambda rows: rows["surname"].is_null(),
    "accents_lost": differs("surname", "true_surname"),
    "accents_broken": lambda rows: rows["surname"].str.contains("[ÃÄÅÈ]"),
    "case_odd": differs("surname", "true_surname"),
    "upper_case_forces": lambda rows: rows["surname"] == rows["true_surname"].str.to_uppercase(),
    "title_in_name": lambda rows: rows["forename"].str.contains("(?i)^(master|miss|mr|ms|mstr) "),
    "alias_in_brackets": lambda rows: rows["forename"].str.contains(r"\("),
    "note_in_name": lambda rows: rows["surname"].str.contains(r"[(*?]|- "),
    "both_names_in_one": lambda rows: rows["surname"].str.contains(",") & rows["forename"].is_null(),
    "aliases_given": lambda rows: rows["aliases"].is_not_null(),
    "dob_day_month": lambda rows: (rows["date_of_birth"].dt.day() == rows["true_born"].dt.month())
    & (rows["date_of_birth"] != rows["true_born"]),
    "dob_year": lambda rows: rows["date_of_birth"].dt.year() != rows["true_born"].dt.year(),
    "dob_typed": differs("date_of_birth", "true_born"),
    "dob_first_january": lambda rows: (rows["date_of_birth"].dt.ordinal_day() == 1)
    & (rows["date_of_birth"] != rows["true_born"]),
    "dob_blank": lambda rows: rows["date_of_birth"].is_null(),
    "dob_reassessed": lambda rows: differs("date_of_birth", "true_born")(rows) & rows["unaccompanied"],
    "sex_wrong": differs("sex", "true_sex"),
    "sex_blank": lambda rows: rows["sex"].is_null(),
    "ethnicity_officer": lambda rows: rows["ethnicity"].str.starts_with("IC"),
    "ethnicity_blank": lambda rows: rows["ethnicity"].is_null(),
    "postcode_blank": lambda rows: rows["postcode"].is_null(),
    "postcode_partial": lambda rows: rows["postcode"].str.len_chars() < 6,
    "postcode_untidy": lambda rows: ~rows["postcode"].str.contains("^[A-Z0-9]+ [A-Z0-9]+$"),
    "postcode_in_place": lambda rows: rows["postcode"].is_null() & rows["place"].str.contains(r"\d\w\w$"),
}  # fmt: skip


@pytest.mark.parametrize("kind", NAMES)
def test_each_error_of_identity_and_place_occurs_only_at_its_rate(kind: str, clean: Region) -> None:
    check = NAMES[kind]
    assert not check(beside_the_truth(clean)).fill_null(False).any()
    assert check(beside_the_truth(with_rates(**{kind: 1.0}))).fill_null(False).any()


@pytest.mark.parametrize("kind", ["police_twice", "police_two_forces", "police_split", "police_reopened"])
def test_one_time_away_can_become_several_reports(kind: str) -> None:
    rows = by_away(with_rates(**{kind: 0.5}))
    assert rows["true_away_id"].is_duplicated().any()
    if kind == "police_two_forces":
        assert rows.group_by("true_away_id").agg(pl.col("force").n_unique())["force"].max() == 2
    if kind == "police_reopened":
        assert rows.select("true_away_id", "last_seen_at").is_duplicated().any()


@pytest.mark.parametrize(
    "kind",
    ["authority_twice", "fortnight_twice_authorities", "in_both_records", "row_per_night_authorities"],
)
def test_one_time_away_can_become_several_rows_of_an_authority(kind: str) -> None:
    region = with_rates(**{kind: 1.0, "second_record": 0.3})
    assert region.missing["true_away_ids"].is_duplicated().any()


@pytest.mark.parametrize("kind", ["nights_merged", "row_per_weekend_authorities"])
def test_several_times_away_can_become_one_row_of_an_authority(kind: str) -> None:
    assert with_rates(**{kind: 1.0}).missing["true_away_ids"].str.contains(";").any()


def minutes(rows: pl.DataFrame, left: str, right: str) -> pl.Series:
    return (rows[left] - rows[right]).dt.total_minutes()


@pytest.mark.parametrize(
    ("kind", "at_least"), [("clock_12_hours", 600), ("clock_one_day", 1300), ("clock_summer_time", 45)]
)
def test_clocks_can_be_wrong(kind: str, at_least: int, clean: Region) -> None:
    late = minutes(by_away(with_rates(**{kind: 1.0})), "last_seen_at", "started_at")
    assert (late.abs() > at_least).mean() > 0.3
    assert minutes(by_away(clean), "last_seen_at", "started_at").max() < 5


def test_the_clock_of_one_force_can_keep_utc_in_summer() -> None:
    rows = by_away(with_rates(force_clock_utc=1.0)).filter(pl.col("started_at").dt.month() == 7)
    early = rows.with_columns(late=minutes(rows, "last_seen_at", "started_at")).group_by("force").agg(
        pl.col("late").max())  # fmt: skip
    assert sorted(late <= -60 for late in early["late"]) == [False, True]


def test_found_can_be_blank_or_the_time_the_log_was_closed(clean: Region) -> None:
    assert with_rates(police_found_blank=1.0).extracts.police["found_at"].is_null().all()
    late = minutes(by_away(with_rates(police_found_at_closing=1.0)), "found_at", "ended_at").drop_nulls()
    assert late.min() >= 300
    assert minutes(by_away(clean), "found_at", "ended_at").median() < 30


def test_dates_without_times_on_either_side(clean: Region) -> None:
    police = with_rates(police_date_only_forces=1.0).extracts.police
    authority = with_rates(date_only_authorities=1.0).extracts.missing
    assert police["last_seen_day"].all()
    assert authority["started_day"].all()
    assert (authority["started_at"].dt.hour() == 0).all()
    assert not clean.extracts.missing["started_day"].any()


def test_a_child_can_have_two_records_and_an_authority_no_placements() -> None:
    region = with_rates(second_record=0.2)
    assert region.people["child_ids"].drop_nulls().str.contains(";").any()
    assert with_rates(without_placements_authorities=1.0).extracts.placements.is_empty()


def test_placement_dates_can_be_wrong_and_overlap(clean: Region) -> None:
    def overlaps(region: Region) -> int:
        placed = region.extracts.placements.sort("child_id", "started").with_columns(
            before=pl.col("ended").shift(1).over("child_id")
        )
        return placed.filter(pl.col("before") > pl.col("started")).height

    assert overlaps(clean) == 0
    assert overlaps(with_rates(placement_overlap=1.0)) > 10
    assert overlaps(with_rates(placement_dates_wrong=1.0)) > 0


def test_siblings_twins_and_room_mates_go_away_together() -> None:
    def shared(region: Region) -> int:
        hours = region.aways.with_columns(pl.col("started_at").dt.truncate("15m"))
        return hours.filter(pl.struct("started_at", "ended_at").is_duplicated()).height

    assert shared(with_rates(together=0.9)) > shared(with_rates(together=0.0, twins_away_together=0.0))


def test_a_station_or_office_postcode_can_stand_for_where_the_child_lives(clean: Region) -> None:
    def commonest(region: Region) -> int:
        return int(region.extracts.police["postcode"].value_counts()["count"].max())

    assert commonest(with_rates(postcode_office=1.0)) > 4 * commonest(clean)


def test_a_force_can_hand_over_only_whom_it_believes_to_be_in_care(clean: Region) -> None:
    fewer = with_rates(force_prefilters=1.0)
    assert (
        fewer.incidents["child_ids"].is_null().mean() < clean.incidents["child_ids"].is_null().mean() - 0.05
    )


def test_lists_that_are_not_independent_can_be_made_on_purpose() -> None:
    told = with_rates(fed_by_police=1.0).aways
    both = told.filter(pl.col("seen_by_police") & (pl.col("category") == "M"))
    assert both["seen_by_authority"].all()
    neither = with_rates(shared_neglect=0.5).aways
    assert (~neither["seen_by_police"] & ~neither["seen_by_authority"]).mean() > 0.45
