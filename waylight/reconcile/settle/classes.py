"""Every input row in exactly one class, with its reason in plain words and without names."""

from __future__ import annotations

import numpy as np
import polars as pl

from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settle import bounds, words
from waylight.reconcile.settle.agreed import spell
from waylight.reconcile.settle.timeline import NOTHING, Ints, ints, nearest
from waylight.reconcile.settle.unify import Unified
from waylight.reconcile.tables import Extracts

COLUMNS = ("side", "id", "class", "reason")
_WHY_POLICE = {
    bounds.WINDOW: "It begins outside the dates that were asked for.",
    bounds.PERIOD: "The list of this child's authority does not reach to this date.",
    bounds.CARE: "The authority's placements say that the child was not in care on this date.",
    bounds.NO_LIST: "This child's authority gave no rows of children missing or away.",
}
_WHY_AUTHORITY = {
    bounds.WINDOW: "It begins outside the dates that were asked for.",
    bounds.PERIOD: "The police reports given do not reach to this date.",
    bounds.AREA: "The child was placed in a district for which no given force took reports.",
    bounds.NO_LIST: "The police file has no reports.",
}


def police_rows(
    prepared: Prepared,
    extracts: Extracts,
    unified: Unified,
    aways: pl.DataFrame,
    window: tuple[int, int] | None,
) -> pl.DataFrame:
    """Class and reason of every police incident that could be read, in order of the file.

    Extra columns for the bridge: row, away, child.
    """
    claims = _claims(unified, aways, True)
    linked = prepared.police.select("row", "start_lo").join(
        claims.drop("start_lo"), on="row", how="inner", maintain_order="left"
    )
    linked = linked.with_columns(
        why=pl.Series(bounds.police_bounds(prepared, linked, window)),
        gap=pl.Series(_gaps(linked, prepared, True)),
    )
    linked = linked.with_columns(_crowded(linked))
    linked = linked.with_columns(_class(linked_away=pl.lit(False)).alias("class"))
    linked = linked.with_columns(_reason(_WHY_POLICE, police=True).alias("reason"))
    rest = prepared.police.select("row", "start_lo").join(linked.select("row"), on="row", how="anti")
    rest = rest.with_columns(_strangers(rest, extracts, window))
    return _together(linked, rest, extracts.police["incident_id"], "police")


def authority_rows(
    prepared: Prepared,
    extracts: Extracts,
    unified: Unified,
    aways: pl.DataFrame,
    window: tuple[int, int] | None,
) -> pl.DataFrame:
    """Class and reason of every authority row that could be read; extra columns as for the police."""
    claims = _claims(unified, aways, False).unique("row", keep="first", maintain_order=True)
    why = pl.Series("why", bounds.authority_bounds(prepared, window))
    rows = prepared.missing.select("row", "start_lo", "category").with_columns(why)
    rows = rows.join(claims.drop("start_lo"), on="row", how="inner", maintain_order="left")
    rows = rows.with_columns(gap=pl.Series(_gaps(rows, prepared, False, unified)))
    rows = rows.with_columns(_crowded(rows))
    rows = rows.with_columns(_class(linked_away=pl.col("category") == "A").alias("class"))
    rows = rows.with_columns(_reason(_WHY_AUTHORITY, police=False).alias("reason"))
    rest = prepared.missing.select("row", "start_lo").join(rows.select("row"), on="row", how="anti")
    rest = rest.with_columns(
        pl.lit(words.CANNOT_PLACE).alias("class"),
        pl.lit("The row does not say when the child went.").alias("reason"),
    )
    return _together(rows, rest, extracts.missing["missing_id"], "authority")


def unread_rows(extracts: Extracts) -> pl.DataFrame:
    """The rows that were set aside: their class is that they cannot be read."""
    aside = extracts.set_aside.filter(pl.col("table").is_in(["police", "missing"]))
    return aside.select(
        pl.when(pl.col("table") == "police")
        .then(pl.lit("police"))
        .otherwise(pl.lit("authority"))
        .alias("side"),
        "id",
        pl.lit(words.CANNOT_READ).alias("class"),
        pl.format("Line {} of the file was set aside: {}", "line", pl.col("reason")).alias("reason"),
    )


def _claims(unified: Unified, aways: pl.DataFrame, police: bool) -> pl.DataFrame:
    """Claims of one side with what decides the class: who else is in the away and in the group."""
    claims = unified.claims.filter(pl.col("police") == police)
    counts = aways.select("away", "seen_by", "reports_p", "reports_a", "shared_a")
    return claims.join(counts, on="away", how="left", maintain_order="left").with_columns(
        shared=pl.len().over("row") > 1 if not police else pl.col("shared_a").fill_null(value=False)
    )


def _class(*, linked_away: pl.Expr) -> pl.Expr:
    """In order: a row typed twice; seen by both; then why it was not."""
    both = pl.col("seen_by") == "both"
    several = (pl.col("reports_p") > 1) | (pl.col("reports_a") > 1) | pl.col("shared")
    return (
        pl.when("twice")
        .then(pl.lit(words.DUPLICATE))
        .when(both & several)
        .then(pl.lit(words.SPLIT))
        .when(both)
        .then(pl.lit(words.MATCHED))
        .when(pl.col("why") == bounds.WINDOW)
        .then(pl.lit(words.OUTSIDE))
        .when(linked_away)
        .then(pl.lit(words.AWAY))
        .when(pl.col("why") != bounds.INSIDE)
        .then(pl.lit(words.OUTSIDE))
        .when(several)
        .then(pl.lit(words.SPLIT))
        .when("crowded")
        .then(pl.lit(words.CANNOT_PLACE))
        .otherwise(pl.lit(words.ONLY_HERE))
    )


