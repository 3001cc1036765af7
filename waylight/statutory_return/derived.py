"""What checks ask beside the cells themselves, for all rows at once: as `engine/checks/lines.py` says for one child."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from waylight.engine.checks import Table

EPISODES = {"CHILD": pl.String, "DECOM": pl.Date, "DEC": pl.Date, "row": pl.UInt32}


def periods(episodes: pl.DataFrame) -> pl.DataFrame:
    """CHILD, began, ended (null while it lasts): the periods of care of every child."""
    dated = episodes.drop_nulls(["CHILD", "DECOM"]).sort("CHILD", "DECOM", "DEC", "row", nulls_last=True)
    gap = pl.col("DECOM") > pl.col("DEC").shift()  # null, so no gap, where the one before goes on
    another = pl.col("CHILD") != pl.col("CHILD").shift()
    return (
        dated.select("CHILD", "DECOM", "DEC", begins=(gap | another).fill_null(False).cum_sum())
        .group_by("begins", maintain_order=True)
        .agg(pl.first("CHILD"), began=pl.first("DECOM"), ended=pl.last("DEC"))
        .drop("begins")
    )


def told_periods(periods: pl.DataFrame) -> pl.DataFrame:
    """CHILD, periods: what messages say of them."""
    began, ended = (pl.col(name).dt.strftime("%d/%m/%Y") for name in ("began", "ended"))
    told = pl.when(pl.col("ended").is_null()).then(pl.format("from {}", began))
    return periods.group_by("CHILD").agg(
        periods=told.otherwise(pl.format("{} to {}", began, ended)).str.join("; ")
    )


def beside_each(missing: pl.DataFrame) -> pl.DataFrame:
    """The absences with the one of the same child before each, and whether it is the child's earliest."""
    ordered = missing.with_columns(fill=pl.coalesce("MIS_END", "MIS_START")).sort(
        "CHILD", "fill", "MIS_START", "row", nulls_last=True
    )
    same = pl.col("CHILD") == pl.col("CHILD").shift()
    before = {
        "previous": pl.col("row").cast(pl.String),
        "previous_started": pl.col("MIS_START"),
        "previous_ended": pl.col("MIS_END"),
    }
    with_previous = ordered.with_columns(
        pl.when(same).then(of.shift()).alias(name) for name, of in before.items()
    )
    first = with_previous.sort("CHILD", "MIS_START", "row", nulls_last=True)
    earliest = pl.col("CHILD").is_not_null() & pl.col("CHILD").is_first_distinct()
    return first.with_columns(earliest=pl.when(earliest).then(pl.lit("yes"))).drop("fill").sort("row")


def completed(tables: Mapping[Table, pl.DataFrame]) -> dict[Table, pl.DataFrame]:
    """The tables with the periods of care beside them, and each absence beside its neighbours and those."""
    of_care = periods(tables.get(Table.EPISODES, pl.DataFrame(schema=EPISODES)))
    missing = beside_each(tables[Table.MISSING])
    missing = missing.join(told_periods(of_care), on="CHILD", how="left", maintain_order="left")
    return {**tables, Table.PERIODS_OF_CARE: of_care, Table.MISSING: missing}
