"""What hangs on each doubtful pair, and why it is doubtful. Pure: tables in, tables out."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from waylight.desk.queue import EVEN
from waylight.reconcile.tables import Extracts

# Why a pair is in doubt: the codes that are kept and stand in addresses, and their words.
DOUBTS: Mapping[str, str] = {
    "rival": "another child comes near",
    "names": "the names differ",
    "birth": "the birth dates differ",
    "place": "the place does not fit",
    "time": "the time does not fit",
    "little": "too little was recorded",
    "several": "several rows or reports may tell of it",
    "days": "one side gives only the date",
    "apart": "the starts lie hours apart",
    "open": "an end was not recorded",
    "near": "the times are near, not the same",
}
# Another child with this probability or more is a rival.
_RIVAL = 0.1
# A field that lowers the odds by less than this (natural logarithm) is no reason: the odds would not even halve.
_AGAINST = -0.7
_HOURS_APART = 3 * 60
# The fields behind each reason.
_FIELDS = {
    "names": ("forename", "surname", "order"),
    "birth": ("birth",),
    "place": ("place",),
    "time": ("time",),
}


def weighed(
    pairs: pl.DataFrame, matches: pl.DataFrame, rows: pl.DataFrame, evidence: pl.DataFrame, extracts: Extracts
) -> pl.DataFrame:
    """The queue with `moves`, `row_class` and `doubt`.

    `moves`: how many rows of both sides would leave their place in the bridge if the answer were No. A Yes moves
    none: from even odds on, the bridge counts a pair as one. `row_class`: what the report is counted as now.
    """
    classes = rows.filter(side="police").select(pl.col("id").alias("incident_id"), row_class="class")
    counted = _counted(pairs, matches.filter(pl.col("probability") >= EVEN))
    reasoned = _with_reasons(counted, evidence, extracts)
    return (
        reasoned.join(classes.unique("incident_id"), on="incident_id", how="left")
        .with_columns(pl.col("row_class").fill_null(""))
        .sort("n")
        .select(*pairs.columns, "moves", "row_class", "doubt")
    )


def _counted(pairs: pl.DataFrame, matched: pl.DataFrame) -> pl.DataFrame:
    """With `moves`, and how many rows a report (`_rows`) and how many reports a row (`_reports`) is matched to."""
    told = matched.select("incident_id", "missing_id").unique()
    reports = told.group_by("missing_id").agg(_reports=pl.len())
    of_rows = told.group_by("incident_id").agg(_rows=pl.len())
    # Rows of the authority that nobody else tells of: without the report they stand alone.
    alone = told.join(reports, on="missing_id").filter(pl.col("_reports") == 1)
    joined = (
        pairs.join(of_rows, on="incident_id", how="left")
        .join(alone.group_by("incident_id").agg(_alone=pl.len()), on="incident_id", how="left")
        .join(reports, on="missing_id", how="left")
    )
    child = 1 + pl.col("_alone").fill_null(0).cast(pl.Int32)
    time = (pl.col("_rows") == 1).cast(pl.Int32).fill_null(0) + (pl.col("_reports") == 1).cast(
        pl.Int32
    ).fill_null(0)
    return joined.with_columns(moves=pl.when(pl.col("missing_id").is_null()).then(child).otherwise(time))


def _with_reasons(pairs: pl.DataFrame, evidence: pl.DataFrame, extracts: Extracts) -> pl.DataFrame:
    compared = _compared(pairs, evidence).join(
        extracts.police.select(
            "incident_id",
            pl.coalesce("last_seen_at", "reported_at").alias("_seen"),
            pl.col("last_seen_day").fill_null(value=False).alias("_seen_day"),
            "found_at",
        ),
        on="incident_id",
        how="left",
    )
    compared = compared.join(
        extracts.missing.select("missing_id", "started_at", "started_day", "ended_at"),
        on="missing_id",
        how="left",
    )
    minutes = (pl.col("_seen") - pl.col("started_at")).dt.total_minutes().abs()
    time = (
        pl.when((pl.col("_rows") > 1) | (pl.col("_reports") > 1))
        .then(pl.lit("several"))
        .when(pl.col("_seen_day") | pl.col("started_day").fill_null(value=False))
        .then(pl.lit("days"))
        .when(minutes > _HOURS_APART)
        .then(pl.lit("apart"))
        .when(pl.col("found_at").is_null() | pl.col("ended_at").is_null())
        .then(pl.lit("open"))
        .otherwise(pl.lit("near"))
    )
    return compared.with_columns(
        doubt=pl.when(pl.col("missing_id").is_null()).then(_of_child()).otherwise(time)
    )


def _compared(pairs: pl.DataFrame, evidence: pl.DataFrame) -> pl.DataFrame:
    """With the likeliest other child's share and the log odds of each group of fields."""
    sums = [
        pl.sum_horizontal(
            [pl.col(f"{name}_weight") for name in names if f"{name}_weight" in evidence.columns]
            or [pl.lit(0.0)]
        ).alias(f"_{group}")
        for group, names in _FIELDS.items()
    ]
    mine = evidence.select("incident_id", "child_id", *sums)
    others = pairs.select("incident_id", pl.col("child_id").alias("_this")).unique()
    rivals = others.join(evidence.select("incident_id", "child_id", "share"), on="incident_id")
    best = (
        rivals.filter(pl.col("child_id") != pl.col("_this"))
        .group_by("incident_id", pl.col("_this").alias("child_id"))
        .agg(pl.col("share").max().alias("_rival"))
    )
    return pairs.join(mine, on=["incident_id", "child_id"], how="left").join(
        best, on=["incident_id", "child_id"], how="left"
    )


def _of_child() -> pl.Expr:
    """The nearest rival, else what speaks most against, else that little is known."""
    groups = list(_FIELDS)
    lowest = pl.min_horizontal([pl.col(f"_{group}") for group in groups])
    against = [
        pl.when((lowest <= _AGAINST) & (pl.col(f"_{group}") == lowest)).then(pl.lit(group))
        for group in groups
    ]
    rival = pl.when(pl.col("_rival") >= _RIVAL).then(pl.lit("rival"))
    return pl.coalesce(rival, *against, pl.lit("little"))
