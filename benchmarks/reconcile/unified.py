"""How many times away each side saw, by the truth and by a run; and whether the bridge adds up.

Two units, because a row that merges two nights makes them differ:

* `times`: true times away against the unified episodes of episodes.csv;
* `joined`: components of rows that share a true time away (what a perfect run would call one episode);
* `rows`: police incidents about our children with and without an authority row, authority rows without any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from benchmarks.reconcile.score import Output, Truth

Counts = dict[str, int]


def true_times(truth: Truth) -> Counts:
    """True times away of our children by who saw them."""
    ours = truth.people.filter(pl.col("child_ids") != "").select("person")
    away = truth.away.join(ours, on="person", how="semi")
    police = pl.col("seen_by_police").str.to_lowercase().is_in(["true", "1", "y", "yes"])
    authority = pl.col("seen_by_authority").str.to_lowercase().is_in(["true", "1", "y", "yes"])
    seen = away.select(
        both=(police & authority).sum(),
        police=(police & ~authority).sum(),
        authority=(~police & authority).sum(),
    )
    return {k: int(v) for k, v in seen.row(0, named=True).items()}


def true_joined(truth: Truth) -> Counts:
    """Components of incidents and authority rows that share times away, by side."""
    ours = truth.incidents.filter((pl.col("child_id") != "") & (pl.col("true_away_id") != ""))
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def rows(side: str, table: pl.DataFrame, key: str, aways: str) -> list[str]:
        names = []
        for identity, joined in table.select(key, aways).iter_rows():
            names.append(f"{side}{identity}")
            for away in joined.split(";") if joined else ():
                parent[root(f"away{away}")] = root(names[-1])
        return names

    incidents = rows("p", ours, "incident_id", "true_away_id")
    missing = rows("a", truth.missing, "missing_id", "true_away_ids")
    police, others = {root(n) for n in incidents}, {root(n) for n in missing}
    return {"both": len(police & others), "police": len(police - others), "authority": len(others - police)}


def true_rows(truth: Truth) -> Counts:
    """Rows by whether the other side has one of the same time away."""
    left = truth.incidents.filter(pl.col("child_id") != "").select("incident_id", a=_aways("true_away_id"))
    right = truth.missing.select("missing_id", a=_aways("true_away_ids"))
    both = (
        left.explode("a").join(right.explode("a").select("a"), on="a", how="semi")["incident_id"].n_unique()
    )
    met = right.explode("a").join(left.explode("a").select("a"), on="a", how="semi")["missing_id"].n_unique()
    return {"both": both, "police": left.height - both, "authority": right.height - met}


def _aways(column: str) -> pl.Expr:
    return pl.when(pl.col(column) != "").then(pl.col(column).str.split(";"))


def said_rows(out: Output) -> Counts:
    """The same from links.csv and matches.csv."""
    both = out.matches["incident_id"].n_unique()
    linked = out.links["incident_id"].n_unique()
    rows = out.rows.filter(pl.col("side") == "authority").height
    return {"both": both, "police": linked - both, "authority": rows - out.matches["missing_id"].n_unique()}


def said_episodes(out: Output) -> Counts:
    """The unified episodes by who saw them."""
    seen = out.episodes["seen_by"]
    return {k: int((seen == k).sum()) for k in ("both", "police", "authority")}


def compare(truth: Truth, out: Output) -> dict[str, Any]:
    """By unit, what was said less what is true in per cent of the truth, and the counts themselves."""
    episodes = said_episodes(out)
    result: dict[str, Any] = {}
    for unit, true, said in (
        ("times", true_times(truth), episodes),
        ("joined", true_joined(truth), episodes),
        ("rows", true_rows(truth), said_rows(out)),
    ):
        result[unit] = {k: 100 * (said[k] - true[k]) / max(true[k], 1) for k in true}
        result[unit]["counts"] = {k: [said[k], true[k]] for k in true}
    return result


def true_number(truth: Truth) -> int:
    """M times away of our children, of those in areas whose force is given (`in_area`, where the truth says)."""
    ours = truth.people.filter(pl.col("child_ids") != "").select("person")
    away = truth.away.join(ours, on="person", how="semi").filter(pl.col("category") == "M")
    if "in_area" in away.columns:
        away = away.filter(pl.col("in_area") == "true")
    return away.height


def estimated(truth: Truth, said: dict[str, Any]) -> dict[str, Any]:
    """The estimate against the true number: off and half-width in per cent of it, whether the interval covers it.

    All null where no estimate was given.
    """
    found = said.get("episodes")
    if not found:
        return {"off": None, "half": None, "covers": None}
    true = max(true_number(truth), 1)
    half = 50 * (found["high"] - found["low"]) / true
    covers = found["low"] <= true <= found["high"]
    return {"off": 100 * (found["estimate"] - true) / true, "half": half, "covers": covers}


def bridge_faults(bridge: Any, rows: pl.DataFrame) -> list[str]:
    """Every sum in the bridge that does not hold; empty when all do.

    Wherever the bridge has a `rows` number beside a `classes` table, the classes must add up to it; and each
    side's classes, as named at the top under the side, must be those of rows.csv.
    """
    faults: list[str] = []
    _walk(bridge, "bridge", faults)
    for side in ("police", "authority"):
        counted = dict(rows.filter(pl.col("side") == side).group_by("class").len().iter_rows())
        said = bridge.get(side) if isinstance(bridge, dict) else None
        if not isinstance(said, dict) or "classes" not in said or "rows" not in said:
            faults.append(f"bridge.{side} has no rows and classes")
            continue
        if {k: v for k, v in said["classes"].items() if v} != counted:
            faults.append(f"bridge.{side}.classes are not those of rows.csv")
        if said["rows"] != sum(counted.values()):
            faults.append(f"bridge.{side}.rows is not the number of rows in rows.csv")
    return faults


def _walk(node: Any, where: str, faults: list[str]) -> None:
    if isinstance(node, list):
        for i, inner in enumerate(node):
            _walk(inner, f"{where}[{i}]", faults)
    if not isinstance(node, dict):
        return
    classes, total = node.get("classes"), node.get("rows")
    if isinstance(classes, dict) and isinstance(total, int) and sum(classes.values()) != total:
        faults.append(f"{where}: classes add up to {sum(classes.values())}, not {total}")
    for name, inner in node.items():
        _walk(inner, f"{where}.{name}", faults)
