"""What a run found, invented: the report is written from this without running the engine."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from waylight.exchange.report import Findings
from waylight.exchange.report.findings import Reason

POLICE = {
    "matched": 8543, "same-side duplicate": 1070, "part of a split or merge": 763, "only this side": 1429,
    "outside the other side's area or period": 30, "no child of these authorities": 12386,
    "cannot be placed": 290, "cannot be read": 1,
}  # fmt: skip
AUTHORITY = {
    "matched": 8543, "same-side duplicate": 263, "part of a split or merge": 425, "only this side": 1277,
    "outside the other side's area or period": 178, "away (A) not expected at police": 1135,
    "cannot be placed": 21, "cannot be read": 0,
}  # fmt: skip
SEEN = {"total": 13565, "both": 9195, "police": 1759, "authority": 2611}
BRIDGE: dict[str, Any] = {
    "police": {"rows": sum(POLICE.values()), "classes": POLICE},
    "authority": {"rows": sum(AUTHORITY.values()), "classes": AUTHORITY},
    "join": {
        "times away seen by both": 9195,
        "police": {
            "rows": 10103, "typed twice": 819, "extra rows of one time away": 89,
            "further times that one row covers": 0,
        },
        "authority": {
            "rows": 9175, "typed twice": 207, "extra rows of one time away": 60,
            "further times that one row covers": 287,
        },
    },
    "episodes": SEEN,
    "by": {
        "authority": [
            {"value": f"A{n:02d}", "episodes": {"total": 100 - n, "both": 60, "police": 20, "authority": 20 - n}}
            for n in range(15)
        ],
        "year": [
            {"value": "2026", "episodes": {"total": 100, "both": 90, "police": 5, "authority": 5}},
            {"value": "2025", "episodes": {"total": 50, "both": 40, "police": 5, "authority": 5}},
        ],
        "force": [{"value": "no police report", "episodes": {"total": 9, "both": 0, "police": 0, "authority": 9}}],
    },
}  # fmt: skip
ASSUMPTIONS = [
    {"assumption": "One list does not notice because of the other.", "broken_when": "one is copied from the other",
     "then": "too low"},
    {"assumption": "Both lists mean the same by missing.", "broken_when": "one calls M what the other calls A",
     "then": "too high"},
]  # fmt: skip
ESTIMATE: dict[str, Any] = {
    "possible": True, "reason": None, "method": "Two lists, and how often each misses what the other has.",
    "assumptions": ASSUMPTIONS, "note": "Times away of category A are left out.",
    "left_out": {"category A": 1134, "not within reach of both lists": 221},
    "episodes": {
        "estimate": 12264.7, "low": 12142.1, "high": 12387.2, "seen": 11938.6, "unseen": 326.1,
        "both": 9328.8, "police_only": 1512.0, "authority_only": 1097.8,
    },
    "children": {"estimate": 1463.3, "low": 1460.0, "high": 1470.9, "seen": 1457.9, "unseen": 5.3},
    "strata": {"length": [
        {"length": "0 min to 45 min", "estimate": 104.3, "seen": 97.9, "both": 56.2, "police_only": 12.0,
         "authority_only": 29.6},
        {"length": "45 min and more", "estimate": 177.4, "seen": 162.1, "both": 88.9, "police_only": 34.2,
         "authority_only": 39.0},
    ]},
    "comparison": [{"method": "Chapman", "estimate": 12116.5, "low": 12086.7, "high": 12146.3}],
    "corrections": [{"correction": "pairs that the matching missed", "times_away": -20.2}],
    "warnings": [],
}  # fmt: skip


THREE: dict[str, Any] = {
    "episodes": {"estimate": 12600.4, "low": 12460.0, "high": 12760.0, "seen": 12300.0, "unseen": 300.4},
    "model": "dependence of police with homes",
    "models": [
        {"model": "dependence of police with homes", "bic": 812.34, "aic": 780.1, "estimate": 12600.4}
    ],
    "only_homes": 251.0,
    "assumption": "No dependence among all three lists at once.",
}


def expected(sure: int, f1: float) -> dict[str, Any]:
    return {"sure": sure, "doubtful": 165, "expected_wrong": 10.9, "expected_below_threshold": 121.9,
            "expected_precision": 0.999, "expected_recall": 0.99, "expected_f1": f1}  # fmt: skip


QUALITY: dict[str, Any] = {
    "links": expected(11959, 0.9945),
    "matches": expected(9616, 0.96),
    "by_group": [
        {"group": "ethnicity", "value": "White", **expected(6641, 0.9947)},
        {"group": "ethnicity", "value": "Mixed", **expected(2012, 0.9964)},
        {"group": "birth date", "value": "1 January", **expected(342, 0.967)},
        {"group": "birth date", "value": "another day or none", **expected(11617, 0.9953)},
    ],
    "clocks": [{"force": "F01", "fault": "UTC", "rows": 812}],
}
FOUND = Findings(
    bridge=BRIDGE,
    estimate=ESTIMATE,
    quality=QUALITY,
    reasons={
        "police": [
            Reason("no child of these authorities", "No child on the authorities' lists agrees.", 12386),
            *[Reason("only this side", f"Reason number {n}.", 200 - n) for n in range(14)],
        ],
        "authority": [Reason("only this side", "The police have no report.", 1277)],
    },
    files=[
        {"file": "police.csv", "table": "police", "rows": 24512, "set_aside": 1, "encoding": "Windows-1252",
         "notes": ["a fortnight stands in it twice"]},
    ],
    set_aside={"police": 1},
    decisions=3,
    span=(dt.date(2025, 4, 1), dt.date(2026, 4, 1)),
    asked=(None, None),
    made=dt.datetime(2026, 11, 22, 4, 0, tzinfo=ZoneInfo("Europe/London")),
    version="0.1.0",
)  # fmt: skip


def refused(reason: str) -> Findings:
    estimate = {"possible": False, "reason": reason, "method": "Two lists.", "assumptions": ASSUMPTIONS}
    return replace(FOUND, estimate=estimate)


def nothing() -> Findings:
    """Two files with a header and no rows."""
    stack = {"rows": 0, "classes": dict.fromkeys(POLICE, 0)}
    seen = dict.fromkeys(SEEN, 0)
    bridge = {"police": stack, "authority": stack, "episodes": seen, "by": {}}
    return replace(
        FOUND, bridge=bridge, estimate={}, quality={}, reasons={"police": [], "authority": []}, files=[],
        set_aside={}, decisions=0, span=None,
    )  # fmt: skip
