"""What the authorities wrote: children (some twice), placements (days off, some lost), and times away.

An authority has a way of writing: a row for a time away, a row for each night, or one row for a weekend; some
know only dates; some hand in no placements at all.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from benchmarks.reconcile.harsh import clock, identity
from benchmarks.reconcile.harsh.people import DAYS, FIRST_DAY
from benchmarks.reconcile.harsh.rates import Rates

DAY = 1440


@dataclass(frozen=True)
class Ways:
    """By authority: how it writes."""

    nightly: np.ndarray
    weekend: np.ndarray
    dates_only: np.ndarray
    no_placements: np.ndarray


def some(rng: np.random.Generator, count: int, share: float, but: np.ndarray | None = None) -> np.ndarray:
    """That share of `count`, by chance, none of `but`; at least one unless the share is nought, never all."""
    chosen = np.zeros(count, bool)
    free = np.flatnonzero(~but) if but is not None else np.arange(count)
    if share > 0 and len(free):
        many = int(np.clip(round(share * count), 1, max(1, count - 1)))
        chosen[rng.choice(free, min(many, len(free)), replace=False)] = True
    return chosen


def ways(rng: np.random.Generator, rates: Rates, authorities: int) -> Ways:
    nightly = some(rng, authorities, rates.nightly)
    weekend = some(rng, authorities, rates.weekend, but=nightly)
    dates = (
        np.ones(authorities, bool)
        if rates.dates_only
        else some(rng, authorities, rates.authorities_dates_only)
    )
    return Ways(nightly, weekend, dates, some(rng, authorities, rates.no_placements))


def records(
    rng: np.random.Generator, rates: Rates, people: pl.DataFrame, family: pl.DataFrame, authorities: int
) -> pl.DataFrame:
    """Children as recorded: who, second (Boolean), child_id and the contract's columns, kinds of harm."""
    rnd = random.Random(int(rng.integers(2**31)))
    ours = people.filter(pl.col("kind") == "ours")
    homes = dict(family.select("home", "postcode").iter_rows())
    numbers = rng.permutation(ours.height * 2)
    rows = []
    for who, row in enumerate(ours.iter_rows(named=True)):
        person = as_person(row, row["said_born"])
        for second in (False, True) if rnd.random() < rates.double_record else (False,):
            one = identity.authority(rnd, rates, person)
            at = rnd.randrange(authorities) if second and rnd.random() < 0.3 else row["authority"]
            name = f"{code(at)}-{100000 + numbers[2 * who + second]}"
            home = homes[row["home"]] if rnd.random() < 0.93 else ""
            rows.append(
                (who, second, name, code(at), *one[:2], one.born, *one[3:5], home, ";".join(one.kinds))
            )
    columns = [
        "who", "second", "child_id", "authority", "forename", "surname", "date_of_birth", "sex", "ethnicity",
        "home_postcode", "kinds",
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=columns, orient="row", infer_schema_length=None)


def code(authority: int) -> str:
    return f"LA{authority + 1:02d}"


def as_person(row: dict[str, Any], born: dt.date) -> identity.Person:
    names = (row["forename"], row["middle"], row["surname"], row["other_surname"])
    return identity.Person(
        *names, born, row["sex"], row["ethnicity"], row["background"], row["unaccompanied"]
    )


def placements(
    rng: np.random.Generator,
    rates: Rates,
    spans: pl.DataFrame,
    care: pl.DataFrame,
    kept: pl.DataFrame,
    how: Ways,
) -> pl.DataFrame:
    """Placements as recorded: child_id, postcode, placement_type, started, ended (text)."""
    doubles = kept.filter(pl.col("second"))["who"]
    chance = pl.Series(rng.random(spans.height))
    rows = spans.with_columns(c=chance, twice=pl.col("who").is_in(doubles.implode()))
    rows = rows.join(care.select("place", "postcode"), on="place", how="left")
    held = rows.join(kept.select("who", "second", "child_id", "authority"), on="who", how="inner")
    on_first, on_second = ~pl.col("second") & (pl.col("c") < 0.7), pl.col("second") & (pl.col("c") > 0.4)
    held = held.filter(~pl.col("twice") | on_first | on_second)
    silent = [code(int(i)) for i in np.flatnonzero(how.no_placements)]
    held = held.filter(
        ~pl.col("authority").is_in(silent) & pl.Series(rng.random(held.height) >= rates.placement_lost)
    )

    def off() -> pl.Series:
        wrong = rng.random(held.height) < rates.placement_wrong_days
        return pl.Series(np.where(wrong, rng.choice([-21, -7, -3, -2, -1, 1, 2, 3, 5, 14], held.height), 0))

    began, ended = pl.col("began") + off(), pl.col("ended") + off()
    first = pl.lit(FIRST_DAY)
    open_ended = (pl.col("ended") < 0) | (pl.col("ended") > DAYS)
    return held.select(
        "child_id", "postcode", placement_type="code",
        started=(first + pl.duration(days=began)).dt.strftime("%Y-%m-%d"),
        ended=pl.when(open_ended).then(pl.lit("")).otherwise(
            (first + pl.duration(days=pl.max_horizontal(ended, began + 1))).dt.strftime("%Y-%m-%d")
        ),
    )  # fmt: skip


