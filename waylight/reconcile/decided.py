"""What people decided at the desk, brought into a run: their word stands above every probability."""

from __future__ import annotations

import numpy as np
import polars as pl

from waylight.reconcile.link.decide import Candidates
from waylight.reconcile.link.evidence import PairLevels
from waylight.reconcile.tables import Extracts


def latest(extracts: Extracts) -> pl.DataFrame:
    """The last decision about each pair, with row numbers: row, child, missing (null for the child), verdict."""
    ids = {
        "incident_id": extracts.police.select("incident_id", pl.row_index("row")),
        "child_id": extracts.children.select("child_id", pl.row_index("child")),
        "missing_id": extracts.missing.select("missing_id", pl.row_index("missing")),
    }
    last = extracts.decisions.sort("at", maintain_order=True).unique(
        ["incident_id", "child_id", "missing_id"], keep="last", maintain_order=True
    )
    last = last.join(ids["incident_id"], on="incident_id", how="inner", maintain_order="left")
    last = last.join(ids["child_id"], on="child_id", how="left", maintain_order="left")
    return last.join(ids["missing_id"], on="missing_id", how="left", maintain_order="left").select(
        "row", "child", "missing", "verdict"
    )


def refused(decided: pl.DataFrame, c: Candidates, levels: PairLevels, person: np.ndarray) -> np.ndarray:
    """Candidates (mask) that a person said are not the child."""
    no = decided.filter(
        (pl.col("verdict") == "no") & pl.col("missing").is_null() & pl.col("child").is_not_null()
    )
    if no.is_empty():
        return np.zeros(len(c), dtype=bool)
    banned = _code(no["row"].to_numpy(), person[no["child"].to_numpy()])
    return np.isin(_code(c.incident, c.person), banned)


def confirmed_links(decided: pl.DataFrame, links: pl.DataFrame, person: np.ndarray) -> pl.DataFrame:
    """Links with what a person confirmed put in place of what was computed."""
    yes = decided.filter((pl.col("verdict") == "yes") & pl.col("child").is_not_null())
    yes = yes.unique("row", keep="last", maintain_order=True)
    if yes.is_empty():
        return links
    said = pl.DataFrame(
        {
            "row": yes["row"].cast(pl.UInt32),
            "child": yes["child"].cast(pl.UInt32),
            "person": pl.Series(person[yes["child"].to_numpy()], dtype=pl.UInt32),
            "probability": pl.Series([1.0] * len(yes)),
        }
    )
    return pl.concat([links.join(said, on="row", how="anti"), said]).sort("row")


def settled_matches(decided: pl.DataFrame, matches: pl.DataFrame) -> pl.DataFrame:
    """Matches with what a person confirmed at 1 and what a person refused at 0."""
    about = decided.filter(pl.col("missing").is_not_null() & pl.col("verdict").is_in(["yes", "no"]))
    if about.is_empty():
        return matches
    said = about.select(
        pl.col("row").cast(pl.UInt32),
        pl.col("missing").cast(pl.UInt32),
        (pl.col("verdict") == "yes").cast(pl.Float64).alias("probability"),
    )
    rest = matches.join(said, on=["row", "missing"], how="anti")
    return pl.concat([rest, said.filter(pl.col("probability") > 0)]).sort("row", "missing")


def _code(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return (a.astype(np.uint64) << np.uint64(32)) | b.astype(np.uint64)
