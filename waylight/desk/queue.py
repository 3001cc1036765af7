"""The doubtful pairs, one question each, in an order that every reader can see. Pure."""

from __future__ import annotations

from datetime import date

import polars as pl

from waylight.reconcile.tables import Extracts

# The contract: from even odds to 0.9 a person decides.
EVEN, SURE = 0.5, 0.9
# As forces grade them; older grades beside the present ones. What is blank or another word comes last.
_RISKS = {
    **dict.fromkeys(("high", "h"), 0),
    **dict.fromkeys(("medium", "m", "standard", "s"), 1),
    **dict.fromkeys(("low", "l"), 2),
    **dict.fromkeys(("no apparent risk", "absent"), 3),
}


def queue_of(links: pl.DataFrame, matches: pl.DataFrame, extracts: Extracts, *, today: date) -> pl.DataFrame:
    """One row per question: whose `missing_id` is null asks whether the child is the same; the others, asked
    only where the child is not in doubt, whether the time away is the same. `n` counts from 1.

    Order: not yet back, police risk, under 13, latest first.
    """
    doubtful = links.filter(pl.col("probability").is_between(EVEN, SURE, closed="left"))
    children = doubtful.select(
        "incident_id", "child_id", pl.lit(None, pl.String).alias("missing_id"), "probability"
    )
    owners = extracts.missing.select("missing_id", pl.col("child_id"))
    times = (
        matches.filter(pl.col("probability").is_between(EVEN, SURE, closed="left"))
        .join(doubtful.select("incident_id"), on="incident_id", how="anti")
        .join(owners, on="missing_id", how="inner")
        .select("incident_id", "child_id", "missing_id", "probability")
    )
    asked = _with_columns(pl.concat([children, times]), extracts, today)
    ordered = asked.sort(
        pl.col("still_away"),
        pl.col("risk").str.to_lowercase().replace_strict(_RISKS, default=4, return_dtype=pl.Int8),
        pl.col("under_13").fill_null(value=False),
        pl.col("began"),
        "child_id",
        "incident_id",
        "missing_id",
        descending=[True, False, True, True, False, False, False],
        nulls_last=True,
    )
    return ordered.with_row_index("n", offset=1)


def _with_columns(pairs: pl.DataFrame, extracts: Extracts, today: date) -> pl.DataFrame:
    police = extracts.police.select(
        "incident_id",
        "force",
        "risk",
        pl.coalesce("last_seen_at", "reported_at").dt.date().alias("began"),
        pl.col("found_at").is_null().alias("_no_end"),
    )
    children = extracts.children.select("child_id", "authority", "date_of_birth")
    ended = extracts.missing.select("missing_id", pl.col("ended_at").is_null().alias("_open"))
    joined = (
        pairs.join(police, on="incident_id", how="left")
        .join(children, on="child_id", how="left")
        .join(ended, on="missing_id", how="left")
    )
    thirteen = pl.col("date_of_birth").dt.offset_by("13y") > today
    return joined.select(
        *pairs.columns,
        "force",
        "authority",
        "risk",
        thirteen.alias("under_13"),
        (pl.col("_no_end") & pl.col("_open").fill_null(value=True)).alias("still_away"),
        "began",
    )
