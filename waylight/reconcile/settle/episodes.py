"""The contract's episodes.csv: ids, local times and the differences between sources in words."""

from __future__ import annotations

import numpy as np
import polars as pl

from waylight.reconcile import sorting
from waylight.reconcile.settle import words
from waylight.reconcile.settle.claims import of_side
from waylight.reconcile.settle.timeline import Ints, ints
from waylight.reconcile.settle.wall import written
from waylight.reconcile.tables import Extracts


def episode_table(aways: pl.DataFrame, claims: pl.DataFrame, extracts: Extracts) -> pl.DataFrame:
    """One row per time away, by child in the order of their list, then by start.

    An episode is named after the first incident that reports it, or after its first authority row where
    the police have none, so that its id stays the same when the run is repeated with more rows.
    """
    order = sorting.order(ints(aways["child"]), ints(aways["start"]))
    rows = aways.select(*_NEEDED, _differences(aways))[order]
    away = ints(rows["away"])
    police, first_p = _ids(of_side(claims, police=True), extracts.police["incident_id"], away)
    authority, first_a = _ids(of_side(claims, police=False), extracts.missing["missing_id"], away)
    return pl.DataFrame(
        {
            "episode_id": ("P:" + first_p).zip_with(first_p.is_not_null(), "A:" + first_a),
            "child_id": extracts.children["child_id"].gather(rows["child"]),
            "category": rows["category"],
            "started_at": written(rows["start"], rows["start_known"].to_numpy()),
            "ended_at": written(rows["end"], rows["end_known"].to_numpy()),
            "precision": _PRECISION.gather(rows["start_known"].cast(pl.UInt32)),
            "police_incidents": police.fill_null(""),
            "authority_rows": authority.fill_null(""),
            "seen_by": rows["seen_by"],
            "differences": rows["differences"],
        }
    )


_NEEDED = ("away", "child", "category", "start", "start_known", "end", "end_known", "seen_by")
_COMPARED = ("seen_by", "category", "start_p", "start_a", "end_p", "end_a",
             "reports_p", "reports_a", "shared_a", "a_a", "m_a")  # fmt: skip
_PRECISION = pl.Series(["day", "minute"])


def _ids(mine: pl.DataFrame, ids: pl.Series, away: Ints) -> tuple[pl.Series, pl.Series]:
    """The ids of one side's rows of each time away, joined, and the first of them; null where it has none.

    Most times away have one row: only the others are worth a join of strings.
    """
    where, row = ints(mine["away"]), ints(mine["row"])
    place = np.full(max(int(where.max(initial=0)), int(away.max(initial=0))) + 1, -1)
    place[where] = row
    several = np.flatnonzero(np.bincount(where, minlength=1)[where] > 1)
    listed = mine.select("away", "start_lo", "row")[several].with_columns(id=ids.gather(row[several]))
    joined = (
        listed.sort("away", "start_lo", "id")
        .group_by("away", maintain_order=True)
        .agg(pl.col("id").str.join(";"), pl.col("row").first())
    )
    first, again = place.copy(), ints(joined["away"])
    first[again] = ints(joined["row"])
    place[again] = ids.len() + np.arange(len(again))  # joined texts stand behind the ids
    return _picked(pl.concat([ids, joined["id"]], rechunk=True), place[away]), _picked(ids, first[away])


def _picked(values: pl.Series, places: Ints) -> pl.Series:
    """The values at those places; null where the place is -1."""
    spots = pl.Series(places.astype(np.int32))
    return values.gather(spots.set(spots < 0, None).cast(pl.UInt32))


def _differences(aways: pl.DataFrame) -> pl.Series:
    """What the two sides say differently about each time away; empty where they agree."""
    usual = {"police": "no record by the authority", "authority": "no record by the police", "both": ""}
    away = (pl.col("seen_by") == "authority") & (pl.col("category") == "A")
    plain = pl.when(away).then(pl.lit("")).otherwise(pl.col("seen_by").replace_strict(usual))
    start, end = pl.col("start_p") - pl.col("start_a"), pl.col("end_p") - pl.col("end_a")
    wide = (start.abs() > words.DIFFER) | (end.abs() > words.DIFFER)
    cut = (pl.col("reports_p") > 1) | (pl.col("reports_a") > 1) | pl.col("shared_a") | pl.col("a_a")
    marked = aways.select(plain.alias("differences"), odd=(wide | cut).fill_null(value=False))
    odd = marked["odd"].arg_true()
    texts = (
        aways.select(_COMPARED)[odd]
        .with_columns(plain.alias("plain"))
        .select(_told(start, end))["differences"]
    )
    return marked["differences"].scatter(odd, texts) if len(odd) else marked["differences"]


def _told(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    both = pl.col("seen_by") == "both"
    parts = [
        pl.when(pl.col("plain") != "").then("plain"),
        _gap("start", start),
        _gap("end", end),
        pl.when(both & pl.col("a_a") & ~pl.col("m_a")).then(
            pl.lit("category: the authority recorded away (A), the police took a missing report (M)")
        ),
        pl.when("shared_a").then(pl.lit("one authority row covers several times away")),
        pl.when(pl.col("reports_p") > 1).then(pl.format("the police took {} reports of it", "reports_p")),
        pl.when(pl.col("reports_a") > 1).then(pl.format("the authority wrote {} rows for it", "reports_a")),
    ]
    return pl.concat_str(parts, separator="; ", ignore_nulls=True).alias("differences")


def _gap(what: str, minutes: pl.Expr) -> pl.Expr:
    side = pl.when(minutes > 0).then(pl.lit("later")).otherwise(pl.lit("earlier"))
    told = pl.format("{}: police {} {} than the authority", pl.lit(what), _spell(minutes.abs()), side)
    return pl.when(minutes.abs() > words.DIFFER).then(told)


def _spell(minutes: pl.Expr) -> pl.Expr:
    """Minutes as a reader says them: 2 h, 2 h 35 min, 3 days."""
    hours, rest = minutes // words.HOUR, minutes % words.HOUR
    days = (minutes + words.DAY // 2) // words.DAY
    long = pl.when(minutes >= 2 * words.DAY).then(pl.format("{} days", days))
    return (
        long.when(rest == 0).then(pl.format("{} h", hours)).otherwise(pl.format("{} h {} min", hours, rest))
    )
