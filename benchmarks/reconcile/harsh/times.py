"""True times away: who, from when to when, with whom, and which side saw it.

Minutes are counted from FIRST_DAY 00:00 UTC. Frame: who (row of people), start, end (minutes), place (index
of the address of care, -1 at a family home), category (M or A), by_police, by_authority (Boolean).
"""

from __future__ import annotations

import numpy as np
import polars as pl

from benchmarks.reconcile.harsh.people import DAYS
from benchmarks.reconcile.harsh.rates import Rates

DAY = 1440
HOURS = np.array([3, 2, 2, 1, 1, 1, 1, 3, 5, 4, 3, 3, 4, 4, 5, 8, 10, 10, 11, 12, 13, 12, 9, 6], float)
GAP = 150  # least minutes between two times away of one child


def make(rng: np.random.Generator, rates: Rates, people: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """All true times away, in order of person and start."""
    kind = people["kind"].to_numpy()
    cared = kind != "not in care"
    readiness = people["rate"].to_numpy()
    mean = np.where(kind == "ours", 10.6, np.where(cared, 10.6, 1.0)) * readiness
    mean = np.where(cared, mean, 2.9 * np.minimum(readiness, 2.5))
    count = rng.poisson(np.minimum(mean, 90.0))
    who = np.repeat(np.arange(len(count)), count)
    start = _nights_running(rng, who, _starts(rng, len(who)))
    length = _lengths(rng, len(who))
    away = pl.DataFrame({"who": who, "start": start, "end": start + length})
    away = _placed(away, spans, cared)
    away = pl.concat([away, _together(rng, rates, away, people, spans)])
    away = _apart(away)
    return _seen(rng, rates, away, people)


def _starts(rng: np.random.Generator, count: int) -> np.ndarray:
    day = rng.integers(2, DAYS - 6, count)
    friday = (day - 1) // 7 * 7 + 1  # the first day, 1 September 2022, is a Thursday
    day = np.where(rng.random(count) < 0.25, friday + rng.integers(0, 2, count), day)
    hour = rng.choice(24, count, p=HOURS / HOURS.sum())
    return np.maximum(day, 1) * DAY + hour * 60 + rng.integers(0, 60, count)


def _nights_running(rng: np.random.Generator, who: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Let a quarter of the times away follow the child's one before by a day, at much the same hour."""
    start = start.copy()
    follows = np.flatnonzero((who[1:] == who[:-1]) & (rng.random(len(who) - 1) < 0.25)) + 1
    later = rng.normal(0, 70, len(follows)).astype(int)
    for i, minutes in zip(follows, later, strict=True):
        start[i] = min(start[i - 1] + DAY + minutes, (DAYS - 5) * DAY)
    return start


def _lengths(rng: np.random.Generator, count: int) -> np.ndarray:
    short = np.exp(rng.normal(np.log(190.0), 0.8, count))
    long = np.exp(rng.normal(np.log(1000.0), 0.75, count))
    return np.clip(np.where(rng.random(count) < 0.45, short, long), 25, 20 * DAY).astype(int)


def _placed(away: pl.DataFrame, spans: pl.DataFrame, cared: np.ndarray) -> pl.DataFrame:
    """Give each time away of a child in care its place; those before the first placement are dropped."""
    day = away.with_columns(day=pl.col("start") // DAY, row=pl.int_range(pl.len()))
    joined = day.join(spans.select("who", "place", "began").cast({"who": pl.Int64}), on="who", how="inner")
    latest = (
        joined.filter(pl.col("began") <= pl.col("day"))
        .sort("began")
        .group_by("row")
        .agg(pl.col("place").last())
    )
    placed = day.join(latest, on="row", how="left", maintain_order="left")
    keep = placed["place"].is_not_null() | ~pl.Series(cared)[placed["who"]]
    return placed.filter(keep).select("who", "start", "end", pl.col("place").fill_null(-1).cast(pl.Int64))


def _together(
    rng: np.random.Generator, rates: Rates, away: pl.DataFrame, people: pl.DataFrame, spans: pl.DataFrame
) -> pl.DataFrame:
    """The same time away of someone who lives at the same place: often to the minute."""
    housed = away.filter(pl.col("place") >= 0)
    chance = np.where(people["twin"].to_numpy()[housed["who"].to_numpy()], 0.6, rates.together)
    chosen = housed.filter(pl.Series(rng.random(housed.height) < chance))
    chosen = chosen.with_columns(row=pl.int_range(pl.len()), day=pl.col("start") // DAY)
    others = spans.select(pl.col("who").cast(pl.Int64).alias("mate"), "place", "began", "ended")
    here = (pl.col("began") <= pl.col("day")) & ((pl.col("ended") < 0) | (pl.col("ended") > pl.col("day")))
    pairs = chosen.join(others.cast({"place": pl.Int64}), on="place").filter(
        here & (pl.col("mate") != pl.col("who"))
    )
    family = people["family"].to_numpy()
    kin = family[pairs["who"].to_numpy()] == family[pairs["mate"].to_numpy()]
    pairs = pairs.with_columns(order=pl.Series(rng.random(pairs.height) - 2.0 * kin))
    mates = pairs.sort("order").unique("row", keep="first", maintain_order=True).sort("row")
    early = rng.choice([0, 0, 0, 1, 3, 10], mates.height)
    late = np.where(
        rng.random(mates.height) < 0.7, rng.integers(0, 15, mates.height), rng.integers(0, 900, mates.height)
    )
    return mates.select(
        who="mate",
        start=pl.col("start") + pl.Series(early),
        end=pl.col("end") + pl.Series(early + late),
        place="place",
    )


def _apart(away: pl.DataFrame) -> pl.DataFrame:
    """Drop a time away that begins before the last one of the same child is well over."""
    away = away.sort("who", "start", "end")
    keep = np.zeros(away.height, bool)
    child, until = -1, 0
    for i, (who, start, end) in enumerate(away.select("who", "start", "end").iter_rows()):
        if who != child or start >= until + GAP:
            keep[i], child, until = True, who, end
    return away.filter(pl.Series(keep))


def _seen(rng: np.random.Generator, rates: Rates, away: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Short times are missed more often, by both; what is only away (A) is rarely told to the police."""
    count = away.height
    hours = (away["end"] - away["start"]).to_numpy() / 60.0
    short = np.exp(-hours / 4.0)
    kind = people["kind"].to_numpy()[away["who"].to_numpy()]
    only_away = (rng.random(count) < 0.1 + 0.35 * short) & (kind != "not in care")
    police = rng.random(count) >= np.clip(rates.police_misses * (0.5 + 2.2 * short), 0, 0.95)
    police = np.where(only_away, rng.random(count) < 0.06, police) | (kind == "not in care")
    authority = rng.random(count) >= np.clip(rates.authority_misses * (0.6 + 1.8 * short), 0, 0.95)
    return away.with_columns(
        category=pl.Series(np.where(only_away, "A", "M")),
        by_police=pl.Series(police),
        by_authority=pl.Series(authority & (kind == "ours")),
    )
