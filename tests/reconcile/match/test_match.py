"""Which incident and which row are one time away: told among the ordinary nights of a hundred other children."""

from datetime import datetime, timedelta

import numpy as np
import pytest

from tests.reconcile.extracts import Case
from waylight.reconcile.match.match import match
from waylight.reconcile.match.spans import spans
from waylight.reconcile.prepare.tables import prepared

FIRST = datetime(2025, 5, 5)


def clock(text: str, day: int = 0) -> str:
    """ "2 21:30" is 21:30 on the third day of May's first full week; "2" alone is the date."""
    number, _, time = text.partition(" ")
    date = (FIRST + timedelta(days=int(number) + day)).date().isoformat()
    return f"{date}T{time}" if time else date


def usual(case: Case, precision: int = 16) -> Case:
    """A hundred children with three absences each a fortnight apart: most known to both sides, some to one, the
    clocks minutes apart. `precision` 10 leaves the authority's dates only."""
    rng = np.random.default_rng(6)
    for child in range(1, 101):
        case.child(f"C{child}")
        for time in range(3):
            start = FIRST + timedelta(
                days=14 * time + int(rng.integers(10)), minutes=int(rng.integers(600, 1_400))
            )
            end = start + timedelta(minutes=int(rng.integers(90, 1_500)))
            told, name = rng.random(), f"{child}.{time}"
            if told < 0.85:
                late = timedelta(minutes=int(rng.integers(0, 20)))
                case.report(f"i{name}", seen=_text(start), found=_text(end + late))
            if told > 0.1:
                early = timedelta(minutes=int(rng.integers(0, 15)))
                case.row(f"m{name}", f"C{child}", _text(start + early)[:precision], _text(end)[:precision])
    return case


def matched(incidents: list[tuple[str, str | None]], rows: list[tuple[str, str | None]], precision: int = 16,
            sure: float = 0.9) -> set[tuple[int, int]]:  # fmt: skip
    """Pairs (incident, row) of one child matched at `sure` or more, among everybody's usual nights."""
    case = Case().child("C0")
    for n, (seen, found) in enumerate(incidents):
        case.report(f"a{n}", seen=clock(seen), found=found and clock(found))
    for n, (started, ended) in enumerate(rows):
        case.row(f"b{n}", "C0", clock(started), ended and clock(ended))
    case = usual(case, precision)
    ready = prepared(case.extracts())
    person = np.array(
        [
            int(str(r["incident_id"])[1:].split(".")[0]) if "." in str(r["incident_id"]) else 0
            for r in case.police
        ]
    )
    found = match(
        spans(ready.police, person),
        spans(ready.missing, ready.missing["child"].to_numpy()),
        np.ones(len(person)),
    )
    kept = found.filter(found["probability"] >= sure, found["row"] < len(incidents))
    return set(kept.select("row", "missing").iter_rows())


def test_the_same_hours_are_the_same_time_away_and_other_days_are_not():
    assert matched([("1 20:00", "2 07:00"), ("6 21:00", "7 03:00")], [("1 20:10", "2 06:50")]) == {(0, 0)}


def test_the_nearest_of_several_rows_is_the_one():
    nights = [("1 20:00", "2 03:00"), ("3 20:00", "4 03:00"), ("5 20:00", "6 03:00")]
    rows = [("3 20:05", "4 03:00"), ("5 20:05", "6 03:00"), ("1 20:05", "2 03:00")]
    assert matched(nights, rows) == {(0, 2), (1, 0), (2, 1)}


def test_a_run_of_nights_at_one_hour_is_not_confused_where_one_is_missing_on_each_side():
    nights = [(f"{day} 21:00", f"{day + 1} 02:00") for day in (1, 2, 4, 5)]
    rows = [(f"{day} 21:05", f"{day + 1} 02:00") for day in (1, 3, 4, 5)]
    assert matched(nights, rows) == {(0, 0), (2, 2), (3, 3)}


def test_an_absence_reported_twice_over_its_length_is_one_row_of_the_authority():
    assert matched([("1 20:00", "2 09:00"), ("2 10:30", "3 22:00")], [("1 20:00", "3 22:00")]) == {
        (0, 0),
        (1, 0),
    }


def test_an_absence_in_two_rows_of_the_authority_is_one_report():
    assert matched([("1 20:00", "3 22:00")], [("1 20:00", "2 09:00"), ("2 09:30", "3 22:00")]) == {
        (0, 0),
        (0, 1),
    }


def test_a_row_for_each_night_of_one_long_absence_all_belong_to_it():
    rows = [("1 20:00", "2 08:00"), ("2 08:00", "3 08:00"), ("3 08:00", "4 09:00")]
    assert matched([("1 20:00", "4 09:00")], rows, sure=0.8) == {(0, 0), (0, 1), (0, 2)}


def test_a_row_of_dates_for_each_night_of_one_long_absence_all_belong_to_it():
    rows = [("1", "2"), ("2", "3"), ("3", "4")]
    assert matched([("1 20:00", "4 09:00")], rows, precision=10) == {(0, 0), (0, 1), (0, 2)}


def test_both_halves_of_a_split_report_belong_to_the_one_row_of_dates():
    halves = [("1 20:00", "2 09:00"), ("2 09:40", "3 22:00")]
    assert matched(halves, [("1", "3")], precision=10) == {(0, 0), (1, 0)}


