"""A force's clock that keeps UTC all year is found from many pairs and put right; a right clock is left alone."""

from datetime import datetime, timedelta

import numpy as np
import polars as pl
import pytest

from tests.reconcile.extracts import Case
from waylight.reconcile import clocks
from waylight.reconcile.link import pairs
from waylight.reconcile.link.evidence import compare
from waylight.reconcile.link.names import NameLevels
from waylight.reconcile.prepare.tables import prepared, sides
from waylight.reconcile.prepared import Prepared

SUMMER, WINTER = datetime(2025, 5, 1, 20), datetime(2025, 11, 10, 20)


def nights(first: datetime, count: int, slow: int, force: str, case: Case) -> Case:
    """Nights of child C that both sides know; the force's start is so many minutes early."""
    for n in range(count):
        at, name = first + timedelta(days=n, minutes=n), f"{force}.{first:%m}.{n}"
        said = at - timedelta(minutes=slow)
        case.report(
            f"i{name}",
            seen=f"{said:%Y-%m-%dT%H:%M}",
            found=f"{said + timedelta(hours=5):%Y-%m-%dT%H:%M}",
            force=force,
        )
        case.row(f"m{name}", "C", f"{at:%Y-%m-%dT%H:%M}", f"{at + timedelta(hours=5):%Y-%m-%dT%H:%M}")
    return case


def found(case: Case) -> tuple[list[dict], Prepared]:
    ready = prepared(case.extracts())
    links = pl.DataFrame({"row": ready.police["row"], "person": np.zeros(len(ready.police), dtype=np.int64)})
    faults = clocks.find(ready, np.zeros(1, dtype=np.int64), links)
    return faults, ready


def test_a_force_that_is_an_hour_early_in_summer_and_right_in_winter_keeps_utc():
    case = nights(SUMMER, 40, 60, "F1", Case().child("C"))
    faults, ready = found(nights(WINTER, 10, 0, "F1", case))
    assert faults == [{"force": "F1", "fault": "UTC", "pairs": 40, "rows": 40}]
    mended = clocks.mend(ready, faults)
    moved = mended.police["start_lo"] - ready.police["start_lo"]
    assert moved.to_list() == [60] * 40 + [0] * 10
    assert (mended.police["end_lo"] - ready.police["end_lo"]).to_list() == [60] * 40 + [0] * 10
    assert mended.notes["clocks"] == faults


@pytest.mark.parametrize(
    ("slow", "count"),
    [(0, 40), (60, 15), (25, 40), (-60, 40)],
    ids=["right", "too few", "another slowness", "fast"],
)
def test_any_other_clock_is_left_alone(slow, count):
    faults, ready = found(nights(SUMMER, count, slow, "F1", Case().child("C")))
    assert faults == []
    assert clocks.mend(ready, []).police.equals(ready.police)


def test_a_force_that_is_an_hour_early_all_year_has_another_fault():
    case = nights(SUMMER, 40, 60, "F1", Case().child("C"))
    assert found(nights(WINTER, 40, 60, "F1", case))[0] == []


def test_only_the_force_with_the_fault_is_put_right():
    case = nights(SUMMER, 30, 60, "F1", Case().child("C"))
    faults, ready = found(nights(SUMMER + timedelta(days=40), 30, 0, "F2", case))
    assert [fault["force"] for fault in faults] == ["F1"]
    moved = clocks.mend(ready, faults).police["start_lo"] - ready.police["start_lo"]
    assert moved.to_list() == [60] * 30 + [0] * 30


def test_dates_without_a_time_are_not_moved():
    case = nights(SUMMER, 40, 60, "F1", Case().child("C")).report(
        "day", seen="2025-07-01", found="2025-07-02"
    )
    faults, ready = found(case)
    mended = clocks.mend(ready, faults)
    last = ready.police.columns[3:7]
    assert mended.police[-1].select(last).equals(ready.police[-1].select(last))


def test_what_is_taken_over_when_clocks_are_put_right_is_what_a_look_at_everything_finds():
    case = nights(SUMMER, 40, 60, "F1", Case().child("C")).placed("C", "ZE1 1AA", "2024-01-01")
    faults, ready = found(nights(SUMMER + timedelta(days=40), 30, 0, "F2", case))
    right, both, one = clocks.mend(ready, faults), sides(case.extracts()), np.zeros(1, dtype=np.int64)
    wrong, afresh = pairs.setting(ready, both, one), pairs.setting(right, both, one)
    again = pairs.mended(wrong, right, both)
    for name in ("place", "day", "start", "start_hi", "reported", "alone", "home", "rows_of"):
        np.testing.assert_array_equal(getattr(again, name), getattr(afresh, name))
    levels = compare(both.identities, both.children, one, one, NameLevels(both.words))
    was, now = (pairs.candidates(levels, one, both, s, one, one) for s in (wrong, afresh))
    seen = was.at(np.flatnonzero((wrong.start == again.start)[was.incident]))
    taken_over = pairs.candidates(levels, one, both, again, one, one, seen)
    assert len(seen) == 30 and (was.time != now.time).any()
    np.testing.assert_array_equal(taken_over.time, now.time)
    np.testing.assert_array_equal(taken_over.place, now.place)
