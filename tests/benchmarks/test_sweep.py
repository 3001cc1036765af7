"""The sweep says of each demand whether it is met."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from benchmarks.reconcile import sweep


def test_seeds_may_be_named_as_ranges_and_single_numbers() -> None:
    assert sweep.seeds("1-3,9") == [1, 2, 3, 9]


def test_a_set_below_the_limit_is_a_miss_even_if_the_mean_is_not() -> None:
    table = pl.DataFrame(
        {
            "kind": ["usual"] * 2, "children": [10_000] * 2, "person F1": [0.999, 0.9919],
            "episode F1": [0.99, 0.99], "both %": [2.0, -1.0], "police %": [1.0, 1.0], "auth %": [-4.0, 0.0],
            "ECE": [0.001, 0.001], "worst bin": [0.0, 0.02], "false %": [0.1, 0.1], "faults": [0, 0],
        }
    )  # fmt: skip
    lines = sweep.judged(table)
    assert "met  usual 10000: person F1 mean 0.9954 > 0.995" in lines
    assert "MISS usual 10000: person F1 min 0.9919 > 0.992" in lines
    assert "met  usual 10000: both % |mean| 0.5000 < 1.5" in lines
    assert "MISS usual 10000: auth % |mean| 2.0000 < 1.5" in lines


def test_the_median_width_of_the_intervals_and_how_many_hold_the_truth_are_told() -> None:
    table = pl.DataFrame(
        {
            "kind": ["cruel"] * 3, "children": [1000] * 3, "covers": [True, False, None],
            "half %": [2.0, 4.0, None],
        }
    )  # fmt: skip
    assert sweep.judged(table) == [
        "MISS cruel 1000: intervals hold the truth in 1 of 2, median half 4.00 % < 3"
    ]


@pytest.mark.slow
def test_an_extract_goes_through_the_command_and_comes_back_scored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sweep.main(["--children", "200", "--seeds", "2", "--kinds", "usual", "--work", str(tmp_path)])
    row = pl.read_csv(tmp_path / "sweep.csv").row(0, named=True)
    assert row["set"] == "usual-200-2"
    assert row["person F1"] > 0.9
    assert row["faults"] == 0
    assert "person F1 mean" in capsys.readouterr().out
