"""From matched rows to times away: one for every real absence, however either side cut or merged it.

A police report stands until the child is found, so police rows say where one absence ends and the next
begins; authority rows attach to each absence they are matched with. A row for a weekend is a claim on each
of its nights (agreed episode, rule 5). Where the police have nothing, the authority's rows stand alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settle import words
from waylight.reconcile.settle.cuts import uncut
from waylight.reconcile.settle.spans import spanned
from waylight.reconcile.settle.timeline import (
    SPAN,
    Ints,
    components,
    ints,
)
from waylight.reconcile.settle.twice import same_time

# An authority of whose rows more than this share lie, unmatched, inside a matched police report writes a row for
# every night. Of other authorities such a row is an absence that began before the police closed the last log.
NIGHTLY = 0.05
TIMES = ("start_lo", "start_hi", "end_lo", "end_hi")


@dataclass(frozen=True)
class Unified:
    """`claims`: police (Boolean), row, person, child, group (rows typed twice share it), twice (Boolean: not
    the first of its group), away, the four times, certainty (of the link to the child; 1 for the authority's
    own rows), probability (of the match that supports it, null if none).
    A row that covers several times away has a claim on each. `n` is the number of times away."""

    claims: pl.DataFrame
    n: int


def unify(prepared: Prepared, links: pl.DataFrame, matches: pl.DataFrame) -> Unified:
    """Groups linked police rows and all authority rows into times away. `matches` of any probability."""
    police = _police(prepared, links)
    authority = _authority(prepared)
    alone = same_time(authority, np.full(authority.height, -1, dtype=np.int64), by_day=False)
    alike = same_time(police, np.full(police.height, -1, dtype=np.int64), by_day=True)
    edges = _together(_edges(police, authority, matches), alike, alone)
    edges = _with_spans(police, authority, edges)
    police_group = same_time(police, _partner(police.height, edges, "p", "a", alone), by_day=True)
    authority_group = same_time(
        authority, _partner(authority.height, edges, "a", "p", police_group), by_day=False
    )
    n_police, n_authority = _count(police_group), _count(authority_group)
    left, right = police_group[edges["p"].to_numpy()], authority_group[edges["a"].to_numpy()]
    police_part, _ = components(left, right, n_police, n_authority)
    anchor = np.where(_touched(left, n_police), police_part, -1)
    police_away = uncut(police, police_group, anchor, _writers(police, police_group), by_day=False)
    n = _count(police_away)
    matched = _touched(right, n_authority)
    anchor = np.full(n_authority, -1, dtype=np.int64)
    anchor[right[::-1]] = police_away[left[::-1]]  # the best edge comes first, so it is written last
    authority_away = n + uncut(
        authority, authority_group, anchor, _writers(authority, authority_group), by_day=True
    )
    seen = pl.DataFrame({"group": right, "away": police_away[left], "probability": edges["probability"]})
    seen = seen.group_by("group", "away").agg(pl.col("probability").max())
    claims = pl.concat(
        [
            _police_claims(police, police_group, police_away, seen),
            _authority_claims(authority, authority_group, authority_away, matched, seen),
        ]
    )
    number = claims["away"].rank("dense").cast(pl.Int64) - 1
    claims = claims.with_columns(number.alias("away"))
    return Unified(claims, int(claims["away"].n_unique()))


def _police(prepared: Prepared, links: pl.DataFrame) -> pl.DataFrame:
    writer = prepared.police["force"].rank("dense").fill_null(0)
    rows = prepared.police.select("row", *TIMES, writer=writer).join(
        links.select("row", "child", "person", certainty="probability"), on="row", how="inner"
    )
    return _sorted(rows)


def _authority(prepared: Prepared) -> pl.DataFrame:
    writer = pl.col("authority").rank("dense").fill_null(0)
    owner = prepared.children.select(pl.col("row").alias("child"), "person", writer=writer)
    rows = prepared.missing.select("row", "child", *TIMES).join(owner, on="child", how="inner")
    return _sorted(rows.with_columns(certainty=pl.lit(1.0)))


def _sorted(rows: pl.DataFrame) -> pl.DataFrame:
    rows = rows.filter(pl.col("start_lo").is_not_null()).sort("person", "start_lo", "start_hi", "row")
    return rows.select("row", "child", "person", *TIMES, "certainty", "writer").with_columns(
        pl.col("row", "child").cast(pl.UInt32)
    )


def _edges(police: pl.DataFrame, authority: pl.DataFrame, matches: pl.DataFrame) -> pl.DataFrame:
    """Matches by position in the two sorted sides (p, a); none between different children."""
    left = police.select("row", "person").with_row_index("p")
    right = authority.select(missing="row", other="person").with_row_index("a")
    found = (
        matches.select(pl.col("row").cast(pl.UInt32), pl.col("missing").cast(pl.UInt32), "probability")
        .join(left, on="row", how="inner")
        .join(right, on="missing", how="inner")
        .filter(pl.col("person") == pl.col("other"))
    )
    return found.select("p", "a", "probability").sort(
        "probability", "p", "a", descending=[True, False, False]
    )


def _together(edges: pl.DataFrame, police: Ints, authority: Ints) -> pl.DataFrame:
    """Edges at even odds or more, where rows of one side that are one absence are not each other's rivals:
    if either of two identical rows is surely the partner, both are. `police`, `authority`: groups of rows."""
    p, a, odds = edges["p"].to_numpy(), edges["a"].to_numpy(), edges["probability"].to_numpy()
    joint = odds
    for mine, theirs in ((p, authority[a]), (a, police[p])):
        _, pair = np.unique(mine.astype(np.int64) * SPAN + theirs, return_inverse=True)
        joint = np.maximum(joint, np.bincount(pair, odds)[pair] if len(pair) else joint)
    edges = edges.with_columns(pl.Series("probability", np.minimum(joint, 1.0)))
    kept = edges.filter(pl.col("probability") >= words.EVEN)
    return kept.sort("probability", "p", "a", descending=[True, False, False])


def _with_spans(police: pl.DataFrame, authority: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Adds, at even odds, edges from rows without a partner to the longer rows that span them: police reports
    to an authority's row for several nights, and the rows of an authority that writes one for every night."""
    left, right = (
        _touched(edges[name].to_numpy(), side.height) for name, side in (("p", police), ("a", authority))
    )
    night, row = spanned(police, authority, ~left, right)
    part, report = spanned(authority, police, ~right, left)
    writer = ints(authority["writer"])
    usual = np.bincount(writer[part], minlength=int(writer.max(initial=0)) + 1) > NIGHTLY * np.bincount(
        writer
    )
    part, report = part[usual[writer[part]]], report[usual[writer[part]]]
    more = pl.DataFrame({"p": np.concatenate([night, report]), "a": np.concatenate([row, part])})
    more = more.select(pl.col("p", "a").cast(pl.UInt32), probability=pl.lit(words.EVEN))
    return pl.concat([edges, more])


