"""Put an extract together and write it, with its truth."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.reconcile.harsh import authority, clock, people, places, police, times
from benchmarks.reconcile.harsh.rates import Rates, preset, varied

POLICE = [
    "incident_id", "force", "forename", "surname", "date_of_birth", "sex", "ethnicity", "postcode",
    "last_seen_at", "reported_at", "found_at", "risk", "in_care", "place", "aliases",
]  # fmt: skip
CHILDREN = [
    "child_id", "authority", "forename", "surname", "date_of_birth", "sex", "ethnicity", "home_postcode"
]  # fmt: skip


@dataclass(frozen=True)
class Extract:
    """Frames by file name without its ending, and the rates they were drawn with."""

    police: pl.DataFrame
    authority: dict[str, pl.DataFrame]
    truth: dict[str, pl.DataFrame]
    rates: Rates


def make(*, children: int, seed: int, rates: Rates) -> Extract:
    """An extract of about ten police rows for each child of the authorities."""
    rng = np.random.default_rng([seed, children, 7919])
    land = places.ground(rng, children)
    folk = people.make(rng, rates, children, land.authorities)
    family, care = places.addresses(rng, land, folk)
    spans = places.placements(rng, rates, folk, care)
    away = times.make(rng, rates, folk, spans)
    ways = authority.ways(rng, rates, land.authorities)
    kept = authority.records(rng, rates, folk, family, land.authorities)
    held = authority.missing(rng, rates, away, folk, kept, ways)
    habits = police.habits(rng, rates, land.forces)
    rows = police.reports(rng, rates, away, folk, family, care, land)
    rows = police.clocks(rng, rates, rows, habits)
    rows = police.where(rng, rates, rows, folk, family, care, land)
    rows = police.named(rng, rates, rows, folk)
    rows = police.finished(rng, rates, rows, folk, habits)
    columns = [pl.col("place_text").alias(c) if c == "place" else pl.col(c) for c in POLICE]
    return Extract(
        police=rows.select(columns),
        authority={
            "children": kept.select(CHILDREN).sample(fraction=1.0, shuffle=True, seed=seed),
            "placements": authority.placements(rng, rates, spans, care, kept, ways),
            "missing": held.select("missing_id", "child_id", "category", "started_at", "ended_at"),
        },
        truth=truth(folk, away, kept, held, rows),
        rates=rates,
    )


def truth(
    folk: pl.DataFrame, away: pl.DataFrame, kept: pl.DataFrame, held: pl.DataFrame, rows: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    """The truth's files; incidents, missing and records also name what harm was done (`kinds`)."""
    ids = kept.group_by("who", maintain_order=True).agg(child_ids=pl.col("child_id")).with_columns(
        pl.col("child_ids").list.join(";")
    )  # fmt: skip
    person = (
        folk.with_row_index("who").with_columns(pl.col("who").cast(pl.Int64)).join(ids, on="who", how="left")
    )
    person = person.with_columns(pl.col("child_ids").fill_null(""))
    names = person.select("who", "person", "child_ids", "kind")
    incidents = rows.select("incident_id", "who", "away", incident_kinds="kinds").join(
        names, on="who", how="left"
    )
    whole, ours = away.with_row_index("away").join(names, on="who", how="left"), pl.col("kind") == "ours"
    return {
        "incidents": incidents.select(
            "incident_id", "person", child_id="child_ids", true_away_id=away_id("away"), kind="kind",
            kinds="incident_kinds",
        ),
        "missing": held.join(names, on="who", how="left").select(
            "missing_id", "person",
            true_away_ids=pl.col("aways").list.eval(pl.format("A{}", pl.element())).list.join(";"),
            kinds="kinds",
        ),
        "away": whole.select(
            away_id("away").alias("away_id"), "person", "category",
            started_at=clock.local(pl.col("start")).dt.strftime(clock.MINUTES),
            ended_at=clock.local(pl.col("end")).dt.strftime(clock.MINUTES),
            seen_by_police=yes(pl.col("by_police")),
            seen_by_authority=yes(pl.col("away").is_in(held.explode("aways")["aways"].unique().implode()) & ours),
        ),
        "people": person.select(
            "person", "child_ids", "ethnicity", unaccompanied=yes(pl.col("unaccompanied")),
            first_january=yes((pl.col("said_born").dt.ordinal_day() == 1) & ours),
            twin=yes(pl.col("twin")), kind="kind", background="background", family="family",
        ),
        "records": kept.join(names, on="who", how="left").select("child_id", "person", "second", "kinds"),
    }  # fmt: skip


def away_id(column: str) -> pl.Expr:
    return pl.format("A{}", column)


def yes(flag: pl.Expr) -> pl.Expr:
    return pl.when(flag).then(pl.lit("true")).otherwise(pl.lit("false"))


def drawn(name: str, *, seed: int, vary: bool, dates_only: bool = False) -> Rates:
    """A preset's rates, varied for this seed if asked for."""
    rates = preset(name)
    if vary:
        rates = varied(rates, np.random.default_rng([seed, 104729]))
    return replace(rates, dates_only=dates_only)


def write(extract: Extract, folder: Path) -> None:
    """police.csv, authority/*.csv, truth/*.csv and truth/rates.json in `folder`."""
    for part in ("authority", "truth"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    extract.police.write_csv(folder / "police.csv")
    for name, frame in extract.authority.items():
        frame.write_csv(folder / "authority" / f"{name}.csv")
    for name, frame in extract.truth.items():
        frame.write_csv(folder / "truth" / f"{name}.csv")
    (folder / "truth" / "rates.json").write_text(json.dumps(asdict(extract.rates), indent=1), "utf-8")