def test_a_neighbour_with_a_row_of_its_own_is_no_rival():
    nights = [(f"{day} 20:00", f"{day + 1} 03:00") for day in (1, 2, 3)]
    rows = [(f"{day} 20:40", f"{day + 1} 03:00") for day in (1, 2, 3)]
    assert matched(nights, rows) == {(0, 0), (1, 1), (2, 2)}


def test_a_weekend_s_row_holds_each_of_the_weekend_s_reports():
    weekend = [("4 18:00", "4 23:30"), ("5 14:00", "5 22:00"), ("6 13:00", "6 20:00")]
    assert matched(weekend, [("4 18:00", "6 20:00")], sure=0.5) == {(0, 0), (1, 0), (2, 0)}


def test_the_same_report_twice_belongs_to_the_same_row_twice():
    assert matched([("1 20:00", "2 07:00"), ("1 20:00", "2 07:00")], [("1 20:05", "2 07:00")]) == {
        (0, 0),
        (1, 0),
    }


def test_a_missing_end_on_either_side_does_not_part_them():
    assert matched([("1 20:00", None)], [("1 20:05", "2 07:00")]) == {(0, 0)}
    assert matched([("1 20:00", "2 07:00")], [("1 20:05", None)]) == {(0, 0)}


@pytest.mark.parametrize(
    "off", ["0 08:00", "0 20:00", "2 20:00"], ids=["twelve hours", "a day early", "a day late"]
)
def test_a_clock_or_date_that_is_off_leaves_the_pair_in_sight(off):
    ended = {"0 08:00": "0 19:00", "0 20:00": "1 07:00", "2 20:00": "3 07:00"}[off]
    assert matched([("1 20:00", "2 07:00")], [(off, ended)], sure=0.3) == {(0, 0)}


def test_a_log_that_was_closed_late_does_not_swallow_the_next_absence():
    found = matched(
        [("1 20:00", "3 12:00"), ("2 22:00", "3 06:00")],
        [("1 20:00", "2 07:00"), ("2 22:00", "3 06:00")],
        sure=0.8,
    )
    assert {(0, 0), (1, 1)} <= found and (0, 1) not in found


def test_an_end_that_was_remembered_late_does_not_make_two_absences_one():
    reports = [("1 20:00", "2 07:00"), ("2 08:00", "4 06:00")]
    assert matched(reports, [("1 20:05", "2 09:30"), ("2 08:10", "4 06:00")], sure=0.5) == {(0, 0), (1, 1)}


def test_a_report_without_an_end_that_was_entered_again_minutes_later_is_of_the_same_row():
    assert matched([("1 20:00", None), ("1 20:10", "2 07:00")], [("1 20:05", "2 07:00")]) == {(0, 0), (1, 0)}


def test_rows_of_days_before_the_child_was_found_are_no_other_absence_that_a_late_log_swallowed():
    rows = [("1 20:05", "2 07:00"), ("3 08:00", "4 09:00"), ("4 20:00", "5 09:00")]
    assert matched([("1 20:00", "9 12:00")], rows) >= {(0, 1), (0, 2)}


def test_the_authority_s_dates_alone_are_enough_where_one_absence_falls_on_a_day():
    assert matched([("1 20:00", "2 07:00")], [("1", "2")], precision=10) == {(0, 0)}
    assert matched([("1 20:00", "2 07:00")], [("5", "6")], precision=10) == set()


def test_two_reports_and_two_rows_from_one_day_that_agree_by_their_dates_are_not_crossed():
    reports = [("1", "2"), ("1", "1")]
    assert matched(reports, reports, precision=10, sure=0.3) == {(0, 0), (1, 1)}


def test_two_absences_of_one_day_go_with_two_rows_of_that_day_one_each_or_stay_in_doubt():
    found = matched([("1 09:00", "1 12:00"), ("1 19:00", "1 23:00")], [("1", "1"), ("1", "1")], precision=10)
    assert max(np.bincount([k for _, k in found], minlength=1), default=0) <= 1


def test_nothing_is_matched_where_a_side_has_nothing():
    ready = prepared(Case().child("C0").report("a", seen="2025-05-05T20:00").extracts())
    nobody = np.zeros(0, dtype=np.int64)
    assert (
        len(match(spans(ready.police, np.zeros(1, dtype=np.int64)), spans(ready.missing, nobody), np.ones(1)))
        == 0
    )


def test_an_uncertain_link_makes_an_uncertain_match():
    case = usual(Case().child("C0").report("a", seen=clock("1 20:00")).row("b", "C0", clock("1 20:00")))
    ready = prepared(case.extracts())
    person = np.array([0] + [int(str(r["incident_id"])[1:].split(".")[0]) for r in case.police[1:]])
    rows = spans(ready.missing, ready.missing["child"].to_numpy())
    sure, doubtful = (match(spans(ready.police, person), rows, np.full(len(person), c)) for c in (1.0, 0.6))
    one, other = (m.filter(m["row"] == 0)["probability"].max() for m in (sure, doubtful))
    assert other == pytest.approx(0.6 * one)


def _text(at: datetime) -> str:
    return at.isoformat()[:16]
