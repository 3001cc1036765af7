"""How an incident and an authority row of the same child lie in time, as a pattern of two levels.

One level for the starts, one for the ends. "Inside" means that the incident's start (or end) lies inside the
row; "covers" that the row's lies inside the incident: splits and merges show as inside-inside, covers-covers.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

DAY = 1440


class Gap(IntEnum):
    BLANK = 0  # an end was not recorded
    MINUTES = 1  # within five minutes
    HALF_HOUR = 2  # within half an hour
    HOURS = 3  # within two hours
    CLOCK = 4  # 12 hours, 24 hours or one hour apart, to the minute: a clock or date fault
    SAME_DAY = 5  # one side has only the date, and the other lies in that day
    INSIDE = 6  # the incident's time lies inside the row
    COVERS = 7  # the row's time lies inside the incident
    HALF_DAY = 8  # within twelve hours
    DAYS = 9  # within a day and a half
    FAR = 10  # further apart than that
    NEXT_DAY = 11  # both sides have only dates, the row's a day later
    DAY_BEFORE = 15  # both sides have only dates, the row's a day earlier
    TOLD = 13  # the row begins when police were told, though the child was last seen hours before
    BETWEEN = 14  # the row begins between last seen and police being told
    MOVED = 16  # both off by half a day or a day, as far as clerks round
    SHIFTED = 12  # start and end are off by the same amount: one side's clock or date, not another absence


LEVELS = len(Gap)
PATTERNS = LEVELS * LEVELS
# Levels that say the two mean the same moment.
AGREEING = (Gap.MINUTES, Gap.HALF_HOUR, Gap.HOURS, Gap.SAME_DAY, Gap.TOLD, Gap.BETWEEN)
_ROUNDED = 60  # minutes by which both sides' rounding may differ
_FAULTS = (60, 720, 1440, 660, 780)


_FURTHEST = 36 * 60 + 1


def _by_minutes() -> tuple[np.ndarray, np.ndarray]:
    """Levels by how many minutes two times lie apart: at most; and where both are known to the minute (FAR where that
    says no more)."""
    minutes = np.arange(_FURTHEST + 1)
    fault = np.any([np.abs(minutes - off) <= 3 for off in _FAULTS], axis=0)
    loose = np.select([minutes <= 12 * 60, minutes < _FURTHEST], [Gap.HALF_DAY, Gap.DAYS], Gap.FAR)
    close = [minutes <= 5, minutes <= 30, fault, minutes <= 120]
    exact = np.select(close, [Gap.MINUTES, Gap.HALF_HOUR, Gap.CLOCK, Gap.HOURS], Gap.FAR)
    return loose.astype(np.uint8), exact.astype(np.uint8)


_BY_MINUTES, _TO_THE_MINUTE = _by_minutes()


def gap_level(a_lo: np.ndarray, a_hi: np.ndarray, b_lo: np.ndarray, b_hi: np.ndarray,
              inside: np.ndarray, covers: np.ndarray) -> np.ndarray:  # fmt: skip
    """Level of each pair of times given as intervals in minutes; negative means not recorded."""
    exact = (a_lo == a_hi) & (b_lo == b_hi)
    # A day ends before the next midnight: days that only touch do not meet.
    a_last, b_last = a_hi - (a_hi > a_lo), b_hi - (b_hi > b_lo)
    gap = np.maximum(0, np.maximum(a_lo - b_last, b_lo - a_last))
    apart = np.minimum(gap, _FURTHEST)
    level = _BY_MINUTES[apart]
    level[covers] = Gap.COVERS
    level[inside] = Gap.INSIDE
    level[~exact & (gap == 0)] = Gap.SAME_DAY
    next_ = (a_hi > a_lo) & (b_hi > b_lo) & (gap > 0) & (gap <= 120)
    level[next_] = Gap.NEXT_DAY
    level[next_ & (b_lo < a_lo)] = Gap.DAY_BEFORE
    told = _TO_THE_MINUTE[apart]
    level = np.where(exact & (told != Gap.FAR), told, level)
    level[(a_lo < 0) | (b_lo < 0)] = Gap.BLANK
    return level


def pattern(i: dict[str, np.ndarray], k: dict[str, np.ndarray]) -> np.ndarray:
    """Pattern code of pairs: `i` and `k` hold start_lo, start_hi, end_lo, end_hi (and `i` reported)."""
    i_end = np.where(i["end_hi"] < 0, i["start_hi"], i["end_hi"])
    k_end = np.where(k["end_hi"] < 0, k["start_hi"], k["end_hi"])
    start = gap_level(
        i["start_lo"], i["start_hi"], k["start_lo"], k["start_hi"],
        inside=(i["start_lo"] >= k["start_lo"]) & (i["start_lo"] <= k_end),
        covers=(k["start_lo"] >= i["start_lo"]) & (k["start_lo"] <= i_end),
    )  # fmt: skip
    end = gap_level(
        i["end_lo"], i["end_hi"], k["end_lo"], k["end_hi"],
        inside=(i["end_lo"] >= k["start_lo"]) & (i["end_lo"] <= k_end),
        covers=(k["end_lo"] >= i["start_lo"]) & (k["end_lo"] <= i_end),
    )  # fmt: skip
    start_gap, end_gap = i["start_lo"] - k["start_lo"], i["end_lo"] - k["end_lo"]
    exact = (i["start_lo"] == i["start_hi"]) & (k["start_lo"] == k["start_hi"])
    exact &= (
        (i["end_lo"] == i["end_hi"]) & (k["end_lo"] == k["end_hi"]) & (i["end_lo"] >= 0) & (k["end_lo"] >= 0)
    )
    together = exact & (np.abs(start_gap - end_gap) <= 15) & (np.abs(start_gap) > 120)
    off = np.abs(start_gap)
    moved = exact & (np.minimum(np.abs(off - DAY // 2), np.abs(off - DAY)) <= _ROUNDED)
    moved &= np.abs(start_gap - end_gap) <= _ROUNDED
    start[moved], end[moved] = Gap.MOVED, Gap.MOVED
    start[together], end[together] = Gap.SHIFTED, Gap.SHIFTED
    _told(start, i, k)
    return start.astype(np.int64) * LEVELS + end


def _told(start: np.ndarray, i: dict[str, np.ndarray], k: dict[str, np.ndarray]) -> None:
    """Where starts do not agree, what police were told and when may: "last seen" can be vague by a day."""
    told = i["reported"]
    last = k["start_hi"] - (k["start_hi"] > k["start_lo"])
    by_date = told_by_date(i)
    until = np.where(by_date, told + DAY - 1, told)
    apart = np.maximum(0, np.maximum(told - last, k["start_lo"] - until))
    open_ = np.isin(start, _VAGUE_STARTS) & (told >= 0) & (told - i["start_lo"] <= 2 * DAY)
    between = open_ & (k["start_lo"] >= i["start_lo"]) & (last <= told)
    slack = np.where(by_date, 0, 30)
    start[between] = Gap.BETWEEN
    start[open_ & (apart <= slack)] = Gap.TOLD


def told_by_date(i: dict[str, np.ndarray]) -> np.ndarray:
    """Incidents of which only dates are given: police were told some time that day."""
    by_date: np.ndarray = (i["start_hi"] > i["start_lo"]) & (
        (i["reported"] - i["start_lo"]) % DAY % (DAY - 60) <= 60
    )
    return by_date


_VAGUE_STARTS = (Gap.COVERS, Gap.HALF_DAY, Gap.DAYS, Gap.NEXT_DAY, Gap.DAY_BEFORE, Gap.FAR, Gap.INSIDE)


def shares_time(i: dict[str, np.ndarray], k: dict[str, np.ndarray], slack: int = 0) -> np.ndarray:
    """Whether incident and row surely share time: where only a day is known, its inside does not count."""
    i_end = np.where(i["end_lo"] < 0, i["start_lo"] + 1, i["end_lo"])
    k_end = np.where(k["end_lo"] < 0, k["start_lo"] + 1, k["end_lo"])
    return (i["start_hi"] <= k_end + slack) & (k["start_hi"] <= i_end + slack)


def late_closed(patterns: np.ndarray) -> np.ndarray:
    """Patterns where the row begins inside the incident and the ends disagree: a log closed late, perhaps."""
    start, end = patterns // LEVELS, patterns % LEVELS
    return (start == Gap.COVERS) & np.isin(
        end, (Gap.COVERS, Gap.INSIDE, Gap.BLANK, Gap.HALF_DAY, Gap.DAYS, Gap.FAR, Gap.HOURS, Gap.CLOCK)
    )


def ended_so(patterns: np.ndarray, i: np.ndarray) -> np.ndarray:
    """Pairs whose incident (`i`) has an end that some row of the child's confirms: it was not closed late."""
    confirmed = np.zeros(int(i.max(initial=0)) + 1, dtype=bool)
    confirmed[i[np.isin(patterns % LEVELS, (Gap.MINUTES, Gap.HALF_HOUR))]] = True
    found: np.ndarray = confirmed[i]
    return found


def goes_on(i: dict[str, np.ndarray], k: dict[str, np.ndarray]) -> np.ndarray:
    """Pairs whose incident goes on for a day and more after the row began: no log is closed so late."""
    on: np.ndarray = i["end_lo"] - k["start_hi"] >= DAY
    return on


def lengths(t: dict[str, np.ndarray]) -> np.ndarray:
    """0 where the end is not known; 1 under six hours, or one date; 2 under a day, or two dates; 3 longer."""
    hours, vague = (t["end_lo"] - t["start_lo"]) / 60, t["start_hi"] > t["start_lo"]
    short, day = hours < np.where(vague, 20, 6), hours < np.where(vague, 44, 24)
    return np.select([t["end_lo"] < 0, short, day], [0, 1, 2], 3)
