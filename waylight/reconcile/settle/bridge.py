"""The bridge: two stacks of rows that each add up, joined at the times away that both sides saw.

police rows    = sum of classes;    rows of times seen by both - typed twice - extra reports = times
authority rows = sum of classes;    rows of times seen by both - typed twice - extra rows
                                    + further times that one row covers                      = times
"""

from __future__ import annotations

from typing import Any

import polars as pl

from waylight.reconcile.settle import words

Bridge = dict[str, Any]
SIDES = ("police", "authority")
BREAKDOWNS = ("authority", "force", "year", "category")
NOT_KNOWN = "not known"


def bridge(rows: pl.DataFrame, claims: pl.DataFrame, aways: pl.DataFrame) -> Bridge:
    """`rows`: side, class, and a text column per breakdown, every input row once. `aways`: seen_by and the
    same breakdown columns. `claims`: police, row, twice, away of the placed rows."""
    made: Bridge = {side: _stack(rows.filter(pl.col("side") == side), side) for side in SIDES}
    made["join"] = _join(claims, aways)
    made["episodes"] = _seen(aways)
    made["by"] = {name: _by(rows, aways, name) for name in BREAKDOWNS}
    return made


def _stack(rows: pl.DataFrame, side: str) -> dict[str, Any]:
    names = words.POLICE_CLASSES if side == "police" else words.AUTHORITY_CLASSES
    counts = dict(rows.group_by("class").len().iter_rows())
    return {"rows": rows.height, "classes": {name: int(counts.get(name, 0)) for name in names}}


def _join(claims: pl.DataFrame, aways: pl.DataFrame) -> dict[str, Any]:
    """How the rows of the times that both saw come down, on each side, to the same number of times."""
    both = aways.filter(pl.col("seen_by") == "both").select("away")
    found = claims.join(both, on="away", how="semi")
    sides = {}
    for side, police in (("police", True), ("authority", False)):
        mine = found.filter(pl.col("police") == police)
        once = mine.filter(~pl.col("twice"))
        rows, distinct = mine["row"].n_unique(), once["row"].n_unique()
        sides[side] = {
            "rows": rows,
            "typed twice": rows - distinct,
            "extra rows of one time away": once.height - both.height,
            "further times that one row covers": once.height - distinct,
        }
    return {"times away seen by both": both.height, **sides}


def _seen(aways: pl.DataFrame) -> dict[str, int]:
    counts = dict(aways.group_by("seen_by").len().iter_rows())
    return {"total": aways.height, **{name: int(counts.get(name, 0)) for name in ("both", *SIDES)}}


def _by(rows: pl.DataFrame, aways: pl.DataFrame, name: str) -> list[dict[str, Any]]:
    counted = rows.group_by(name, "side", "class").len()
    seen = aways.group_by(name, "seen_by").len()
    table: dict[str, dict[str, Any]] = {}
    for value, side, kind, n in counted.iter_rows():
        entry = table.setdefault(value, _blank(name, value))
        entry[side]["rows"] += n
        entry[side]["classes"][kind] = n
    for value, by, n in seen.iter_rows():
        entry = table.setdefault(value, _blank(name, value))
        entry["episodes"]["total"] += n
        entry["episodes"][by] = n
    return [table[value] for value in sorted(table)]


def _blank(name: str, value: str) -> dict[str, Any]:
    return {
        name: value,
        "police": {"rows": 0, "classes": dict.fromkeys(words.POLICE_CLASSES, 0)},
        "authority": {"rows": 0, "classes": dict.fromkeys(words.AUTHORITY_CLASSES, 0)},
        "episodes": {"total": 0, "both": 0, "police": 0, "authority": 0},
    }


def check_bridge(made: Bridge) -> list[str]:
    """Every sum that must be exact and is not, in words; empty when the bridge holds."""
    faults = []
    for side in SIDES:
        faults += _check_stack(made[side], side)
        faults += _check_join(made["join"], side)
    faults += _check_episodes(made["episodes"], "all")
    if made["join"]["times away seen by both"] != made["episodes"]["both"]:
        faults.append("the join and the episodes count the times seen by both differently")
    for name in BREAKDOWNS:
        faults += _check_breakdown(made, name)
    return faults


def _check_stack(stack: dict[str, Any], where: str) -> list[str]:
    added = sum(stack["classes"].values())
    return [] if added == stack["rows"] else [f"{where}: classes add up to {added}, not {stack['rows']}"]


def _check_join(join: dict[str, Any], side: str) -> list[str]:
    mine = join[side]
    left = mine["rows"] - mine["typed twice"]
    left += mine["further times that one row covers"] - mine["extra rows of one time away"]
    wanted = join["times away seen by both"]
    return [] if left == wanted else [f"{side}: rows come down to {left} times away, not {wanted}"]


def _check_episodes(seen: dict[str, int], where: str) -> list[str]:
    added = seen["both"] + seen["police"] + seen["authority"]
    return [] if added == seen["total"] else [f"episodes of {where}: {added}, not {seen['total']}"]


def _check_breakdown(made: Bridge, name: str) -> list[str]:
    faults = []
    table = made["by"][name]
    for entry in table:
        for side in SIDES:
            faults += _check_stack(entry[side], f"{side} of {name} {entry[name]}")
        faults += _check_episodes(entry["episodes"], f"{name} {entry[name]}")
    for side in SIDES:
        for kind, n in made[side]["classes"].items():
            added = sum(entry[side]["classes"][kind] for entry in table)
            if added != n:
                faults.append(f"{side} by {name}: {added} of class '{kind}', not {n}")
    for seen, n in made["episodes"].items():
        added = sum(entry["episodes"][seen] for entry in table)
        if added != n:
            faults.append(f"episodes by {name}: {added} seen by {seen}, not {n}")
    return faults
