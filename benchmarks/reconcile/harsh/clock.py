"""From minutes to what is written: London or UTC wall clock, to the minute or to the day."""

from __future__ import annotations

import polars as pl

from benchmarks.reconcile.harsh.people import FIRST_DAY

MINUTES = "%Y-%m-%dT%H:%M"
DAY_FIRST = "%d/%m/%Y %H:%M"


def moment(minutes: pl.Expr) -> pl.Expr:
    """Minutes since the first day, UTC, as a moment."""
    start = pl.lit(FIRST_DAY).cast(pl.Datetime("ms")).dt.replace_time_zone("UTC")
    return start + pl.duration(minutes=minutes)


def local(minutes: pl.Expr) -> pl.Expr:
    return moment(minutes).dt.convert_time_zone("Europe/London")


def written(minutes: str, utc: pl.Expr, date_only: pl.Expr, day_first: pl.Expr) -> pl.Expr:
    """The text of a time: blank where `minutes` is null; each flag is a Boolean of the row."""
    at = pl.col(minutes)
    shown = local(at).dt.replace_time_zone(None)
    shown = pl.when(utc).then(moment(at).dt.replace_time_zone(None)).otherwise(shown)
    whole = pl.when(day_first).then(shown.dt.strftime(DAY_FIRST)).otherwise(shown.dt.strftime(MINUTES))
    days = pl.when(day_first).then(shown.dt.strftime("%d/%m/%Y")).otherwise(shown.dt.strftime("%Y-%m-%d"))
    return pl.when(date_only).then(days).otherwise(whole).fill_null("")


def monday(minutes: pl.Expr) -> pl.Expr:
    """The Monday of the local week, to tell one weekend from another."""
    return local(minutes).dt.date().dt.truncate("1w")
