"""One run of the engine from extracts to answers."""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import polars as pl

from waylight.reconcile import decided
from waylight.reconcile.estimate import estimate
from waylight.reconcile.evidence import evidence_table
from waylight.reconcile.homes import with_homes
from waylight.reconcile.link.link import link
from waylight.reconcile.match.match import match
from waylight.reconcile.match.spans import spans
from waylight.reconcile.prepare.tables import prepared, sides
from waylight.reconcile.prepare.times import minutes_of
from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settings import CERTAIN, SHOWN
from waylight.reconcile.settle import answered, times_away
from waylight.reconcile.settle.quality import quality
from waylight.reconcile.settle.timeline import ranked
from waylight.reconcile.tables import Extracts

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Reconciled:
    """What a run concluded. Tables have the contract's columns; they carry ids, never names."""

    links: pl.DataFrame
    matches: pl.DataFrame
    episodes: pl.DataFrame
    rows: pl.DataFrame
    bridge: dict[str, Any]
    estimate: dict[str, Any]
    quality: dict[str, Any]
    evidence: pl.DataFrame


def reconcile(
    extracts: Extracts,
    *,
    now: datetime,
    window: tuple[date, date] | None = None,
    feeds: Collection[str] = (),
    progress: Progress | None = None,
) -> Reconciled:
    """Two lists made one. `window` is first and last day asked for; `feeds` names lists that one side takes
    from the other (such as "police:authority"), where no estimate of the unseen is possible. `now` (aware)
    is the moment of the run: a time away without an end may still go on then. `progress` is told each step
    and the share of the work done (0 to 1)."""
    tell = progress or (lambda step, share: None)
    # What does not wait for each other runs side by side: the work is in libraries that leave Python's lock.
    with ThreadPoolExecutor(1) as aside:
        tell("Preparing names, places and times", 0.05)
        people = aside.submit(sides, extracts)
        ready = with_homes(prepared(extracts), extracts)
        both, word = people.result(), decided.latest(extracts)
        tell("Linking people", 0.15)
        linked = link(ready, both, word)
        ready, likely = with_persons(linked.prepared, linked.person), linked.likely
        links = decided.confirmed_links(word, linked.links, linked.person)
        evidence = aside.submit(evidence_table, linked, both, extracts)
        del linked, both, people  # the most of what a large run holds in memory
        tell("Matching times away", 0.6)
        matches = decided.settled_matches(word, match_all(ready, links))
        tell("Giving every row its reason", 0.75)
        if len(word):
            likely = pl.concat([likely.join(links, on="row", how="anti"), links])
        figures = aside.submit(quality, ready, extracts, likely, matches)
        span = (minutes_of(window[0]), minutes_of(window[1], days=1)) if window else None
        found = times_away(ready, links, matches, window=span)
        unseen = aside.submit(estimate, found, ready, feeds=feeds)
        settled = answered(found, ready, extracts, window=span)
        tell("Estimating what neither side saw", 0.9)
        return Reconciled(
            _link_ids(links, extracts), _match_ids(matches, extracts), settled.episodes, settled.rows,
            settled.bridge, unseen.result(), figures.result(), evidence.result(),
        )  # fmt: skip


def with_persons(ready: Prepared, person: np.ndarray) -> Prepared:
    children = ready.children.with_columns(pl.Series("person", person, dtype=pl.UInt32))
    return Prepared(ready.police, children, ready.placements, ready.missing, ready.homes, ready.notes)


def match_all(ready: Prepared, links: pl.DataFrame) -> pl.DataFrame:
    """Matches of every linked incident with the rows of its child."""
    person, authority = ready.children["person"].to_numpy(), ranked(ready.children["authority"])
    known = ready.police.join(links, on="row", how="inner", maintain_order="left")
    known = known.filter(pl.col("start_lo").is_not_null())
    child = ready.missing["child"].to_numpy()
    rows = spans(ready.missing, person[child], authority[child])
    incidents = spans(known, known["person"].to_numpy(), ranked(known["force"]))
    return match(incidents, rows, known["probability"].to_numpy())


def _link_ids(links: pl.DataFrame, extracts: Extracts) -> pl.DataFrame:
    shown = links.filter(pl.col("probability") >= SHOWN)
    return shown.select(
        extracts.police["incident_id"].gather(shown["row"]).alias("incident_id"),
        extracts.children["child_id"].gather(shown["child"]).alias("child_id"),
        pl.col("probability").round(4),
    )


def _match_ids(matches: pl.DataFrame, extracts: Extracts) -> pl.DataFrame:
    shown = matches.filter(pl.col("probability") >= SHOWN)
    return shown.select(
        extracts.police["incident_id"].gather(shown["row"]).alias("incident_id"),
        extracts.missing["missing_id"].gather(shown["missing"]).alias("missing_id"),
        pl.col("probability").round(4),
        (pl.col("probability") < CERTAIN).alias("doubtful"),
    )


__all__ = ["Progress", "Reconciled", "reconcile"]