def _partner(height: int, edges: pl.DataFrame, mine: str, theirs: str, groups: Ints) -> Ints:
    """The other side's group of each row's best match, -1 where it has none."""
    best = edges.unique(mine, keep="first", maintain_order=True)
    partner = np.full(height, -1, dtype=np.int64)
    partner[best[mine].to_numpy()] = groups[best[theirs].to_numpy()]
    return partner


def _count(groups: Ints) -> int:
    return int(groups.max()) + 1 if len(groups) else 0


def _touched(nodes: Ints, n: int) -> np.ndarray:
    flags = np.zeros(n, dtype=bool)
    flags[nodes] = True
    return flags


def _writers(side: pl.DataFrame, group: Ints) -> Ints:
    """Per group the force or authority that wrote its first row, as a number."""
    first = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]])) if len(group) else group
    return ints(side["writer"])[first]


def _police_claims(police: pl.DataFrame, group: Ints, away: Ints, seen: pl.DataFrame) -> pl.DataFrame:
    best = seen.group_by("away").agg(pl.col("probability").max())
    rows = _numbered(police, group, True).with_columns(pl.Series("away", away[group], dtype=pl.Int64))
    return rows.join(best, on="away", how="left").select(_COLUMNS)


def _authority_claims(
    authority: pl.DataFrame, group: Ints, away: Ints, matched: np.ndarray, seen: pl.DataFrame
) -> pl.DataFrame:
    """A matched row claims every absence its group is matched with; an unmatched one stands on its own."""
    rows = _numbered(authority, group, False)
    joined = seen.select("group", "away", "probability")
    together = rows.join(joined, on="group", how="inner").select(_COLUMNS)
    # A group cut off a matched one by midnight belongs to the same absence.
    borrowed = pl.DataFrame({"group": np.arange(len(away)), "cut": away, "matched": matched})
    last = (
        borrowed.filter("matched")
        .join(joined, on="group")
        .group_by("cut")
        .agg(pl.col("away").max(), pl.col("probability").max())
    )
    rest = (
        borrowed.filter(~pl.col("matched"))
        .join(last, on="cut", how="left")
        .with_columns(pl.coalesce("away", "cut").alias("away"))
    )
    alone = rows.join(rest.select("group", "away", "probability"), on="group", how="inner").select(_COLUMNS)
    return pl.concat([together, alone])


_COLUMNS = ("police", "row", "person", "child", "group", "twice", "away", *TIMES, "certainty", "probability")


def _numbered(side: pl.DataFrame, group: Ints, police: bool) -> pl.DataFrame:
    again = np.concatenate([[False], group[1:] == group[:-1]]) if len(group) else np.zeros(0, dtype=bool)
    return side.with_columns(
        pl.lit(police).alias("police"),
        pl.Series("group", group, dtype=pl.Int64),
        pl.Series("twice", again, dtype=pl.Boolean),
        pl.col("person").cast(pl.UInt32),
    )
