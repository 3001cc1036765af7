"""What an upload holds, in counts: the question before a run is started. No names."""

from __future__ import annotations

from typing import Any

import polars as pl

from waylight.reconcile.tables import Extracts


def summary_of(extracts: Extracts) -> dict[str, Any]:
    """Counts of rows, forces and authorities, the days they reach from and to, and rows set aside."""
    return {
        "police": len(extracts.police),
        "forces": _kinds(extracts.police["force"]),
        "police_days": _days(extracts.police["last_seen_at"]),
        "children": len(extracts.children),
        "authorities": _kinds(extracts.children["authority"]),
        "placements": len(extracts.placements),
        "missing": len(extracts.missing),
        "missing_days": _days(extracts.missing["started_at"]),
        "homes": None if extracts.homes is None else len(extracts.homes),
        "set_aside": [
            {"table": table, "rows": rows}
            for table, rows in extracts.set_aside.group_by("table").len().sort("table").iter_rows()
        ],
    }


def _kinds(column: pl.Series) -> list[dict[str, Any]]:
    counted = column.drop_nulls().value_counts(sort=True).rename({column.name: "code"})
    return [{"code": code, "rows": rows} for code, rows in counted.iter_rows()]


def _days(column: pl.Series) -> list[str] | None:
    first, last = column.min(), column.max()
    if first is None or last is None:
        return None
    return [str(first)[:10], str(last)[:10]]
