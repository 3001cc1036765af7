"""What each list could have seen: the period it covers, the children in care then, the forces' areas.

A time away that the other side could not have held is neither a fault of recording nor evidence of what was
missed: its reason must say so, and it must not enter the estimate. Everything is learned from the extracts;
nobody is asked for a map. Judged per time away and whatever was found there, so that the judgement does not
depend on the outcome.
"""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from waylight.reconcile import sorting
from waylight.reconcile.parts import side_by_side
from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settle import words
from waylight.reconcile.settle.areas import unpoliced
from waylight.reconcile.settle.timeline import NOTHING, Flags, Ints, ints, key

INSIDE, WINDOW, PERIOD, CARE, AREA, NO_LIST = range(6)
# A list's silence at either end that is this many times its usual gap is the end of the list.
SILENCE = 12
# From fewer rows than this nobody can tell where a list begins and ends.
ROWS = 20


def bounded(aways: pl.DataFrame, prepared: Prepared, window: tuple[int, int] | None) -> pl.DataFrame:
    """Adds, per time away: `placement` (row in placements, or null); `unpoliced`, the chance that no given
    force takes reports there; `uncared`, the chance that the child was not in care then; `no_authority` and
    `no_police`, why that side could not hold it, or INSIDE.

    `window` is [first, last) in UTC minutes.
    """
    child, at = ints(aways["child"]), ints(aways["start"])
    place = placed_at(prepared, ints(aways["person"]), at)
    outside = np.zeros(len(at), dtype=bool)
    if window is not None:
        outside = (at < window[0]) | (at >= window[1])
    aways = aways.with_columns(place.alias("placement"))
    chance, why = side_by_side(
        lambda: pl.Series("unpoliced", unpoliced(aways, prepared)),
        lambda: pl.Series(
            "no_authority", _beyond_authority(prepared, child, ints(aways["person"]), at, outside)
        ),
    )
    aways = aways.with_columns(chance, why)
    aways = aways.with_columns(pl.Series("no_police", _beyond_police(prepared, aways, at, outside)))
    return aways.with_columns(pl.Series("uncared", _uncared(aways)), _told().alias("told"))


def _told() -> pl.Expr:
    """Is it a time away from care, within the dates asked for? What one side alone has from before care, or
    from another year, keeps its reason among the rows and is no episode."""
    police, alone = pl.col("seen_by") == "police", pl.col("seen_by") != "both"
    before = police & (pl.col("no_authority") == CARE)
    return ~(before | (alone & (pl.col("no_authority") == WINDOW)))


def _uncared(aways: pl.DataFrame) -> NDArray[np.float64]:
    """Where care dates are not known: the chance that a report is from before the child came into care.

    Of reports before anything the authority has of the child, as many as among children with care dates.
    """
    person, start = ints(aways["person"]), ints(aways["start"])
    told, dated = (aways["rows_a"] > 0).to_numpy(), aways["placement"].is_not_null().to_numpy()
    known = np.full(int(person.max(initial=0)) + 1, -NOTHING)
    np.minimum.at(known, person[told], start[told])
    early = ~told & (start < known[person])
    uncared = early & dated & (aways["no_authority"] == CARE).to_numpy()
    share = float(uncared.sum()) / max(int((early & dated).sum()), 1)
    return np.where(early & ~dated, share, 0.0)


def _beyond_authority(prepared: Prepared, child: Ints, person: Ints, at: Ints, outside: Flags) -> Ints:
    owner = prepared.children["authority"]
    missing = prepared.missing
    spans = period(owner.gather(missing["child"]), missing["start_lo"])
    rows = pl.DataFrame({"owner": owner.gather(pl.Series(child, dtype=pl.UInt32))})
    rows = rows.join(spans, on="owner", how="left", maintain_order="left")
    first, last = ints(rows["first"]), ints(rows["last"])
    why = np.zeros(len(at), dtype=np.int64)
    why[_not_in_care(prepared, person, at)] = CARE
    why[(at < first) | (at > last)] = PERIOD
    why[rows["first"].is_null().to_numpy()] = NO_LIST
    why[outside] = WINDOW
    return why


def _beyond_police(prepared: Prepared, aways: pl.DataFrame, at: Ints, outside: Flags) -> Ints:
    why = np.zeros(len(at), dtype=np.int64)
    starts = prepared.police["start_lo"].drop_nulls()
    if starts.is_empty():
        why[:] = NO_LIST
    else:
        why[aways["unpoliced"].to_numpy() > 0.5] = AREA
        _, first, last = period(pl.Series(["all"]).new_from_index(0, len(starts)), starts).row(0)
        why[(at < first) | (at > last)] = PERIOD
    why[outside] = WINDOW
    return why


def period(owner: pl.Series, at: pl.Series) -> pl.DataFrame:
    """Per owner (authority or force): first and last minute that its list covers."""
    rows = pl.DataFrame({"owner": owner, "at": at.cast(pl.Int64)}).drop_nulls()
    ends = rows.group_by("owner").agg(
        pl.len().alias("n"), pl.col("at").min().alias("a"), pl.col("at").max().alias("b")
    )
    slack = (SILENCE * (pl.col("b") - pl.col("a")) // pl.col("n")).clip(words.DAY, 31 * words.DAY)
    slack = pl.when(pl.col("n") < ROWS).then(int(-NOTHING)).otherwise(slack)
    return ends.select("owner", first=pl.col("a") - slack, last=pl.col("b") + slack)


def _owners(prepared: Prepared) -> pl.DataFrame:
    """Dated placements with the person they belong to, whichever of a child's records they stand on."""
    person = prepared.children["person"].gather(prepared.placements["child"])
    return prepared.placements.select("row", "started", "ended", person=person).filter(
        pl.col("started").is_not_null()
    )


def _not_in_care(prepared: Prepared, person: Ints, at: Ints) -> Flags:
    """True where the child has placements and none is near that day."""
    slack = words.CARE_SLACK_DAYS
    placements = _owners(prepared)
    owner, size = ints(placements["person"]), int(ints(prepared.children["person"]).max(initial=0)) + 1
    began, until = np.full(size, -NOTHING), np.full(size, NOTHING)
    np.minimum.at(began, owner, ints(placements["started"]) - slack)
    np.maximum.at(until, owner, ints(placements["ended"], -NOTHING) + slack)
    day = at // words.DAY
    unknown = began[person] == -NOTHING
    flags: Flags = ~unknown & ((day < began[person]) | (day > until[person]))
    return flags


def placed_at(prepared: Prepared, person: Ints, at: Ints) -> pl.Series:
    """The row in `placements` where each child lived at each minute; null where it has none.

    The latest placement begun by that day; before the first, the first (dates are wrong by days).
    """
    placements = _owners(prepared)
    if placements.is_empty():
        return pl.Series("placement", [None] * len(person), dtype=pl.UInt32)
    keys = key(ints(placements["person"]), ints(placements["started"]))
    order = sorting.order(keys)
    owner = ints(placements["person"])[order]
    spot = np.searchsorted(keys[order], key(person, at // words.DAY), side="right") - 1
    first = np.minimum(spot + 1, len(order) - 1)
    spot = np.where((spot >= 0) & (owner[spot] == person), spot, first)
    rows = placements["row"].gather(pl.Series(order[spot]))
    return pl.DataFrame({"row": rows, "mine": owner[spot] == person}).select(
        pl.when("mine").then("row").alias("placement")
    )["placement"]
