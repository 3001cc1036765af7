"""One line per time away: its start, end, category and where the sources differ.

The precedence is that of the agreed episode as far as imported rows go: both sides were told, so a time to
the minute goes before a date, then the later start holds; a police "found" ends the absence before an
authority's recorded end does.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from waylight.reconcile.parts import side_by_side
from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settle.claims import of_side
from waylight.reconcile.settle.timeline import NOTHING, Flags, Ints, ints, to_minute
from waylight.reconcile.settle.unify import Unified

Columns = dict[str, Ints | Flags]


def agree(unified: Unified, prepared: Prepared) -> pl.DataFrame:
    """Per away, sorted by its number: each side's rows and words for it, and what is agreed.

    start, end: UTC minutes; start_known, end_known: to the minute (else the first minute of the day);
    start_p, start_a, end_p, end_a: each side's own, to the minute only; rows_*: rows; reports_*: those not
    typed twice; shared_a: the authority's row covers other times away too; probability: of the match (null
    where one side saw it); certainty_p: of the link to the child.
    """
    claims = unified.claims
    kind = prepared.missing["category"]
    police, authority = side_by_side(
        lambda: _side(of_side(claims, police=True), unified.n, None),
        lambda: _side(of_side(claims, police=False), unified.n, kind),
    )
    columns = {f"{k}_p": v for k, v in police.items()} | {f"{k}_a": v for k, v in authority.items()}
    seen_p, seen_a = police["rows"] > 0, authority["rows"] > 0
    columns |= _times(police, authority)
    columns["child"] = np.where(seen_a, authority["child"], police["child"])
    columns["person"] = np.where(seen_a, authority["person"], police["person"])
    columns["missing"] = seen_p | authority["m"]
    frame = pl.DataFrame({"away": np.arange(unified.n), **columns})
    times = [name for name in frame.columns if name.startswith(("start", "end")) and "known" not in name]
    odds = pl.max_horizontal("probability_p", "probability_a")
    names = pl.Series(["police", "authority", "both"])
    return frame.with_columns(
        [pl.when(pl.col(name) != int(NOTHING)).then(name).alias(name) for name in times]
        + [
            pl.when(odds > 0).then(odds).alias("probability"),
            pl.col("child", "person").cast(pl.UInt32),
            pl.when("missing").then(pl.lit("M")).otherwise(pl.lit("A")).alias("category"),
            names.gather(pl.Series(seen_a.astype(np.uint32) * (1 + seen_p))).alias("seen_by"),
        ]
    )


def _side(rows: pl.DataFrame, n: int, kind: pl.Series | None) -> Columns:
    """What one side says of each of `n` times away; NOTHING, 0 or false where it has no row of it."""
    rows = rows.sort("away", "group", "row")
    away, group = ints(rows["away"]), ints(rows["group"])
    lo, hi, end, end_hi = (ints(rows[name]) for name in ("start_lo", "start_hi", "end_lo", "end_hi"))
    at = _begins(away)
    where = away[at]
    run = np.repeat(np.arange(len(at)), np.diff(np.append(at, len(away))))
    first = group == group[at][run]
    last = group == np.maximum.reduceat(group, at)[run]
    claimed = np.bincount(ints(rows["row"]), minlength=1)
    shared = claimed[ints(rows["row"])] > 1
    usable = last & ~shared & (end != NOTHING)

    def latest(values: Ints, chosen: Flags) -> Ints:
        return _spread(n, where, np.maximum.reduceat(np.where(chosen, values, NOTHING), at), NOTHING)

    def earliest(values: Ints, chosen: Flags) -> Ints:
        kept = np.minimum.reduceat(np.where(chosen, values, -NOTHING), at)
        return _spread(n, where, np.where(kept == -NOTHING, NOTHING, kept), NOTHING)

    a_row = _away_rows(rows, kind)
    odds, sure = rows["probability"].fill_null(0.0).to_numpy(), rows["certainty"].to_numpy()
    return {
        "start": latest(lo, first & to_minute(lo, hi)),
        "start_day": latest(lo, first),
        "start_hi": latest(hi, first),
        "end": earliest(end, usable & to_minute(end, end_hi)),
        "end_day": earliest(end, usable),
        "end_hi": earliest(end_hi, usable),
        "rows": np.bincount(away, minlength=n),
        "reports": np.bincount(away[~rows["twice"].to_numpy()], minlength=n),
        "shared": np.bincount(away[shared], minlength=n) > 0,
        "m": np.bincount(away[~a_row], minlength=n) > 0,
        "a": np.bincount(away[a_row], minlength=n) > 0,
        "child": _spread(n, where, ints(rows["child"])[at], np.int64(0)),
        "person": _spread(n, where, ints(rows["person"])[at], np.int64(0)),
        "probability": _spread(n, where, np.maximum.reduceat(odds, at), 0.0),
        "certainty": _spread(n, where, np.maximum.reduceat(sure, at), 0.0),
    }


def _begins(away: Ints) -> Ints:
    """Where each time away begins, in rows that are sorted by it."""
    if not len(away):
        return np.zeros(0, np.int64)
    return np.flatnonzero(np.concatenate([[True], away[1:] != away[:-1]]))


def _away_rows(rows: pl.DataFrame, kind: pl.Series | None) -> Flags:
    """Which rows the authority called away without authorisation; the police say nothing of it."""
    if kind is None:
        return np.zeros(rows.height, dtype=bool)
    return (kind == "A").fill_null(value=False).gather(rows["row"]).to_numpy()


def _spread(n: int, where: Ints, values: Ints, empty: np.int64 | float) -> Ints:
    full = np.full(n, empty)
    full[where] = values
    return full


def _times(police: Columns, authority: Columns) -> Columns:
    """The agreed start and end, and whether each is known to the minute."""
    minute = np.maximum(police["start"], authority["start"])
    known = minute != NOTHING
    start = np.where(known, minute, np.maximum(police["start_day"], authority["start_day"]))
    choices = [police["end"], authority["end"], police["end_day"], authority["end_day"]]
    end = np.select([choice != NOTHING for choice in choices], choices, NOTHING)
    end_known = (police["end"] != NOTHING) | (authority["end"] != NOTHING)
    # Where the later start lies behind the end, one clock is wrong: the earlier start is kept.
    backwards = known & end_known & (end < start)
    other = np.minimum(police["start"], authority["start"])
    start = np.where(backwards & (other != NOTHING), other, start)
    return {"start": start, "start_known": known, "end": end, "end_known": end_known}
