"""The report says what a director must know, in words, exactly, and lets nothing in or out."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import polars as pl
import pytest

from tests.exchange.making import Made
from tests.exchange.report.examples import BRIDGE, FOUND, QUALITY, THREE, nothing, refused
from waylight.exchange.commands import reconcile_command
from waylight.exchange.report import Findings, page
from waylight.exchange.report.findings import _reasons

FED = "The authority list is made from the police list."


def words(found: Findings) -> str:
    """The text of the page as read, without its style."""
    root = ET.fromstring(page(found).removeprefix("<!DOCTYPE html>"))
    for parent in root.iter():
        for child in list(parent):
            if child.tag == "style":
                parent.remove(child)
    return re.sub(r"\s+", " ", "".join(root.itertext()))


def test_it_begins_with_the_answer() -> None:
    said = words(FOUND)
    assert "Police hold 24,512 reports, the authorities 11,842 rows. They tell of 13,565 times away" in said
    assert "Both saw 9,195. Only police saw 1,759; only the authorities saw 2,611" in said
    assert (
        "children were missing about 12,300 times (12,100 to 12,400); about 330 of these are in neither"
        in said
    )


def test_a_page_that_the_desk_hands_out_alone_names_no_file_beside_it() -> None:
    alone, beside = words(replace(FOUND, beside=False)), words(FOUND)
    for name in ("rows.csv", "faults.csv", "bridge.json"):
        assert name in beside
        assert name not in alone
    assert "The data officer can show there the rows behind each figure" in alone


def test_its_style_is_the_only_thing_its_policy_lets_in() -> None:
    html = page(FOUND)
    style = re.search(r"<style>(.*?)</style>", html, re.S)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    assert f"style-src &#x27;sha256-{digest}&#x27;" in policy[1]
    assert policy[1].startswith("default-src &#x27;none&#x27;")


def test_it_asks_nothing_of_a_network() -> None:
    html = page(FOUND)
    assert "<script" not in html and "@import" not in html and 'style="' not in html
    addresses = set(re.findall(r'(?:src|href|action)="([^"]*)"|url\((?!#)([^)]*)\)', html))
    assert addresses == set()


def test_both_sums_stand_on_the_page() -> None:
    said = words(FOUND)
    assert "Police: 8,543 + 763 + 1,070 + 1,429 + 30 + 12,386 + 290 + 1 = 24,512" in said
    assert "Authorities: 8,543 + 425 + 263 + 1,277 + 1,135 + 178 + 21 = 11,842" in said


@pytest.mark.parametrize("side", ["police", "authority"])
def test_the_rows_of_shared_times_come_down_to_their_number(side: str) -> None:
    one = "police reports" if side == "police" else "authority rows"
    told = re.search(rf"([\d,]+) {one}(.*?): 9,195 times away", words(FOUND))
    assert told is not None
    total = int(told[1].replace(",", ""))
    for sign, count in re.findall(r"(less|plus) ([\d,]+)", told[2]):
        total += int(count.replace(",", "")) * (1 if sign == "plus" else -1)
    assert total == BRIDGE["episodes"]["both"]


def test_reasons_stand_largest_first_and_the_rest_are_counted() -> None:
    said = words(FOUND)
    first, second = said.index("12,386 about half"), said.index("Reason number 0")
    assert first < second < said.index("Reason number 4")
    assert "Reason number 5" not in said
    assert f"{sum(200 - n for n in range(5, 14)):,} reports for 9 other reasons." in said


def test_the_estimate_names_what_breaks_it() -> None:
    said = words(FOUND)
    assert "It fails when one is copied from the other; the estimate is then too low." in said
    assert "give or take 123" in said
    assert "Left out: 1,134 category A, 221 not within reach of both lists." in said


def test_a_refused_estimate_says_why_and_gives_no_number() -> None:
    said = words(refused(FED))
    assert f"There is no estimate of what neither side saw. {FED}" in said
    assert "the reason is below" in said
    assert "12,2" not in said and "neither (estimated)" not in said


@pytest.mark.parametrize("low", [float("nan"), 12_300.0])
def test_an_estimate_that_is_not_sound_is_not_given(low: float) -> None:
    said = words(
        replace(FOUND, estimate={**FOUND.estimate, "episodes": {**FOUND.estimate["episodes"], "low": low}})
    )
    assert "The figures did not settle on a number." in said and "12,265" not in said


def test_the_length_that_escapes_both_lists_is_named_from_the_figures() -> None:
    # 15.3 of 177.4 against 6.4 of 104.3
    assert "Likeliest to escape both lists: 45 min and more, of which about 1 in 12 did." in words(FOUND)


def test_a_third_list_that_agrees_is_told_beside_the_two() -> None:
    near = {**THREE, "episodes": {**THREE["episodes"], "low": 12300.0}}
    said = words(replace(FOUND, estimate={**FOUND.estimate, "three_lists": near}))
    assert "as a third list: about 12,600 times (12,300 to 12,800)" in said
    assert (
        "(dependence of police with homes) children were missing 12,600 times (12,300 to 12,760); 251 of"
        in said
    )
    assert "The two estimates agree within their ranges." in said
    assert "third list" not in words(FOUND)


def test_a_third_list_that_disagrees_is_not_given_as_the_answer() -> None:
    said = words(replace(FOUND, estimate={**FOUND.estimate, "three_lists": THREE}))
    assert "disagrees with this; read why below" in said
    assert "about 12,600 times" not in said
    assert "Find out which before either figure is used." in said


def test_an_interval_of_children_that_does_not_hold_its_estimate_is_not_shown() -> None:
    children = {"estimate": 1463.3, "low": 1468.0, "high": 1470.9, "seen": 1457.9}
    assert "were (1,460 to 1,471)" in words(FOUND)
    assert "1,468" not in words(replace(FOUND, estimate={**FOUND.estimate, "children": children}))


def test_fairness_is_judged_between_groups_of_a_thousand_and_the_lowest_small_one_named() -> None:
    said = words(FOUND)
    assert (
        "the worst (ethnicity: White, 99.5%) is 0.2 points below the best (ethnicity: Mixed, 99.6%): within"
        in said
    )
    assert "the lowest children with 1 January as birth date (96.7%)" in said


def test_an_unfair_linkage_is_called_so() -> None:
    groups: list[dict[str, Any]] = [dict(group) for group in QUALITY["by_group"]]
    groups[0]["expected_f1"] = 0.97
    said = words(replace(FOUND, quality={**QUALITY, "by_group": groups}))
    assert "is 2.6 points below the best (ethnicity: Mixed, 99.6%): beyond the 1.5 points" in said


def test_clocks_encodings_notes_and_rows_set_aside_are_told() -> None:
    said = words(FOUND)
    for told in (
        "F01: its clock does not follow summer time; its summer times were moved by an hour (812 rows).",
        "police.csv: its text is not UTF-8; it was read as Windows-1252.",
        "police.csv: a fortnight stands in it twice",
        "1 row of the police file with a cell that cannot be read was set aside",
        "3 decisions by people were taken over",
    ):
        assert told in said


def test_many_authorities_are_shown_as_the_largest_and_the_rest_together() -> None:
    said = words(FOUND)
    assert "A11" in said and "A12" not in said and "3 smaller ones" in said
    assert "no police report" not in said
    assert said.index("2025: 40 seen by both") < said.index("2026: 90 seen by both")


def test_two_empty_lists_make_a_page_that_says_so() -> None:
    said = words(nothing())
    assert "Both lists are empty" in said
    assert "Police: 0" in said
    assert "This run made no estimate." in said


def test_the_window_asked_for_is_named() -> None:
    both = replace(FOUND, asked=(dt.date(2025, 4, 1), dt.date(2026, 3, 31)))
    since = replace(FOUND, asked=(dt.date(2025, 4, 1), None))
    until = replace(FOUND, asked=(None, dt.date(2026, 3, 31)))
    assert "authority records, from 1 April 2025 to 31 March 2026." in words(both)
    assert "authority records, from 1 April 2025 on." in words(since)
    assert "authority records, up to 31 March 2026." in words(until)


def test_reasons_that_differ_in_a_detail_are_one_reason() -> None:
    rows = pl.DataFrame(
        {
            "side": ["police"] * 5,
            "id": list("abcde"),
            "class": ["matched", "only this side", "only this side", "cannot be read", "cannot be read"],
            "reason": [
                "The other side has it.",
                "No row for this time: its nearest begins 3 days later.",
                "No row for this time: its nearest begins 2 h earlier.",
                "line 4: column sex: unknown",
                "Line 9 of the file was set aside: column found_at: lies in the future",
            ],
        }
    )
    assert [(r.words, r.rows) for r in _reasons(rows)["police"]] == [
        ("A cell of the row could not be read.", 2),
        ("No row for this time.", 2),
    ]


def test_no_name_and_no_id_of_the_inputs_is_in_the_report(extracts: Made, tmp_path: Path) -> None:
    from tests.exchange.test_commands import arguments

    out = tmp_path / "out"
    assert reconcile_command(arguments(extracts, out)) == 0
    html = (out / "report.html").read_text("utf-8")
    assert "Two lists made one" in html
    for personal in ("Neil-1", "Zoë", "INC00", "C001", "M001", "ZZ1"):
        assert personal not in html
