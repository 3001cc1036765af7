"""The extracts as the peers get them: read from the contract's files, light cleaning, identities collapsed.

All frames are text but for times, which are integer minutes since 1970 of the wall clock as written (two
sides of one region share a clock; an hour's doubt is inside the tolerance of the episode step).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl
import polars.selectors as cs

from benchmarks.reconcile.peers import clean

DAY = 1440


@dataclass(frozen=True)
class Extract:
    """police: one row per report. children, placements, missing: as in the contract."""

    police: pl.DataFrame
    children: pl.DataFrame
    placements: pl.DataFrame
    missing: pl.DataFrame


def read(police: Path, authority: Path) -> Extract:
    """The four files, text as it stands; an empty cell is null."""
    names = ("children", "placements", "missing")
    frames = [pl.read_csv(authority / f"{n}.csv", infer_schema=False) for n in names]
    return Extract(pl.read_csv(police, infer_schema=False), *frames)


def prepared(extract: Extract, *, thorough: bool) -> Extract:
    """Names, dates and postcodes in one form; starts and ends in minutes. `thorough` cleans inside names."""
    names = clean.names if thorough else clean.light_names
    began = pl.coalesce("last_seen_at", "reported_at")
    police = extract.police.with_columns(
        dob=clean.date("date_of_birth"), sex=clean.sex(), ethnicity=clean.ethnicity(),
        postcode=clean.postcode("postcode"),
        start=clean.minutes(began), end=clean.minutes(pl.col("found_at")), start_day=clean.is_day(began),
        end_day=clean.is_day(pl.col("found_at")),
    )  # fmt: skip
    children = extract.children.with_columns(
        dob=clean.date("date_of_birth"), sex=clean.sex(), ethnicity=clean.ethnicity(),
        home_postcode=clean.postcode("home_postcode"),
    )  # fmt: skip
    placements = extract.placements.with_columns(
        postcode=clean.postcode("postcode"),
        first=clean.minutes(pl.col("started")),
        last=clean.minutes(pl.col("ended")),
    )
    missing = extract.missing.with_columns(
        start=clean.minutes(pl.col("started_at")), end=clean.minutes(pl.col("ended_at")),
        start_day=clean.is_day(pl.col("started_at")), end_day=clean.is_day(pl.col("ended_at")),
    )  # fmt: skip
    return Extract(names(police), names(children), placements, missing)


def identities(police: pl.DataFrame) -> pl.DataFrame:
    """One row per distinct way the police wrote a person: `identity`, names, dob, sex, `postcodes`.

    Rows without a birth date share an identity only where the postcode is the same too.
    """
    place = pl.when(pl.col("dob").is_null()).then("postcode")
    keyed = police.with_columns(place=place.fill_null(""))
    return (
        keyed.group_by("forename", "surname", "dob", "sex", "place", maintain_order=True)
        .agg(
            "incident_id",
            cs.ends_with("_key").first(),
            pl.col("postcode").drop_nulls().unique().alias("postcodes"),
            pl.col("ethnicity").drop_nulls().mode().first(),
            pl.col("start").drop_nulls().alias("starts"),
            pl.struct("postcode", "start").alias("seen"),
        )
        .with_row_index("identity")
    )


def placed(extract: Extract) -> pl.DataFrame:
    """The children with `postcodes`: home and every placement, each once."""
    homes = extract.children.select("child_id", postcode="home_postcode")
    where = pl.concat([homes, extract.placements.select("child_id", "postcode")])
    lists = where.drop_nulls().group_by("child_id").agg(pl.col("postcode").unique().alias("postcodes"))
    joined = extract.children.join(lists, on="child_id", how="left", maintain_order="left")
    return joined.with_columns(pl.col("postcodes").fill_null(pl.lit([], dtype=pl.List(pl.String))))
