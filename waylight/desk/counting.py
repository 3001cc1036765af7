"""The bridge's breakdowns counted from the very rows that the lists show, so that no figure and list differ.

The engine counts them too; where reports of two forces begin at the same minute, either may name the force.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from waylight.desk.placing import DIMENSIONS

SIDES = ("police", "authority")


def counted(bridge: dict[str, Any], rows: pl.DataFrame, aways: pl.DataFrame) -> dict[str, Any]:
    """The bridge with `by` as the lists count: {"force": [{value, police, authority, episodes}], ...}."""
    return {**bridge, "by": {name: _by(bridge, rows, aways, name) for name in DIMENSIONS}}


def _by(bridge: dict[str, Any], rows: pl.DataFrame, aways: pl.DataFrame, name: str) -> list[dict[str, Any]]:
    table: dict[str, dict[str, Any]] = {}
    for value, side, kind, number in rows.group_by(name, "side", "row_class").len().iter_rows():
        stack = table.setdefault(value, _blank(bridge, value))[side]
        stack["rows"] += number
        stack["classes"][kind] = number
    for value, who, number in aways.group_by(name, "seen_by").len().iter_rows():
        seen = table.setdefault(value, _blank(bridge, value))["episodes"]
        seen["total"] += number
        seen[who] = number
    return [table[value] for value in sorted(table)]


def _blank(bridge: dict[str, Any], value: str) -> dict[str, Any]:
    stacks = {side: {"rows": 0, "classes": dict.fromkeys(bridge[side]["classes"], 0)} for side in SIDES}
    return {"value": value, **stacks, "episodes": {"total": 0, "both": 0, "police": 0, "authority": 0}}
