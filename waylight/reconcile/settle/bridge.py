"""The bridge: two stacks of rows that each add up, joined at the times away that both sides saw.

police rows    = sum of classes;    rows of times seen by both - typed twice - extra reports = times
authority rows = sum of classes;    rows of times seen by both - typed twice - extra rows
                                    + further times that one row covers                      = times
"""

from __future__ import annotations

from typing import Any

import polars as pl

from waylight.reconcile.settle import words
from waylight.reconcile.settle.places import BREAKDOWNS

Bridge = dict[str, Any]
SIDES = ("police", "authority")


def bridge(rows: pl.DataFrame, seen: pl.DataFrame, claims: pl.DataFrame, aways: pl.DataFrame) -> Bridge:
    """`rows`: counts (`len`) by side, class and the breakdowns, every input row counted once; `seen`: counts
    of times away by seen_by and the breakdowns; `claims`: police, row, twice, away;
    `aways`: away, seen_by."""
    made: Bridge = {side: _stack(rows, side) for side in SIDES}
    made["join"] = _join(claims, aways)
    made["episodes"] = _seen(seen)
    made["both"] = made["episodes"]["both"]
    made["by"] = {name: _by(rows, seen, name) for name in BREAKDOWNS}
    return made


def _stack(rows: pl.DataFrame, side: str) -> dict[str, Any]:
    mine = rows.filter(pl.col("side") == side)
    names = words.POLICE_CLASSES if side == "police" else words.AUTHORITY_CLASSES
    counts = dict(mine.group_by("class").agg(pl.col("len").sum()).iter_rows())
    return {"rows": int(mine["len"].sum()), "classes": {name: int(counts.get(name, 0)) for name in names}}


def _join(claims: pl.DataFrame, aways: pl.DataFrame) -> dict[str, Any]:
    """How the rows of the times that both saw come down, on each side, to the same number of times."""
    both = aways["seen_by"] == "both"
    found, times = (
        claims.select("police", "row", "twice").filter(both.gather(claims["away"])),
        int(both.sum()),
    )
    sides = {}
    for side, police in (("police", True), ("authority", False)):
        mine = found.filter(pl.col("police") == police)
        once = mine.filter(~pl.col("twice"))
        rows, distinct = mine["row"].n_unique(), once["row"].n_unique()
        sides[side] = {
            "rows": rows,
            "typed twice": rows - distinct,
            "extra rows of one time away": once.height - times,
            "further times that one row covers": once.height - distinct,
        }
    return {"times away seen by both": times, **sides}


def _seen(seen: pl.DataFrame) -> dict[str, int]:
    counts = dict(seen.group_by("seen_by").agg(pl.col("len").sum()).iter_rows())
    return {"total": int(seen["len"].sum()), **{name: int(counts.get(name, 0)) for name in ("both", *SIDES)}}


def _by(rows: pl.DataFrame, seen: pl.DataFrame, name: str) -> list[dict[str, Any]]:
    table: dict[str, dict[str, Any]] = {}
    counted = rows.group_by(name, "side", "class").agg(pl.col("len").sum())
    for value, side, kind, n in counted.iter_rows():
        stack = table.setdefault(value, _blank(value))[side]
        stack["rows"] += n
        stack["classes"][kind] = n
    for value, by, n in seen.group_by(name, "seen_by").agg(pl.col("len").sum()).iter_rows():
        episodes = table.setdefault(value, _blank(value))["episodes"]
        episodes["total"] += n
        episodes[by] = n
    return [table[value] for value in sorted(table)]


def _blank(value: str) -> dict[str, Any]:
    return {
        "value": value,
        "police": {"rows": 0, "classes": dict.fromkeys(words.POLICE_CLASSES, 0)},
        "authority": {"rows": 0, "classes": dict.fromkeys(words.AUTHORITY_CLASSES, 0)},
        "episodes": {"total": 0, "both": 0, "police": 0, "authority": 0},
    }