def _crowded(rows: pl.DataFrame) -> pl.Expr:
    """A row that has only a date on which the other side has several rows: a person must say which."""
    return ((pl.col("start_hi") - pl.col("start_lo") >= 1380) & (pl.col("gap") == 0)).alias("crowded")


def _gaps(rows: pl.DataFrame, prepared: Prepared, police: bool, unified: Unified | None = None) -> Ints:
    """Minutes from each row to the other side's nearest row of the same child; 0 on the same day by date."""
    if police:
        owner = prepared.children.select(pl.col("row").alias("child"), "person")
        others = prepared.missing.join(owner, on="child", how="inner").filter(
            pl.col("start_lo").is_not_null()
        )
    else:
        assert unified is not None
        others = unified.claims.filter("police")
    return nearest(
        ints(rows["person"]), ints(rows["start_lo"]), ints(others["person"]), ints(others["start_lo"])
    )


def _reason(why: dict[int, str], *, police: bool) -> pl.Expr:
    here, there = ("police", "authority") if police else ("authority", "police")
    what = "report" if police else "row"
    kind = pl.col("class")
    texts = pl.col("why").replace_strict(list(why), list(why.values()), default="", return_dtype=pl.String)
    return (
        pl.when(kind == words.MATCHED)
        .then(_matched())
        .when(kind == words.SPLIT)
        .then(
            pl.lit("One time away that the two sides cut differently: see the episode for the rows of each.")
        )
        .when(kind == words.DUPLICATE)
        .then(pl.lit(f"The {here} list has this time away already: same child, same or overlapping times."))
        .when(kind == words.OUTSIDE)
        .then(texts)
        .when(kind == words.AWAY)
        .then(
            pl.lit(
                "Recorded as away with whereabouts known: such times are not reported to police as missing."
            )
        )
        .when(kind == words.CANNOT_PLACE)
        .then(
            pl.lit(
                f"Only the date is given and the {there} list has other rows that day: a person must choose."
            )
        )
        .otherwise(_alone(there, what))
    )


def _matched() -> pl.Expr:
    doubt = pl.col("probability") < words.DOUBTFUL
    percent = (pl.col("probability") * 100).round(0).cast(pl.Int32)
    return (
        pl.when(doubt)
        .then(pl.format("Probably the same time away ({} %): doubtful, for the desk.", percent))
        .otherwise(pl.lit("The other side has the same time away."))
    )


def _alone(there: str, what: str) -> pl.Expr:
    gap = pl.col("gap")
    side = pl.when(gap > 0).then(pl.lit("later")).otherwise(pl.lit("earlier"))
    subject = "The authority knows this child but lists" if there == "authority" else "The police have"
    none = f"{subject} no {'time away' if there == 'authority' else 'report'} for this child at any date."
    none = none.replace(
        "this child but lists no time away for this child", "this child but lists no time away"
    )
    near = pl.format(
        f"{subject} nothing that fits this {what}: the nearest begins {{}} {{}}.", spell(gap.abs()), side
    )
    return pl.when(gap == int(NOTHING)).then(pl.lit(none)).otherwise(near)


def _strangers(rest: pl.DataFrame, extracts: Extracts, window: tuple[int, int] | None) -> list[pl.Expr]:
    """Police rows linked to no looked-after child."""
    police = extracts.police
    nameless = (
        police.select(
            (pl.col("forename").fill_null("").str.strip_chars() == "")
            & (pl.col("surname").fill_null("").str.strip_chars() == "")
            & pl.col("date_of_birth").is_null()
        )
        .to_series()
        .gather(rest["row"])
    )
    at = ints(rest["start_lo"])
    out = np.zeros(len(at), dtype=bool) if window is None else (at < window[0]) | (at >= window[1])
    flags = pl.Series(np.where(out, 2, np.where(nameless.to_numpy(), 1, 0)))
    classes = [words.NO_CHILD, words.CANNOT_PLACE, words.OUTSIDE]
    reasons = [
        "No child in the authorities' lists agrees with it in name, birth date, place and time (below even odds).",
        "It gives no name and no birth date, and its place and time alone do not single out one child.",
        _WHY_POLICE[bounds.WINDOW],
    ]
    return [
        flags.replace_strict([0, 1, 2], values, return_dtype=pl.String).alias(name).to_frame().to_series()
        for name, values in (("class", classes), ("reason", reasons))
    ]


def _together(known: pl.DataFrame, rest: pl.DataFrame, ids: pl.Series, side: str) -> pl.DataFrame:
    both = pl.concat([known, rest], how="diagonal_relaxed").sort("row")
    return both.select(
        pl.lit(side).alias("side"),
        ids.gather(both["row"]).alias("id"),
        "class",
        "reason",
        "row",
        "away",
        "child",
    )
