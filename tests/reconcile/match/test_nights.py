"""An absence that the authority wrote as a row a night belongs together, however the report begins and ends."""

from datetime import timedelta
from itertools import pairwise

import numpy as np
import polars as pl

from tests.reconcile.extracts import Case
from tests.reconcile.match.test_match import FIRST, clock, usual
from waylight.reconcile.match.match import match
from waylight.reconcile.match.spans import spans
from waylight.reconcile.prepare.tables import prepared

# Six nights, cut at midnight as clerks write it.
NIGHTS = [
    ("1 20:00", "1 23:50"),
    *((f"{day} 00:05", f"{day} 23:55") for day in range(2, 6)),
    ("6 00:10", "6 09:30"),
]


def a_row_a_night(case: Case, children: int) -> Case:
    """So many other children away for three nights each, reported to the minute; the authority cut each at midnight."""
    for child in range(children):
        name, start = f"N{child}", FIRST + timedelta(days=child % 9, hours=19, minutes=child)
        case.child(name)
        case.report(f"n{child}", seen=_text(start), found=_text(start + timedelta(hours=60)))
        cuts = [
            start,
            *(FIRST + timedelta(days=child % 9 + night) for night in (1, 2, 3)),
            start + timedelta(hours=60),
        ]
        for night, (begins, ends) in enumerate(pairwise(cuts)):
            if begins < ends:
                case.row(f"n{child}.{night}", name, _text(begins + timedelta(minutes=5)), _text(ends))
    return case


def rows_of(seen: str, found: str | None, rows: list[tuple[str, str]], children: int = 40) -> set[int]:
    """The rows that belong, at 0.9 or more, to a report of a child; among children whose authority writes a row a
    night, as many as said, and a hundred of whom it writes one row."""
    return set(pairs_of([(seen, found)], rows, children)[0])


def pairs_of(reports: list[tuple[str, str | None]], rows: list[tuple[str, str]],
             children: int = 40) -> list[list[int]]:  # fmt: skip
    """The same of several reports of the child: the rows of each."""
    case = Case().child("C0")
    for n, (seen, found) in enumerate(reports):
        case.report(f"a{n}", seen=clock(seen), found=found and clock(found))
    for n, (started, ended) in enumerate(rows):
        case.row(f"b{n}", "C0", clock(started), clock(ended))
    case = usual(a_row_a_night(case, children))
    ready = prepared(case.extracts())
    number = {child["child_id"]: n for n, child in enumerate(case.children)}
    person = np.array([number[_child(str(report["incident_id"]))] for report in case.police])
    matches = match(
        spans(ready.police, person),
        spans(ready.missing, ready.missing["child"].to_numpy()),
        np.ones(len(person)),
    )
    sure = matches.filter(pl.col("probability") >= 0.9).sort("missing")
    return [sure.filter(pl.col("row") == n)["missing"].to_list() for n in range(len(reports))]


def _child(incident: str) -> str:
    return {"a": "C0", "n": "N" + incident[1:], "i": "C" + incident[1:].split(".")[0]}[incident[0]]


def _text(time) -> str:
    return time.isoformat(timespec="minutes")


def test_each_night_belongs_to_the_report_that_lasts_as_long():
    assert rows_of("1 20:00", "6 09:30", NIGHTS) == set(range(6))


def test_a_clerk_who_wrote_one_night_hours_late_does_not_part_the_nights_before_from_those_after():
    late = [*NIGHTS[:2], ("3 03:15", "3 23:55"), *NIGHTS[3:]]
    assert rows_of("1 20:00", "6 09:30", late) == set(range(6))


def test_a_report_that_was_closed_too_early_is_of_all_the_nights():
    assert rows_of("1 20:00", "3 14:00", NIGHTS) == set(range(6))


def test_a_report_that_was_opened_anew_in_the_middle_is_of_all_the_nights():
    assert rows_of("4 11:00", "6 09:30", NIGHTS) == set(range(6))


def test_two_reports_that_meet_where_a_night_is_cut_from_the_next_are_of_all_the_nights():
    halves = [("1 20:00", "3 20:00"), ("4 01:00", "6 09:30")]
    assert pairs_of(halves, NIGHTS) == [list(range(6)), list(range(6))]


def test_the_nights_after_one_at_home_are_another_absence():
    assert rows_of("1 20:00", "2 23:50", [*NIGHTS[:2], ("4 20:00", "4 23:55"), ("5 00:05", "5 09:00")]) == {
        0,
        1,
    }


def test_a_row_that_begins_when_the_child_was_found_is_another_absence():
    assert rows_of("1 20:00", "2 23:55", [*NIGHTS[:2], ("3 00:20", "3 08:00")]) == {0, 1}


def test_without_that_habit_among_the_authority_s_rows_an_early_end_is_believed():
    assert rows_of("1 20:00", "3 14:00", NIGHTS, children=0) < set(range(6))
