"""From links and matches to an answer for every row: classes, unified times away, and the bridge."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from waylight.reconcile.parts import side_by_side
from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settle import classes, words
from waylight.reconcile.settle.agreed import agree
from waylight.reconcile.settle.bounds import bounded
from waylight.reconcile.settle.bridge import Bridge, bridge
from waylight.reconcile.settle.check import check_bridge
from waylight.reconcile.settle.episodes import episode_table
from waylight.reconcile.settle.places import counted_aways, counted_rows, placed
from waylight.reconcile.settle.quality import quality
from waylight.reconcile.settle.unify import unify
from waylight.reconcile.tables import Extracts

__all__ = ["Settled", "TimesAway", "answered", "check_bridge", "quality", "settle", "times_away"]


@dataclass(frozen=True)
class TimesAway:
    """`aways` has a row per time away with the engine's own numbers, for the estimate; `claims` which row
    supports which time away."""

    aways: pl.DataFrame
    claims: pl.DataFrame


@dataclass(frozen=True)
class Settled(TimesAway):
    """`rows` and `episodes` have the contract's columns (rows.csv, episodes.csv)."""

    rows: pl.DataFrame
    episodes: pl.DataFrame
    bridge: Bridge


def settle(
    prepared: Prepared,
    extracts: Extracts,
    links: pl.DataFrame,
    matches: pl.DataFrame,
    *,
    window: tuple[int, int] | None = None,
) -> Settled:
    """Every input row in one class, one line per time away, and sums that are exact.

    `links` (row, child, person, probability) and `matches` (row, missing, probability, however small) already
    carry the desk's decisions. `window` is [first, last) in minutes since 1970 UTC.
    """
    found = times_away(prepared, links, matches, window=window)
    return answered(found, prepared, extracts, window=window)


def times_away(
    prepared: Prepared, links: pl.DataFrame, matches: pl.DataFrame, *, window: tuple[int, int] | None = None
) -> TimesAway:
    """The first half of `settle`: one line per time away."""
    unified = unify(prepared, links.filter(pl.col("probability") >= words.EVEN), matches)
    aways = bounded(agree(unified, prepared), prepared, window)
    return TimesAway(placed(aways, unified.claims, prepared), unified.claims)


def answered(
    found: TimesAway, prepared: Prepared, extracts: Extracts, *, window: tuple[int, int] | None = None
) -> Settled:
    """The second half of `settle`: every row's class, the episodes in words, the bridge."""
    aways, claims = found.aways, found.claims
    told = aways.filter("told")
    # The longest first, so that both cores end together.
    episodes, police, authority = side_by_side(
        lambda: episode_table(told, claims, extracts),
        lambda: classes.police_rows(prepared, extracts, claims, aways, window),
        lambda: classes.authority_rows(prepared, extracts, claims, aways),
    )
    unread = classes.unread_rows(extracts)
    counts = counted_rows(prepared, police, authority, unread, aways)
    made = bridge(counts, counted_aways(told), claims, aways)
    rows = pl.concat([part.select(classes.COLUMNS) for part in (police, authority, unread)])
    return Settled(aways, claims, rows, episodes, made)
