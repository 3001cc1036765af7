"""Authority, force, year and category of every row and every time away, for the bridge's breakdowns.

A million rows are counted by number (categories, codes of classes); only the small table of counts is put
into words.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settle.claims import of_side
from waylight.reconcile.settle.timeline import ints
from waylight.reconcile.settle.wall import day_and_minute

BREAKDOWNS = ("authority", "force", "year", "category")
NOT_KNOWN = "not known"
NO_AUTHORITY = "no child of these authorities"
NO_FORCE = "no police report"
NEVER = 1 << 40


def counted_rows(
    prepared: Prepared,
    police: pl.DataFrame,
    authority: pl.DataFrame,
    unread: pl.DataFrame,
    aways: pl.DataFrame,
) -> pl.DataFrame:
    """Counts (`len`) of rows by side, class and the four breakdowns. `aways` has gone through `placed`."""
    owner = prepared.children["authority"].cast(pl.Categorical)
    of_police = pl.DataFrame(
        {
            "class": police["class"],
            "authority": _filled(owner.gather(police["child"]), NO_AUTHORITY),
            "force": prepared.police["force"].cast(pl.Categorical).gather(police["row"]),
            "year": _year(prepared.police["start_lo"].gather(police["row"])),
            "category": _filled(aways["category"].cast(pl.Categorical).gather(police["away"]), "M"),
        }
    )
    own = prepared.missing[authority["row"]]
    of_authority = pl.DataFrame(
        {
            "class": authority["class"],
            "authority": owner.gather(own["child"]),
            "force": _filled(aways["force"].gather(authority["away"]), NO_FORCE),
            "year": _year(own["start_lo"]),
            "category": own["category"].cast(pl.Categorical),
        }
    )
    lost = (
        unread.group_by("side", "class")
        .len()
        .with_columns(pl.lit(NOT_KNOWN).alias(name) for name in BREAKDOWNS)
    )
    parts = [
        _counts(rows, ("class", *BREAKDOWNS)).with_columns(pl.lit(side).alias("side"))
        for side, rows in (("police", of_police), ("authority", of_authority))
    ]
    names = ("side", "class", *BREAKDOWNS, "len")
    return pl.concat([part.select(names) for part in (*parts, lost)])


def placed(aways: pl.DataFrame, claims: pl.DataFrame, prepared: Prepared) -> pl.DataFrame:
    """Adds the breakdowns to each time away: authority of the child, force of its first report, year."""
    force = prepared.police["force"].cast(pl.Categorical).gather(_first_reports(claims, aways.height))
    aways = aways.with_columns(force.alias("force"))
    return aways.with_columns(
        prepared.children["authority"].cast(pl.Categorical).gather(aways["child"]).alias("authority"),
        _filled(aways["force"], NO_FORCE).alias("force"),
        _year(aways["start"]).alias("year"),
    )


def _first_reports(claims: pl.DataFrame, n: int) -> pl.Series:
    """The first report of each of `n` times away (row in the police's table); null where there is none."""
    reports = of_side(claims, police=True)
    away, row, start = ints(reports["away"]), ints(reports["row"]), ints(reports["start_lo"])
    # The first in the file among reports that begin together, so that lists can be counted the same way.
    first, begun = np.full(n, NEVER), np.full(n, NEVER)
    np.minimum.at(begun, away, start)
    together = start == begun[away]
    np.minimum.at(first, away[together], row[together])
    rows = pl.Series(first)
    return rows.set(rows == NEVER, None).cast(pl.UInt32)


def counted_aways(aways: pl.DataFrame) -> pl.DataFrame:
    """Counts of times away by who saw them and the four breakdowns."""
    return _counts(aways, ("seen_by", *BREAKDOWNS))


def _counts(rows: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    counts = rows.group_by(names).len()
    return counts.with_columns(pl.col(names).cast(pl.String).fill_null(NOT_KNOWN))


def _filled(column: pl.Series, text: str) -> pl.Series:
    text_or = pl.col("c").fill_null(pl.lit(text).cast(pl.Categorical))
    return column.alias("c").to_frame().select(text_or)["c"]


def _year(minutes: pl.Series) -> pl.Series:
    """The year in London."""
    day, _ = day_and_minute(minutes)
    year = pl.Series(day.astype(np.int32)).cast(pl.Date).dt.year()
    return year.set(minutes.is_null(), None) if minutes.null_count() else year