def missing(
    rng: np.random.Generator,
    rates: Rates,
    away: pl.DataFrame,
    people: pl.DataFrame,
    kept: pl.DataFrame,
    how: Ways,
) -> pl.DataFrame:
    """Authority rows: who, aways (list of rows of `away`), child_id, category, started_at, ended_at, kinds.

    An away inside a merged weekend counts as seen by the authority, seen or not before.
    """
    ours = away.with_row_index("away").filter(pl.Series(people["kind"].to_numpy() == "ours")[away["who"]])
    ours = ours.with_columns(authority=pl.Series(people["authority"].to_numpy()[ours["who"].to_numpy()]))
    nightly, weekend = (pl.Series(flags)[ours["authority"]] for flags in (how.nightly, how.weekend))
    parts = [
        _weekends(rng, rates, ours.filter(weekend)),
        _nights(ours.filter(nightly & ours["by_authority"])),
        _plain(rng, rates, ours.filter(~weekend & ~nightly & ours["by_authority"])),
    ]
    columns = ["who", "authority", "aways", "category", "start", "end", "by", "kinds"]
    rows = pl.concat([p.select(columns) for p in parts])
    twice = rows.filter(pl.Series(rng.random(rows.height) < rates.authority_twice))
    rows = pl.concat([rows, twice.with_columns(kinds=pl.col("kinds") + ";row twice")])
    rows = _told(rng, rates, rows, pl.Series(how.dates_only)[rows["authority"]])
    return _held(rng, rows, kept)


def _as_rows(away: pl.DataFrame, by: str, kinds: str = "") -> pl.DataFrame:
    lone = pl.concat_list("away").alias("aways")
    return away.with_columns(lone, by=pl.lit(by), kinds=pl.lit(kinds))


def _weekends(rng: np.random.Generator, rates: Rates, away: pl.DataFrame) -> pl.DataFrame:
    """One row from the first leaving to the last return of each child's weekend; the rest as they are.

    Some such rows say Friday afternoon to Monday morning whatever happened.
    """
    began = clock.local(pl.col("start")).dt
    friday = (began.weekday() >= 6) | ((began.weekday() == 5) & (began.hour() >= 12))
    within = away.filter(friday).with_columns(week=clock.monday(pl.col("start")))
    grouped = within.sort("who", "start").group_by("who", "week", "authority", maintain_order=True).agg(
        aways=pl.col("away"), start=pl.col("start").min(), end=pl.col("end").max(),
        category=pl.col("category").max(), seen=pl.col("by_authority").any(),
    )  # fmt: skip
    merged = grouped.filter("seen")
    whole = pl.lit(pl.Series(rng.random(merged.height) < rates.weekend_whole))
    first = (pl.col("week") - FIRST_DAY).dt.total_days() * DAY
    one_row = pl.when(pl.col("aways").list.len() > 1).then(pl.lit("weekend in one row")).otherwise(pl.lit(""))
    merged = merged.with_columns(
        by=pl.lit("weekend"),
        kinds=pl.when(whole).then(pl.lit("the whole weekend")).otherwise(one_row),
        start=pl.when(whole).then(pl.min_horizontal("start", first + 4 * DAY + 17 * 60)).otherwise("start"),
        end=pl.when(whole).then(pl.max_horizontal("end", first + 7 * DAY + 8 * 60)).otherwise("end"),
    )
    columns = ["who", "authority", "aways", "category", "start", "end", "by", "kinds"]
    rest = _as_rows(away.filter(~friday & pl.col("by_authority")), "plain")
    return pl.concat([merged.select(columns), rest.select(columns)])


