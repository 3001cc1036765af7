"""The estimate of what neither side saw: right where its assumptions hold, and refused where they cannot."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import polars as pl
import pytest

from tests.reconcile.settle.stories import Story
from waylight.reconcile import prepared as shapes
from waylight.reconcile import tables
from waylight.reconcile.estimate import estimate
from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settle import Settled, settle
from waylight.reconcile.tables import Extracts

START = 29_000_000


def world(
    seed: int, size: int = 3000, children: int = 900, away: float = 0.0, hours: bool = True
) -> tuple[Settled, Prepared, int]:
    """Absences of which short ones escape both lists, cleanly recorded: the record, and how many there were."""
    rng = np.random.default_rng(seed)
    child = rng.integers(0, children, size)
    begin = START + rng.integers(0, 365, size) * 1440 + rng.integers(0, 1200, size)
    length = np.exp(rng.normal(5.8, 1.2, size)).astype(int) + 25
    rise = 1.0 / (1.0 + np.exp(-2.0 * np.log(length / 360.0)))
    kind = np.where(rng.random(size) < away, "A", "M")
    written = partial(_ends, begin, length, hours=hours)
    police = (rng.random(size) < 0.62 + 0.35 * rise) & (kind == "M")
    authority = rng.random(size) < 0.58 + 0.37 * rise
    left, right = np.flatnonzero(police), np.flatnonzero(authority)
    prepared = Prepared(
        _police(*written(left)), _children(children), pl.DataFrame(schema=shapes.PLACEMENTS),
        _missing(child, kind, *written(right)),
    )  # fmt: skip
    row = np.full(size, -1)
    row[right] = np.arange(len(right))
    both = np.flatnonzero(row[left] >= 0)
    links = _frame(
        row=np.arange(len(left)), child=child[left], person=child[left], probability=np.full(len(left), 0.999)
    )
    matches = _frame(row=both, missing=row[left][both], probability=np.full(len(both), 0.999))
    extracts = Extracts(
        _ids("incident_id", "i", len(left), tables.POLICE), _ids("child_id", "c", children, tables.CHILDREN),
        tables.empty(tables.PLACEMENTS), _ids("missing_id", "m", len(right), tables.MISSING),
    )  # fmt: skip
    return settle(prepared, extracts, links, matches), prepared, int((kind == "M").sum())


def _frame(**columns: np.ndarray) -> pl.DataFrame:
    return pl.DataFrame(columns).with_columns(pl.selectors.integer().cast(pl.UInt32))


Ends = dict[str, np.ndarray]


def _ends(begin: np.ndarray, length: np.ndarray, rows: np.ndarray, *, hours: bool) -> tuple[np.ndarray, Ends]:
    """Which rows, and their times as written down: to the minute, or as the days they fall on."""
    start, end = begin[rows], (begin + length)[rows]
    day = 1 if hours else 1440
    low = {"start_lo": start // day * day, "end_lo": end // day * day}
    return rows, low | {"start_hi": low["start_lo"] + day - 1, "end_hi": low["end_lo"] + day - 1}


def _police(rows: np.ndarray, times: Ends) -> pl.DataFrame:
    frame = {"row": np.arange(len(rows)), "force": ["F1"] * len(rows), "postcode": [None] * len(rows)}
    return pl.DataFrame(frame | times | {"reported": times["start_lo"]}, schema=shapes.POLICE)


def _missing(child: np.ndarray, kind: np.ndarray, rows: np.ndarray, times: Ends) -> pl.DataFrame:
    frame = {"row": np.arange(len(rows)), "child": child[rows], "category": kind[rows]}
    return pl.DataFrame(frame | times, schema=shapes.MISSING)


def _children(size: int) -> pl.DataFrame:
    return pl.DataFrame(
        {"row": range(size), "person": range(size), "authority": [f"A{n % 3}" for n in range(size)]},
        schema=shapes.CHILDREN,
    )


def _ids(name: str, letter: str, size: int, schema: tables.Schema) -> pl.DataFrame:
    ids = pl.DataFrame({name: [f"{letter}{n}" for n in range(size)]}, schema={name: pl.String})
    return ids.select(
        pl.col(key) if key == name else pl.lit(None, dtype=kind).alias(key) for key, kind in schema.items()
    )


@pytest.mark.slow
def test_the_interval_holds_the_true_number_where_the_assumptions_hold():
    held, errors = 0, []
    for seed in range(12):
        settled, prepared, truth = world(seed)
        said = estimate(settled, prepared)["episodes"]
        held += said["low"] <= truth <= said["high"]
        errors.append(said["estimate"] / truth - 1)
        assert (said["high"] - said["low"]) / 2 < 0.03 * said["estimate"]
    assert held >= 10
    assert abs(np.mean(errors)) < 0.01


def test_a_plain_two_list_estimate_would_be_lower_because_both_miss_the_short_ones():
    settled, prepared, truth = world(3)
    said = estimate(settled, prepared)
    plain = next(one for one in said["comparison"] if one["method"] == "Chapman")
    assert plain["estimate"] < said["episodes"]["estimate"]
    assert abs(said["episodes"]["estimate"] / truth - 1) < abs(plain["estimate"] / truth - 1)


def test_where_no_record_says_an_hour_absences_are_taken_by_days_and_the_number_stays_sound():
    for seed in (3, 4):
        settled, prepared, truth = world(seed, size=6000, children=1500, hours=False)
        said = estimate(settled, prepared)
        assert said["episodes"]["low"] <= truth <= said["episodes"]["high"]
        assert abs(said["episodes"]["estimate"] / truth - 1) < 0.05
        assert any("by the days" in warning for warning in said["warnings"])


def test_the_strata_and_the_kinds_of_being_seen_add_up():
    settled, prepared, _ = world(5)
    said = estimate(settled, prepared)
    for table in said["strata"].values():
        assert sum(one["estimate"] for one in table) == pytest.approx(said["episodes"]["estimate"], abs=2)
        assert sum(one["seen"] for one in table) == pytest.approx(said["episodes"]["seen"], abs=2)
    parts = [said["episodes"][name] for name in ("both", "police_only", "authority_only", "unseen")]
    assert sum(parts) == pytest.approx(said["episodes"]["estimate"], abs=1)


def test_rows_of_category_a_do_not_enter():
    settled, prepared, truth = world(7, away=0.2)
    said = estimate(settled, prepared)
    assert said["left_out"]["category A"] > 300
    assert said["episodes"]["low"] < truth < said["episodes"]["high"]


def test_children_are_estimated_too_and_never_fewer_than_were_seen():
    settled, prepared, _ = world(2, size=900, children=2000)
    said = estimate(settled, prepared)["children"]
    truth = len(np.unique(np.random.default_rng(2).integers(0, 2000, 900)))
    assert said["seen"] < said["estimate"]
    assert said["low"] <= truth <= said["high"]


def test_doubtful_links_count_by_their_probability_and_widen_the_interval():
    settled, prepared, _ = world(4)
    sure = estimate(settled, prepared)["episodes"]
    unsure = settled.aways.with_columns(
        pl.when(pl.col("rows_p") > 0).then(0.8).otherwise(0.0).alias("certainty_p")
    )
    doubtful = estimate(_with(settled, unsure), prepared)["episodes"]
    assert doubtful["high"] - doubtful["low"] > sure["high"] - sure["low"]
    assert doubtful["police_only"] < sure["police_only"]


def _with(settled: Settled, aways: pl.DataFrame) -> Settled:
    return replace(settled, aways=aways)


def test_pairs_that_the_matching_missed_are_found_by_comparison_with_chance():
    settled, prepared, truth = world(6)
    both = settled.aways.filter(pl.col("seen_by") == "both").head(150)
    apart = pl.concat(
        [
            both.with_columns(seen_by=pl.lit("police"), rows_a=pl.lit(0, dtype=pl.Int64)),
            both.with_columns(
                seen_by=pl.lit("authority"), rows_p=pl.lit(0, dtype=pl.Int64), start=pl.col("start") + 720,
                away=pl.col("away") + settled.aways.height,
            ),
            settled.aways.join(both, on="away", how="anti"),
        ]
    )  # fmt: skip
    said = estimate(_with(settled, apart), prepared)
    found = next(one["times_away"] for one in said["corrections"] if one["correction"].startswith("pairs"))
    assert found == pytest.approx(150, abs=25)
    assert said["episodes"]["low"] < truth < said["episodes"]["high"]


@pytest.mark.parametrize("feed", ["police:authority", "authority:police"])
def test_no_estimate_where_one_list_feeds_the_other(feed: str):
    settled, prepared, _ = world(1, size=400)
    said = estimate(settled, prepared, feeds=[feed])
    teller, told = feed.split(":")
    assert not said["possible"] and "episodes" not in said
    assert f"The {told} list is made, in whole or in part, from the {teller} list" in said["reason"]


def test_no_estimate_from_one_list_or_from_two_that_never_meet():
    police = (
        Story().report("i", "2026-03-04T20:00", "2026-03-04T21:00").row("a", "2026-03-09", None, kind="A")
    )
    alone = police.told()
    assert "one list only" in estimate(alone, police.frames()[0])["reason"]
    apart = Story().report("i", "2026-03-04T20:00", "2026-03-04T21:00").row("m", "2026-05-04T20:00", None)
    assert "Not one time away is on both lists" in estimate(apart.told(), apart.frames()[0])["reason"]


def test_few_pairs_are_too_few():
    story = Story()
    for day in range(1, 6):
        story.report(f"i{day}", f"2026-03-0{day}T20:00", f"2026-03-0{day}T21:00")
        story.row(f"m{day}", f"2026-03-0{day}T20:00", f"2026-03-0{day}T21:00").match(f"i{day}", f"m{day}")
    assert "Only 5 times away" in estimate(story.told(), story.frames()[0])["reason"]


def test_the_assumptions_and_what_breaks_them_are_said():
    settled, prepared, _ = world(1, size=400)
    said = estimate(settled, prepared)
    assert len(said["assumptions"]) >= 4
    assert all(one["broken_when"] and one["then"] for one in said["assumptions"])


def test_lists_that_agree_to_the_minute_are_suspected_of_being_copies():
    settled, prepared, _ = world(1, size=400)
    assert any("same minute" in one for one in estimate(settled, prepared)["warnings"])


def test_where_neither_side_says_the_hour_the_interval_is_wider_and_says_why():
    settled, prepared, _ = world(1, size=1500)
    hours = [pl.lit(None, dtype=pl.Int32).alias(name) for name in ("start_p", "start_a")]
    dated = replace(settled, aways=settled.aways.with_columns(hours))
    with_hours, without = estimate(settled, prepared), estimate(dated, prepared)
    assert _half(without["episodes"]) > 1.2 * _half(with_hours["episodes"])
    assert any("neither side says the hour" in one for one in without["warnings"])
    assert not any("neither side says the hour" in one for one in with_hours["warnings"])


def test_lengths_that_are_wholly_wrong_widen_the_interval():
    settled, prepared, _ = world(2, size=1500)
    rng = np.random.default_rng(4)
    late = pl.Series(rng.random(settled.aways.height) < 0.4)
    wrong = settled.aways.with_columns(
        end_p=pl.when(late)
        .then(pl.col("end_p") + rng.integers(600, 5000, len(late)))
        .otherwise("end_p")
        .cast(pl.Int32)
    )
    said = estimate(replace(settled, aways=wrong), prepared)
    assert said["diagnostics"]["lengths_astray"]["police"] > 0.2
    assert _half(said["episodes"]) > _half(estimate(settled, prepared)["episodes"]) + 0.005


def _half(said: dict[str, float]) -> float:
    """Half the width of the interval, as a share of the estimate."""
    return (said["high"] - said["low"]) / 2 / said["estimate"]
