"""The real engine's answer over an invented region, laid out for the desk, loses and invents nothing."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

import pytest

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def worked() -> Any:
    """(what it was given, what the engine found, what the desk makes of it): enough children for some doubt."""
    from waylight.desk.results import results_of
    from waylight.ops.region import make_region
    from waylight.reconcile import reconcile

    extracts = make_region(150, seed=21, shape="dense").extracts
    found = reconcile(extracts, now=NOW)
    return extracts, found, results_of(found, extracts, today=date(2026, 6, 1))


def test_the_lists_count_every_class_as_the_bridge_does(worked: Any) -> None:
    _, found, results = worked
    listed = Counter(results.rows.select("side", "row_class").rows())
    for side in ("police", "authority"):
        for kind, number in found.bridge[side]["classes"].items():
            assert listed[side, kind] == number
        assert sum(n for (at, _), n in listed.items() if at == side) == found.bridge[side]["rows"]


@pytest.mark.parametrize("name", ["authority", "year", "category"])
def test_the_breakdowns_are_the_engines_own(worked: Any, name: str) -> None:
    _, found, results = worked
    assert results.bridge["by"][name] == found.bridge["by"][name]


def test_the_breakdown_by_force_adds_up_to_the_whole(worked: Any) -> None:
    _, found, results = worked
    for side in ("police", "authority"):
        assert (
            sum(entry[side]["rows"] for entry in results.bridge["by"]["force"]) == found.bridge[side]["rows"]
        )
    seen = [entry["episodes"]["both"] for entry in results.bridge["by"]["force"]]
    assert sum(seen) == found.bridge["episodes"]["both"]


def test_every_doubtful_link_and_match_is_asked_about(worked: Any) -> None:
    _, found, results = worked
    links = {row[:2] for row in found.links.rows() if 0.5 <= row[2] < 0.9}
    asked = results.pairs.filter(results.pairs["missing_id"].is_null())
    assert set(asked.select("incident_id", "child_id").rows()) == links
    sure = {row[0] for row in found.links.rows() if row[2] >= 0.9}
    matches = {row[:2] for row in found.matches.rows() if 0.5 <= row[2] < 0.9 and row[0] in sure}
    times = results.pairs.filter(results.pairs["missing_id"].is_not_null())
    assert set(times.select("incident_id", "missing_id").rows()) == matches
    assert links and matches


@pytest.mark.parametrize("verdict", ["yes", "no", pytest.param("unsure", marks=pytest.mark.slow)])
@pytest.mark.parametrize("about", ["child", "time"])
def test_the_engine_respects_what_a_person_decided(worked: Any, about: str, verdict: str) -> None:
    from dataclasses import replace

    import polars as pl

    from waylight.reconcile import reconcile, tables

    given, _, results = worked
    child = pl.col("missing_id").is_null()
    pair = results.pairs.filter(child if about == "child" else ~child).row(0, named=True)
    said = (pair["incident_id"], pair["child_id"], pair["missing_id"], verdict, "Ines Okonkwo-Hale", NOW)
    decisions = pl.DataFrame([said], schema=tables.DECISIONS, orient="row")
    again = reconcile(replace(given, decisions=decisions), now=NOW)
    table, other = ("links", "child_id") if about == "child" else ("matches", "missing_id")
    rows = getattr(again, table).filter(
        (pl.col("incident_id") == pair["incident_id"]) & (pl.col(other) == pair[other])
    )
    expected = {"yes": [1.0], "no": [], "unsure": [pair["probability"]]}[verdict]
    assert rows["probability"].to_list() == expected


def test_the_report_that_the_desk_hands_out_names_no_file_that_is_not_handed_out(worked: Any) -> None:
    from waylight.desk.working import report_of

    extracts, found, _ = worked
    said = report_of(found, extracts, [], now=NOW)
    assert "The bridge between the two lists" in said
    assert "rows.csv" not in said and "faults.csv" not in said
