"""The region as files, in the shape of the contract."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from waylight.ops.region.region import Region

NOTE = (
    "Everything here is invented: children, families, homes, authorities, forces and every time away.\n"
    "Postcodes are real and were given at random: ONS Postcode Directory, Open Government Licence\n"
    "v3.0. Contains OS data (c) Crown copyright and Royal Mail data (c) Royal Mail copyright.\n"
)


def write_region(region: Region, out: Path) -> None:
    """Write police.csv, authority/, homes.csv, truth/ and README.txt into `out`."""
    extracts = region.extracts
    (out / "authority").mkdir(parents=True, exist_ok=True)
    (out / "truth").mkdir(exist_ok=True)
    _write(_said(extracts.police), out / "police.csv")
    _write(_said(extracts.children), out / "authority" / "children.csv")
    _write(_said(extracts.placements), out / "authority" / "placements.csv")
    _write(_said(extracts.missing), out / "authority" / "missing.csv")
    if extracts.homes is not None:
        _write(_said(extracts.homes), out / "homes.csv")
    minutes = pl.col("started_at", "ended_at").dt.strftime("%Y-%m-%dT%H:%M")
    tables = {
        "incidents": region.incidents,
        "missing": region.missing,
        "homes": region.homes,
        "away": region.aways.with_columns(minutes),
        "people": region.people,
        "authorities": region.authorities,
    }
    for name, table in tables.items():
        _write(table, out / "truth" / f"{name}.csv")
    (out / "README.txt").write_text(NOTE, encoding="utf-8")


def _said(table: pl.DataFrame) -> pl.DataFrame:
    """Times to the minute, or the date where only that was given; without the columns about columns."""
    times = [name[:-4] for name in table.columns if name.endswith("_day")]
    said = [
        pl.when(pl.col(f"{name}_day"))
        .then(pl.col(f"{name}_at").dt.strftime("%Y-%m-%d"))
        .otherwise(pl.col(f"{name}_at").dt.strftime("%Y-%m-%dT%H:%M"))
        .alias(f"{name}_at")
        for name in times
    ]
    return table.with_columns(said).drop("line", *(f"{name}_day" for name in times))


def _write(table: pl.DataFrame, path: Path) -> None:
    table.write_csv(path)
