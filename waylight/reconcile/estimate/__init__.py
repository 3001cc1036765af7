"""The true number: what both lists have, what each has alone, and an estimate of what neither saw."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import polars as pl

from waylight.reconcile.estimate import words
from waylight.reconcile.estimate.cells import countable
from waylight.reconcile.estimate.two import two_lists
from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settle import TimesAway

__all__ = ["estimate"]

SIDES = ("police", "authority")


def estimate(settled: TimesAway, prepared: Prepared, *, feeds: Collection[str] = ()) -> dict[str, Any]:
    """The estimate of the unseen, or why there is none.

    `feeds` says who told whom, each as "teller:told" of police, authority and homes (such as
    "police:authority"). Keys: possible, reason (null where possible), method, assumptions, left_out; where
    possible also episodes, children (estimate, low, high, seen, unseen), strata, comparison, corrections,
    diagnostics, warnings and, with a third list, three_lists.
    """
    aways = countable(settled.aways)
    reason = _refused(aways, feeds)
    said: dict[str, Any] = {
        "possible": reason is None,
        "reason": reason,
        "method": words.METHOD,
        "assumptions": [dict(one) for one in words.ASSUMPTIONS],
        "left_out": _left_out(settled.aways),
        "note": words.NOT_THESE,
        "feeds": sorted(feeds),
    }
    return said if reason else said | two_lists(settled, prepared, aways, feeds)


def _refused(aways: pl.DataFrame, feeds: Collection[str]) -> str | None:
    for feed in sorted(feeds):
        teller, _, told = feed.partition(":")
        if {teller, told} == set(SIDES):
            return words.FED.format(teller=teller, told=told)
    seen = aways["seen_by"]
    both = int((seen == "both").sum())
    for side in SIDES:
        if both + int((seen == side).sum()) == 0:
            return words.NO_ROWS[side]
    if both == 0:
        return words.NO_ROWS["both"]
    return words.TOO_FEW.format(both=both, needed=words.NEEDED) if both < words.NEEDED else None


def _left_out(aways: pl.DataFrame) -> dict[str, int]:
    """Times away that do not enter, each under the first reason that holds."""
    away = pl.col("category") == "A"
    outside = (pl.col("no_police") != 0) | (pl.col("no_authority") != 0)
    counts = aways.select(
        away.sum().alias("category A"), (~away & outside).sum().alias("not within reach of both lists")
    )
    return {name: int(n) for name, n in counts.row(0, named=True).items()}
