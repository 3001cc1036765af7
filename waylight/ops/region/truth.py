"""What really happened, beside what was recorded: the labels by which a reconciliation is judged."""

from __future__ import annotations

import numpy as np
import polars as pl

from waylight.ops.region.authority import Records, authority_codes
from waylight.ops.region.aways import Aways
from waylight.ops.region.clocks import column
from waylight.ops.region.people import People
from waylight.ops.region.places import Places
from waylight.ops.region.police import force_codes
from waylight.ops.region.reports import Reports


def child_ids(records: Records) -> pl.DataFrame:
    """person, child_id (all records of that person, `;` between them)."""
    return (
        pl.DataFrame({"person": records.person, "child_id": records.child_id})
        .sort("person", "child_id")
        .group_by("person", maintain_order=True)
        .agg(pl.col("child_id").str.join(";"))
    )


def incidents(police: pl.DataFrame, reports: Reports, ids: pl.DataFrame) -> pl.DataFrame:
    """incident_id, person, child_ids (null when not one of ours), true_away_id (null if none), kind: ours,
    not in care, or elsewhere (in care of an authority not given), made (how the report came about)."""
    kind = np.where(reports.in_care, "elsewhere", "not in care")
    frame = pl.DataFrame(
        {
            "incident_id": police["incident_id"],
            "person": reports.person,
            "true_away_id": reports.away,
            "kind": kind.astype(object),
            "made": reports.made,
        }
    )
    return frame.join(ids, on="person", how="left", maintain_order="left").select(
        "incident_id",
        _person("person"),
        pl.col("child_id").alias("child_ids"),
        _away("true_away_id"),
        pl.when(pl.col("child_id").is_not_null()).then(pl.lit("ours")).otherwise("kind").alias("kind"),
        "made",
    )


def missing_rows(rows: pl.DataFrame) -> pl.DataFrame:
    """missing_id, person, true_away_ids (`;` between them), made (how the row came about)."""
    listed = rows.with_columns(_away("away"))
    grouped = listed.group_by("missing_id", "person", "made", maintain_order=True).agg(
        pl.col("away").str.join(";")
    )
    return grouped.select("missing_id", _person("person"), pl.col("away").alias("true_away_ids"), "made")


def away_table(aways: Aways, places: Places) -> pl.DataFrame:
    """Every true time away of a listed child; `in_area` says whether its force is among those given."""
    return pl.DataFrame(
        {
            "away_id": np.arange(len(aways)),
            "person": aways.child,
            "category": np.where(aways.missing, "M", "A").astype(object),
            "started_at": column(aways.start),
            "ended_at": column(aways.end),
            "seen_by_police": aways.by_police,
            "seen_by_authority": aways.by_authority,
            "seen_by_homes": aways.by_homes,
            "in_area": aways.force < len(places.force_name) - 1,
            "still_away": aways.open,
        }
    ).with_columns(_away("away_id"), _person("person"))


def people_table(people: People, listed: int, ids: pl.DataFrame) -> pl.DataFrame:
    """Everybody, the listed children first, with the groups by which fairness is judged."""
    frame = pl.DataFrame(
        {
            "person": np.arange(len(people)),
            "ethnicity": people.ethnic,
            "unaccompanied": people.unaccompanied,
            "first_january": people.first_january,
            "twin": people.twin_of() >= 0,
            "listed": np.arange(len(people)) < listed,
            "forename": people.forename,
            "surname": people.surname,
            "date_of_birth": pl.Series(people.born.astype(np.int32)).cast(pl.Date),
            "sex": people.sex,
        }
    )
    joined = frame.join(ids, on="person", how="left", maintain_order="left")
    return joined.select(
        _person("person"), pl.col("child_id").alias("child_ids"), pl.exclude("person", "child_id")
    )


def _person(name: str) -> pl.Expr:
    return pl.format("P{}", pl.col(name).cast(pl.String).str.zfill(7)).alias(name)


def _away(name: str) -> pl.Expr:
    text = pl.format("W{}", pl.col(name).cast(pl.String).str.zfill(7))
    return pl.when(pl.col(name) >= 0).then(text).alias(name)


def homes_rows(rows: pl.DataFrame) -> pl.DataFrame:
    """report_id, person, true_away_id of the third list."""
    return rows.select("report_id", _person("person"), _away("away").alias("true_away_id"))


def authorities(places: Places) -> pl.DataFrame:
    """Every authority of the region with its force; `listed` where its records are given."""
    number = np.arange(len(places.area_name))
    return pl.DataFrame(
        {
            "authority": authority_codes(places),
            "name": places.area_name,
            "force": [force_codes(places)[force] for force in places.force_of_area],
            "force_name": [places.force_name[force] for force in places.force_of_area],
            "listed": number < places.listed,
            "force_given": places.force_of_area < len(places.force_name) - 1,
        }
    )
