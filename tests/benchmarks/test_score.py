"""The scorer tells a perfect run from a faulty one."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from benchmarks.reconcile import score


@pytest.fixture
def truth() -> score.Truth:
    return score.Truth(
        incidents=pl.DataFrame(
            {
                "incident_id": ["i1", "i2", "i3", "i4"],
                "person": ["ann", "ann", "bob", "stranger"],
                "child_id": ["c1;c2", "c1;c2", "c3", ""],
                "true_away_id": ["a1", "a2", "a3", ""],
            }
        ),
        missing=pl.DataFrame(
            {"missing_id": ["m1", "m2"], "person": ["ann", "bob"], "true_away_ids": ["a1;a2", "a4"]}
        ),
        away=pl.DataFrame(
            {
                "away_id": ["a1", "a2", "a3", "a4"],
                "person": ["ann", "ann", "bob", "bob"],
                "category": ["M"] * 4,
                "seen_by_police": ["true", "true", "true", "false"],
                "seen_by_authority": ["true", "true", "false", "true"],
            }
        ),
        people=pl.DataFrame(
            {
                "person": ["ann", "bob"],
                "child_ids": ["c1;c2", "c3"],
                "ethnicity": ["WBRI", "BAFR"],
                "unaccompanied": ["N", "Y"],
                "first_january": ["N", "Y"],
                "twin": ["N", "N"],
            }
        ),
    )


@pytest.fixture
def perfect() -> score.Output:
    classes = {"matched": 2, "only this side": 1, "no child of these authorities": 1}
    others = {"matched": 1, "only this side": 1}
    rows = [("police", f"i{i + 1}", c) for i, c in enumerate(c for c, n in classes.items() for _ in range(n))]
    rows += [("authority", "m1", "matched"), ("authority", "m2", "only this side")]
    return score.Output(
        links=pl.DataFrame(
            {
                "incident_id": ["i1", "i2", "i3"],
                "child_id": ["c1", "c2", "c3"],
                "probability": [0.99, 0.95, 1.0],
            }
        ),
        matches=pl.DataFrame(
            {"incident_id": ["i1", "i2"], "missing_id": ["m1", "m1"], "probability": [0.99, 0.95]}
        ),
        episodes=pl.DataFrame({"episode_id": ["e1", "e2", "e3"], "seen_by": ["both", "police", "authority"]}),
        rows=pl.DataFrame(rows, schema=["side", "id", "class"], orient="row"),
        bridge={"police": {"rows": 4, "classes": classes}, "authority": {"rows": 2, "classes": others}},
    )


def test_a_perfect_run_scores_one_and_has_no_faults(truth: score.Truth, perfect: score.Output) -> None:
    figures = score.score(truth, perfect)
    assert figures["person"]["f1"] == figures["episode"]["f1"] == 1.0
    assert figures["ece"] == pytest.approx((0.01 + 0.05) / 3)
    assert figures["false_strangers"] == 0
    assert set(figures["rows_once"].values()) == {0}
    assert figures["bridge_faults"] == []


def test_two_nights_in_one_row_are_two_times_but_one_joined_episode(
    truth: score.Truth, perfect: score.Output
) -> None:
    counts = score.score(truth, perfect)["counts"]
    assert counts["times"]["counts"]["both"] == [1, 2]
    assert counts["joined"]["counts"] == {"both": [1, 1], "police": [1, 1], "authority": [1, 1]}
    assert counts["rows"]["counts"] == {"both": [2, 2], "police": [1, 1], "authority": [1, 1]}


def test_a_stranger_linked_costs_precision_and_is_counted(truth: score.Truth, perfect: score.Output) -> None:
    stranger = pl.DataFrame({"incident_id": ["i4"], "child_id": ["c3"], "probability": [0.93]})
    figures = score.score(truth, replace(perfect, links=pl.concat([perfect.links, stranger])))
    assert figures["person"]["precision"] == 0.75
    assert figures["person"]["recall"] == 1.0
    assert figures["false_strangers"] == 1.0
    unaccompanied = figures["groups"].filter((pl.col("group") == "unaccompanied") & (pl.col("value") == "Y"))
    assert unaccompanied.select("right", "said", "true").row(0) == (1, 2, 1)


def test_a_doubtful_link_is_not_counted_at_the_threshold(truth: score.Truth, perfect: score.Output) -> None:
    doubtful = perfect.links.with_columns(probability=pl.Series([0.99, 0.7, 1.0]))
    figures = score.score(truth, replace(perfect, links=doubtful))
    assert figures["person"]["recall"] == pytest.approx(2 / 3)
    assert figures["person_all"]["recall"] == 1.0


def test_a_row_left_out_and_a_sum_that_does_not_hold_are_faults(
    truth: score.Truth, perfect: score.Output
) -> None:
    bridge = {"police": perfect.bridge["police"], "authority": {"rows": 3, "classes": {"matched": 1}}}
    figures = score.score(truth, replace(perfect, rows=perfect.rows.head(5), bridge=bridge))
    assert figures["rows_once"] == {"left_out": 1, "twice": 0, "invented": 0}
    assert any("add up to 1, not 3" in fault for fault in figures["bridge_faults"])


def test_groups_are_pooled_over_sets(truth: score.Truth, perfect: score.Output) -> None:
    counts = score.score(truth, perfect)["groups"]
    pooled = score.by_group([counts, counts])
    assert pooled.filter(pl.col("value") == "WBRI").select("true", "f1").row(0) == (4, 1.0)
    assert score.widest_gap(pooled, least=2) == 0.0


def test_an_interval_that_holds_the_true_number_covers_it(truth: score.Truth, perfect: score.Output) -> None:
    given = {"episodes": {"estimate": 5.0, "low": 3.0, "high": 7.0}}
    figures = score.score(truth, replace(perfect, estimate=given))["estimate"]
    assert figures == {"off": 25.0, "half": 50.0, "covers": True}
    given = {"episodes": {"estimate": 6.0, "low": 5.0, "high": 7.0}}
    assert not score.score(truth, replace(perfect, estimate=given))["estimate"]["covers"]
