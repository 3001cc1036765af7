"""What each list could have seen: the period it covers, the children in care then, the forces' areas.

A time away that the other side could not have held is neither a fault of recording nor evidence of what was
missed: its reason must say so, and it must not enter the estimate. Everything is learned from the extracts;
nobody is asked for a map. Judged per time away and whatever was found there, so that the judgement does not
depend on the outcome.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settle import words
from waylight.reconcile.settle.timeline import NOTHING, Flags, Ints, ints, key

INSIDE, WINDOW, PERIOD, CARE, AREA, NO_LIST = range(6)
# A district is judged from this many times away that the authorities recorded; below it one cannot tell.
ENOUGH = 5
# Fewer police reports than this share of them: no force that was given takes reports there.
POLICED = 0.15
# A list's silence at either end that is this many times its usual gap is the end of the list.
SILENCE = 12


def bounded(aways: pl.DataFrame, prepared: Prepared, window: tuple[int, int] | None) -> pl.DataFrame:
    """Adds, per time away (child, start, category, rows_a): `placement` (row in placements, or null),
    `no_authority` and `no_police`: why that side could not hold it, INSIDE where it could.

    `window` is [first, last) in UTC minutes.
    """
    child, at = ints(aways["child"]), ints(aways["start"])
    place = placed_at(prepared, child, at)
    outside = np.zeros(len(at), dtype=bool)
    if window is not None:
        outside = (at < window[0]) | (at >= window[1])
    aways = aways.with_columns(place.alias("placement"))
    return aways.with_columns(
        pl.Series("no_authority", _beyond_authority(prepared, child, at, outside)),
        pl.Series("no_police", _beyond_police(prepared, aways, at, outside)),
    )


def _beyond_authority(prepared: Prepared, child: Ints, at: Ints, outside: Flags) -> Ints:
    owner = prepared.children["authority"]
    missing = prepared.missing
    spans = period(owner.gather(missing["child"]), missing["start_lo"])
    rows = pl.DataFrame({"owner": owner.gather(pl.Series(child, dtype=pl.UInt32))})
    rows = rows.join(spans, on="owner", how="left", maintain_order="left")
    first, last = ints(rows["first"]), ints(rows["last"])
    why = np.zeros(len(at), dtype=np.int64)
    why[_not_in_care(prepared, child, at)] = CARE
    why[(at < first) | (at > last)] = PERIOD
    why[first == NOTHING] = NO_LIST
    why[outside] = WINDOW
    return why


def _beyond_police(prepared: Prepared, aways: pl.DataFrame, at: Ints, outside: Flags) -> Ints:
    why = np.zeros(len(at), dtype=np.int64)
    starts = prepared.police["start_lo"].drop_nulls()
    if starts.is_empty():
        why[:] = NO_LIST
    else:
        why[_unpoliced(prepared, aways)] = AREA
        _, first, last = period(pl.Series(["all"] * len(starts)), starts).row(0)
        why[(at < first) | (at > last)] = PERIOD
    why[outside] = WINDOW
    return why


def period(owner: pl.Series, at: pl.Series) -> pl.DataFrame:
    """Per owner (authority or force): first and last minute that its list covers."""
    rows = pl.DataFrame({"owner": owner, "at": at.cast(pl.Int64)}).drop_nulls()
    ends = rows.group_by("owner").agg(
        pl.len().alias("n"), pl.col("at").min().alias("a"), pl.col("at").max().alias("b")
    )
    slack = (SILENCE * (pl.col("b") - pl.col("a")) // pl.col("n")).clip(words.DAY, 31 * words.DAY)
    return ends.select("owner", first=pl.col("a") - slack, last=pl.col("b") + slack)


def _not_in_care(prepared: Prepared, child: Ints, at: Ints) -> Flags:
    """True where the child has placements and none is near that day."""
    slack = words.CARE_SLACK_DAYS
    ended = pl.col("ended").cast(pl.Int64)
    spans = (
        prepared.placements.filter(pl.col("started").is_not_null())
        .group_by("child")
        .agg(
            pl.col("started").min().cast(pl.Int64) - slack,
            pl.when(ended.is_null().any()).then(None).otherwise(ended.max() + slack).alias("ended"),
        )
    )
    began = np.full(prepared.children.height, NOTHING, dtype=np.int64)
    began[ints(spans["child"])] = ints(spans["started"])
    until = np.full(prepared.children.height, -NOTHING, dtype=np.int64)
    until[ints(spans["child"])] = ints(spans["ended"], -NOTHING)
    day = at // words.DAY
    flags: Flags = (day < began[child]) | (day > until[child])
    return flags


def placed_at(prepared: Prepared, child: Ints, at: Ints) -> pl.Series:
    """The row in `placements` where each child lived at each minute; null where it has none.

    The latest placement begun by that day; before the first, the first (dates are wrong by days).
    """
    placements = prepared.placements.filter(pl.col("started").is_not_null())
    if placements.is_empty():
        return pl.Series("placement", [None] * len(child), dtype=pl.UInt32)
    keys = key(ints(placements["child"]), ints(placements["started"]))
    order = np.argsort(keys, kind="stable")
    owner = ints(placements["child"])[order]
    spot = np.searchsorted(keys[order], key(child, at // words.DAY), side="right") - 1
    first = np.minimum(spot + 1, len(order) - 1)
    spot = np.where((spot >= 0) & (owner[spot] == child), spot, first)
    rows = placements["row"].gather(pl.Series(order[spot]))
    return pl.DataFrame({"row": rows, "mine": owner[spot] == child}).select(
        pl.when("mine").then("row").alias("placement")
    )["placement"]


def outward(postcode: pl.Expr) -> pl.Expr:
    """The first half of a full UK postcode, however spaced; null where it is not a full one."""
    tight = postcode.str.replace_all(" ", "", literal=True)
    return pl.when(tight.str.len_bytes() >= 5).then(tight.str.head(-3)).otherwise(None)


def district(prepared: Prepared, placement: pl.Series) -> pl.Series:
    """The outward code of each placement row; null where there is none."""
    codes = prepared.placements.select(pl.col("row").alias("placement"), area=outward(pl.col("postcode")))
    rows = pl.DataFrame({"placement": placement})
    return rows.join(codes, on="placement", how="left", maintain_order="left")["area"]


def _unpoliced(prepared: Prepared, aways: pl.DataFrame) -> Flags:
    """True where the child lived in a district for which no given force took reports."""
    postcodes = prepared.police["postcode"]
    if postcodes.null_count() > prepared.police.height / 2:
        return np.zeros(aways.height, dtype=bool)
    rows = aways.select("rows_a", "category", area=district(prepared, aways["placement"]))
    seen = pl.DataFrame({"postcode": postcodes}).group_by("postcode").agg(pl.len().alias("n"))
    reports = seen.group_by(area=outward(pl.col("postcode"))).agg(pl.col("n").sum().alias("reports"))
    counts = rows.filter((pl.col("rows_a") > 0) & (pl.col("category") == "M") & pl.col("area").is_not_null())
    counts = counts.group_by("area").agg(pl.len().alias("n")).join(reports, on="area", how="left")
    few = pl.col("reports").fill_null(0) < POLICED * pl.col("n")
    unpoliced = counts.filter((pl.col("n") >= ENOUGH) & few)["area"]
    flags: Flags = rows["area"].is_in(unpoliced.implode()).fill_null(value=False).to_numpy()
    return flags
