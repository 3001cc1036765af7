"""What each list could have seen: the period it covers, the children in care then, the forces' areas.

A row that the other side could not have held is neither a fault of recording nor evidence of what was
missed; it must not enter the estimate, and its reason must say so. Everything is learned from the extracts:
nobody is asked for a map.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settle import words
from waylight.reconcile.settle.timeline import NOTHING, Ints, ints, key

INSIDE, WINDOW, PERIOD, CARE, AREA, NO_LIST = range(6)
# An area is judged from this many of an authority's M rows; below it one cannot tell.
ENOUGH = 5
# Fewer police rows than this share of the authority's M rows: the area is not policed by a given force.
POLICED = 0.1
# A list's silence at either end that is this many times its usual gap is the end of the list.
SILENCE = 12


def period(owner: pl.Series, at: pl.Series) -> pl.DataFrame:
    """Per owner (authority or force): first and last minute that its list covers."""
    rows = pl.DataFrame({"owner": owner, "at": at.cast(pl.Int64)}).drop_nulls()
    ends = rows.group_by("owner").agg(
        pl.len().alias("n"), pl.col("at").min().alias("a"), pl.col("at").max().alias("b")
    )
    slack = (SILENCE * (pl.col("b") - pl.col("a")) // pl.col("n")).clip(words.DAY, 31 * words.DAY)
    return ends.select("owner", first=pl.col("a") - slack, last=pl.col("b") + slack)


def police_bounds(prepared: Prepared, linked: pl.DataFrame, window: tuple[int, int] | None) -> Ints:
    """For each linked police row (child, start_lo): why the child's authority could not hold it, or INSIDE.

    `window` is [first, last) in UTC minutes.
    """
    missing, children = prepared.missing, prepared.children
    authority = children["authority"].to_list()
    owner = pl.Series(children["authority"]).gather(missing["child"])
    spans = period(owner, missing["start_lo"])
    rows = linked.select("child", "start_lo").with_columns(
        owner=children["authority"].gather(linked["child"])
    )
    rows = rows.join(spans, on="owner", how="left", maintain_order="left")
    at = ints(rows["start_lo"])
    why = np.zeros(rows.height, dtype=np.int64)
    why[_not_in_care(prepared, ints(rows["child"]), at)] = CARE
    first, last = ints(rows["first"]), ints(rows["last"])
    why[(at < first) | (at > last)] = PERIOD
    why[first == NOTHING] = NO_LIST
    why[_outside(at, window)] = WINDOW
    assert len(authority) == children.height
    return why


def authority_bounds(prepared: Prepared, window: tuple[int, int] | None) -> Ints:
    """For each authority row, in order: why the forces given could not hold it, or INSIDE."""
    missing = prepared.missing
    at = ints(missing["start_lo"])
    why = np.zeros(missing.height, dtype=np.int64)
    if prepared.police["start_lo"].drop_nulls().is_empty():
        why[:] = NO_LIST
        why[_outside(at, window)] = WINDOW
        return why
    place = placed_at(prepared, ints(missing["child"]), at)
    why[_unpoliced(prepared, place)] = AREA
    span = period(pl.Series(["all"] * prepared.police.height), prepared.police["start_lo"]).row(0)
    why[(at < span[1]) | (at > span[2])] = PERIOD
    why[_outside(at, window)] = WINDOW
    return why


def _outside(at: Ints, window: tuple[int, int] | None) -> np.ndarray:
    if window is None:
        return np.zeros(len(at), dtype=bool)
    return (at < window[0]) | (at >= window[1])


def _not_in_care(prepared: Prepared, child: Ints, at: Ints) -> np.ndarray:
    """True where the child has placements and none is near that day."""
    placements = prepared.placements.filter(pl.col("started").is_not_null())
    slack = words.CARE_SLACK_DAYS
    spans = placements.group_by("child").agg(
        pl.col("started").min() - slack,
        pl.when(pl.col("ended").is_null().any())
        .then(None)
        .otherwise(pl.col("ended").max() + slack)
        .alias("ended"),
    )
    day = pl.Series("day", at // words.DAY)
    rows = pl.DataFrame({"child": child.astype(np.uint32), "day": day}).join(
        spans.with_columns(pl.col("child").cast(pl.UInt32)), on="child", how="left", maintain_order="left"
    )
    out = (pl.col("day") < pl.col("started")) | (pl.col("day") > pl.col("ended"))
    return rows.select(out.fill_null(value=False))["day"].to_numpy()


def placed_at(prepared: Prepared, child: Ints, at: Ints) -> pl.Series:
    """The row in `placements` of the latest placement begun by that day; null where the child has none."""
    placements = prepared.placements.filter(pl.col("started").is_not_null())
    keys = key(ints(placements["child"]), ints(placements["started"]))
    order = np.argsort(keys, kind="stable")
    spot = np.searchsorted(keys[order], key(child, at // words.DAY), side="right") - 1
    spot = np.where(spot < 0, 0, spot)
    if placements.height == 0:
        return pl.Series("place", [None] * len(child), dtype=pl.Int64)
    found = order[spot]
    mine = ints(placements["child"])[found] == child
    # A child whose first placement begins later (dates are wrong by days) is placed there.
    ahead = order[np.minimum(spot + 1, len(order) - 1)]
    found = np.where(mine, found, ahead)
    mine = ints(placements["child"])[found] == child
    row = ints(placements["row"])[found]
    return pl.Series("place", row, dtype=pl.Int64).set(pl.Series(~mine), None)


def outward(postcode: pl.Expr) -> pl.Expr:
    """The first half of a full UK postcode, however spaced; null where it is not a full one."""
    tight = postcode.str.replace_all(" ", "", literal=True)
    return pl.when(tight.str.len_bytes() >= 5).then(tight.str.head(-3)).otherwise(None)


def _unpoliced(prepared: Prepared, place: pl.Series) -> np.ndarray:
    """True where the child was placed in a district for which no given force took reports."""
    if prepared.police["postcode"].null_count() > prepared.police.height / 2:
        return np.zeros(len(place), dtype=bool)
    codes = prepared.placements.select(place=pl.col("row").cast(pl.Int64), area=outward(pl.col("postcode")))
    rows = pl.DataFrame({"place": place, "m": prepared.missing["category"] == "M"}).join(
        codes, on="place", how="left", maintain_order="left"
    )
    reports = (
        prepared.police.select(area=outward(pl.col("postcode")))
        .group_by("area")
        .agg(pl.len().alias("reports"))
    )
    counts = (
        rows.filter("m").group_by("area").agg(pl.len().alias("rows")).join(reports, on="area", how="left")
    )
    few = pl.col("reports").fill_null(0) < POLICED * pl.col("rows")
    unpoliced = counts.filter(pl.col("area").is_not_null() & (pl.col("rows") >= ENOUGH) & few)
    return rows.select(pl.col("area").is_in(unpoliced["area"].implode()).fill_null(value=False))[
        "area"
    ].to_numpy()
