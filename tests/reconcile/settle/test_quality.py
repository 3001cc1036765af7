"""What the probabilities say of the linkage, for the whole and for groups of children."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from tests.reconcile.settle.stories import Story
from waylight.reconcile.settle import quality


def judged() -> dict:
    story = Story(children={f"C{n}": (n, "A1") for n in range(4)})
    for n, sure in enumerate((1.0, 0.98, 0.7, 0.95)):
        story.report(f"i{n}", f"2026-03-0{n + 1}T20:00", None, f"C{n}", sure=sure)
    prepared, extracts, links, matches = story.frames()
    born = [date(2010, 1, 1), date(2010, 1, 1), date(2011, 5, 4), None]
    children = extracts.children.with_columns(
        pl.Series("date_of_birth", born, dtype=pl.Date),
        pl.Series("ethnicity", ["WBRI", "BAFR", "BAFR", "REFU"]),
        pl.Series("home_postcode", ["LS1 1AA", "ls11aa", "LS2 2BB", ""]),
    )
    return quality(prepared, replace(extracts, children=children), links, matches)


def group(said: dict, name: str, value: str) -> dict:
    return next(one for one in said["by_group"] if (one["group"], one["value"]) == (name, value))


def test_expected_errors_follow_from_the_probabilities():
    links = judged()["links"]
    assert (links["sure"], links["doubtful"]) == (3, 1)
    assert links["expected_precision"] == pytest.approx(2.93 / 3, abs=1e-4)
    assert links["expected_recall"] == pytest.approx(2.93 / 3.63, abs=1e-4)


def test_groups_are_those_whom_a_linkage_can_fail():
    said = judged()
    assert group(said, "ethnicity", "Black")["sure"] == 1
    assert group(said, "ethnicity", "not known")["sure"] == 1
    assert group(said, "birth date", "1 January")["sure"] == 2
    assert group(said, "born the same day at one home", "yes")["sure"] == 2


def test_a_run_without_links_has_no_errors_to_expect():
    prepared, extracts, links, matches = Story().frames()
    assert quality(prepared, extracts, links, matches)["links"]["expected_f1"] == 1.0