def _nights(away: pl.DataFrame) -> pl.DataFrame:
    """One row for each night (noon to noon) of which the child missed hours of darkness; at least one."""
    rows = []
    for row in away.iter_rows(named=True):
        noons = []
        for day in range((row["start"] - DAY // 2) // DAY, (row["end"] - DAY // 2) // DAY + 1):
            dusk, dawn = day * DAY + 20 * 60, day * DAY + 30 * 60
            if row["start"] < dawn and row["end"] > dusk:
                noons.append(day * DAY + DAY // 2)
        edges = [row["start"], *noons[1:], row["end"]]
        for start, end in itertools.pairwise(edges):
            kinds = "a row per night" if len(noons) > 1 else ""
            rows.append(
                (row["who"], row["authority"], [row["away"]], row["category"], start, end, "night", kinds)
            )
    schema: dict[str, Any] = {
        "who": pl.Int64, "authority": pl.Int64, "aways": pl.List(pl.UInt32), "category": pl.String,
        "start": pl.Int64, "end": pl.Int64, "by": pl.String, "kinds": pl.String,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def _plain(rng: np.random.Generator, rates: Rates, away: pl.DataFrame) -> pl.DataFrame:
    """A row for each time away, now and then one row for two that follow within thirty hours."""
    away = away.sort("who", "start")
    follows = (away["who"] == away["who"].shift()) & (away["start"] - away["end"].shift() < 30 * 60)
    joined = follows.fill_null(False) & pl.Series(rng.random(away.height) < rates.merged * 4)
    away = away.with_columns(run=(~joined).cum_sum())
    grouped = away.group_by("run", "who", "authority", maintain_order=True).agg(
        aways=pl.col("away"),
        start=pl.col("start").min(),
        end=pl.col("end").max(),
        category=pl.col("category").max(),
    )
    several = pl.when(pl.col("aways").list.len() > 1).then(pl.lit("nights in one row")).otherwise(pl.lit(""))
    return grouped.with_columns(by=pl.lit("plain"), kinds=several)


def _told(rng: np.random.Generator, rates: Rates, rows: pl.DataFrame, dates: pl.Series) -> pl.DataFrame:
    """Times as written, with their faults."""
    count = rows.height
    shift = np.where(rng.random(count) < rates.shifted, rng.choice([-1440, -720, 720, 1440], count), 0)
    both = rng.random(count) < 0.5
    start = rows["start"].to_numpy() + rng.choice([0, 0, 0, 1, 2, 5, 15, -5, 30], count) + shift
    end = rows["end"].to_numpy() + rng.choice([0, 0, 1, 3, 10, 20, -10, 45], count) + np.where(both, shift, 0)
    rounded = rng.random(count) < 0.4
    start, end = (np.where(rounded, t // 15 * 15, t) for t in (start, end))
    open_ended = rng.random(count) < rates.no_end
    plain = rows["by"].to_numpy() == "plain"
    whole_days = dates.to_numpy() | (rng.random(count) < np.where(plain, rates.date_only, 0.6))
    kinds = [
        ";".join(
            k
            for k, on in ((kind, kind), ("off by half or a whole day", s), ("no end", o), ("date only", d))
            if on
        )
        for kind, s, o, d in zip(rows["kinds"], shift, open_ended, whole_days, strict=True)
    ]
    nothing = pl.Series([None], dtype=pl.Int64)
    told = rows.with_columns(
        start=pl.Series(start), kinds=pl.Series(kinds), day=pl.Series(whole_days),
        end=pl.Series(np.maximum(end, start + 5)).zip_with(~pl.Series(open_ended), nothing),
    )  # fmt: skip
    no = pl.lit(False)
    return told.with_columns(
        started_at=clock.written("start", no, pl.col("day"), no),
        ended_at=clock.written("end", no, pl.col("day"), no),
    )


def _held(rng: np.random.Generator, rows: pl.DataFrame, kept: pl.DataFrame) -> pl.DataFrame:
    """Write each row under one of the child's records, and number it."""
    first = kept.filter(~pl.col("second")).select("who", "child_id")
    second = kept.filter(pl.col("second")).select("who", other="child_id")
    rows = rows.join(first, on="who", how="left", maintain_order="left")
    rows = rows.join(second, on="who", how="left", maintain_order="left")
    use = pl.col("other").is_not_null() & pl.Series(rng.random(rows.height) < 0.4)
    order = rng.permutation(rows.height)
    return rows.with_columns(
        child_id=pl.when(use).then("other").otherwise("child_id"),
        missing_id=pl.Series([f"M{n:08d}" for n in order]),
    ).sort("missing_id")  # fmt: skip
