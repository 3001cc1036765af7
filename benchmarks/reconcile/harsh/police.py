"""What the forces wrote: a row for each report, whether of our children, of others in care or of anyone else.

Some reports are written twice, by two forces, split, re-opened, or uploaded again with their whole fortnight.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

import numpy as np
import polars as pl

from benchmarks.reconcile.harsh import clock, identity, spoil
from benchmarks.reconcile.harsh.authority import as_person, some
from benchmarks.reconcile.harsh.people import DAYS
from benchmarks.reconcile.harsh.places import Ground, postcodes
from benchmarks.reconcile.harsh.rates import Rates

DAY = 1440
POSTCODES = ["home", "none", "partial", "mistyped", "station", "office", "elsewhere", "in place"]
PLACES = [
    "Home address",
    "Children's home",
    "Town centre",
    "School",
    "Bus station",
    "Park",
    "Unknown",
    "",
    "",
    "",
]


@dataclass(frozen=True)
class Habits:
    """By force: how it writes."""

    utc: np.ndarray
    dates_only: np.ndarray
    closes_late: np.ndarray
    day_first: np.ndarray
    upper: np.ndarray  # 0 as typed, 1 upper case, 2 lower case, 3 surname in capitals
    care_flag: np.ndarray  # Boolean: fills in_care


def habits(rng: np.random.Generator, rates: Rates, forces: int) -> Habits:
    dates = np.ones(forces, bool) if rates.dates_only else some(rng, forces, rates.forces_dates_only)
    return Habits(
        utc=some(rng, forces, rates.forces_utc, but=dates),
        dates_only=dates,
        closes_late=some(rng, forces, rates.forces_close_late),
        day_first=some(rng, forces, rates.forces_day_first),
        upper=rng.choice(4, forces, p=[0.45, 0.25, 0.05, 0.25]),
        care_flag=rng.random(forces) < 0.5,
    )


def reports(
    rng: np.random.Generator, rates: Rates, away: pl.DataFrame, people: pl.DataFrame,
    family: pl.DataFrame, care: pl.DataFrame, land: Ground,
) -> pl.DataFrame:  # fmt: skip
    """Who was reported when, before anything is written: away, who, force, start, end, kinds, place, at."""
    seen = away.with_row_index("away").filter("by_police")
    homes = people.select("home").join(family, on="home", how="left", maintain_order="left")
    home_at = homes["outward"].to_numpy()[seen["who"].to_numpy()]
    placed = seen["place"].to_numpy()
    at = np.where(placed >= 0, care["outward"].to_numpy()[np.maximum(placed, 0)], home_at)
    force = land.force_of[land.authority_of[at]]
    rows = seen.select("away", "who", "start", "end", "place").with_columns(
        force=pl.Series(force), at=pl.Series(at), kinds=pl.lit("")
    )
    return _again(rng, rates, rows, land)


def _again(rng: np.random.Generator, rates: Rates, rows: pl.DataFrame, land: Ground) -> pl.DataFrame:
    """Add the second rows of reports written twice, by two forces, split or re-opened."""

    def chosen(share: float, kind: str) -> pl.DataFrame:
        return rows.filter(pl.Series(rng.random(rows.height) < share)).with_columns(kinds=pl.lit(kind))

    twice = chosen(rates.twice, "report twice")
    two = chosen(rates.two_forces, "two forces").with_columns(
        force=(pl.col("force") + 1) % land.forces, start=pl.col("start") + 20
    )
    long = pl.col("end") - pl.col("start") > 240
    middle = (pl.col("start") + (pl.col("end") - pl.col("start")) * 0.5).cast(pl.Int64)
    split = chosen(rates.split, "split").filter(long)
    reopened = chosen(rates.reopened, "re-opened").filter(
        long & ~pl.col("away").is_in(split["away"].implode())
    )
    later = split.with_columns(start=middle + 10)
    again = reopened.with_columns(
        start=pl.when(pl.col("away") % 2 == 0).then(middle + 30).otherwise(pl.col("start"))
    )
    cut = pl.col("away").is_in(pl.concat([split["away"], reopened["away"]]).implode())
    first = rows.with_columns(end=pl.when(cut).then(middle).otherwise("end"))
    return pl.concat([first, twice, two, later, again])


def clocks(rng: np.random.Generator, rates: Rates, rows: pl.DataFrame, how: Habits) -> pl.DataFrame:
    """Add seen, told and found (minutes or null) with their faults, and name these in kinds."""
    count = rows.height
    start, end = rows["start"].to_numpy(), rows["end"].to_numpy()
    vague = rng.random(count) < rates.vague_seen
    seen = start - np.where(vague, rng.integers(45, 400, count), rng.choice([0, 0, 0, 2, 5, 10, 20], count))
    told = start + np.minimum(15 + rng.exponential(100.0, count), 0.8 * (end - start)).astype(int)
    found = end + rng.choice([-5, 0, 0, 5, 10, 30, 60], count)
    late = rng.random(count) < np.where(how.closes_late[rows["force"].to_numpy()], 0.85, rates.closed_late)
    found = found + np.where(late, rng.integers(480, 900, count), 0)
    rounded = rng.random(count) < 0.35
    seen = np.where(rounded, seen // 15 * 15, seen)
    fault = rng.random(count)
    half, whole = rates.half_day, rates.half_day + rates.whole_day
    shift = np.select(
        [fault < half, fault < whole, fault < whole + rates.hour],
        [rng.choice([-720, 720], count), rng.choice([-DAY, DAY], count), rng.choice([-60, 60], count)],
        0,
    )
    which = rng.random(count)
    seen = seen + np.where(which < 0.75, shift, 0)
    found = found + np.where(which > 0.5, shift, 0)
    unknown = (rng.random(count) < rates.no_found) | (end > DAYS * DAY)
    kinds = {"vague": vague, "closed late": late, "clock off": shift != 0, "no found": unknown}
    nothing = pl.Series([None], dtype=pl.Int64)
    return rows.with_columns(
        *(pl.Series(f"k_{k}", v) for k, v in kinds.items()),
        seen=pl.Series(seen), told=pl.Series(told), 
        found=pl.Series(found).zip_with(~pl.Series(unknown), nothing),
    )  # fmt: skip


def where(
    rng: np.random.Generator, rates: Rates, rows: pl.DataFrame, people: pl.DataFrame,
    family: pl.DataFrame, care: pl.DataFrame, land: Ground,
) -> pl.DataFrame:  # fmt: skip
    """Add postcode and place as written, and the kind of harm in `k_place`."""
    rnd = random.Random(int(rng.integers(2**31)))
    homes = (
        people.select("home").join(family, on="home", how="left", maintain_order="left")["postcode"].to_list()
    )
    placed = care["postcode"].to_list()
    shares = [
        rates.at_home_postcode, rates.no_postcode, rates.partial_postcode, rates.mistyped_postcode,
        rates.station_postcode, rates.office_postcode, rates.elsewhere_postcode, rates.postcode_in_place,
    ]  # fmt: skip
    kind = np.searchsorted(np.cumsum(shares), rng.random(rows.height))
    friends = postcodes(rng, land, rows["at"].to_numpy())
    columns: list[list[str]] = [[], [], []]
    for i, (who, place, at) in enumerate(rows.select("who", "place", "at").iter_rows()):
        code = placed[place] if place >= 0 else homes[who]
        name = POSTCODES[kind[i]] if kind[i] < len(POSTCODES) else ""
        note = rnd.choice(PLACES)
        if name in ("home", "none"):
            code = homes[who] if name == "home" else ""
        elif name == "partial":
            code = code.split()[0] if rnd.random() < 0.7 else code[:-2]
        elif name == "mistyped":
            code = spoil.postcode(rnd, code)
        elif name == "station":
            code = land.stations[at]
        elif name == "office":
            code = land.offices[land.authority_of[at]]
        elif name == "elsewhere":
            code = friends[i]
        elif name == "in place":
            code, note = "", f"{note} {code}".strip()
        for column, value in zip(columns, (code, note, f"postcode {name}" if name else ""), strict=True):
            column.append(value)
    names = ("postcode", "place_text", "k_place")
    return rows.with_columns(pl.Series(n, c) for n, c in zip(names, columns, strict=True))


def named(rng: np.random.Generator, rates: Rates, rows: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Add names, birth date, sex, ethnicity and aliases as written; identities persist within a force."""
    rnd = random.Random(int(rng.integers(2**31)))
    truth = people.to_dicts()
    reported = _police_births(rng, people)
    held: dict[tuple[int, int, int], identity.Identity] = {}
    use = np.where(rng.random(rows.height) < rates.other_identity, rng.integers(1, 3, rows.height), 0)
    columns: list[list[object]] = [[] for _ in range(7)]
    for i, (who, force) in enumerate(rows.select("who", "force").iter_rows()):
        key = (who, force, int(use[i]))
        if key not in held:
            held[key] = identity.police(rnd, rates, as_person(truth[who], reported[who]))
        one = _fresh(rnd, rates, held[key])
        for column, value in zip(columns, one, strict=True):
            column.append(value)
    names = ["forename", "surname", "born", "sex", "ethnicity", "aliases", "k_names"]
    series = [
        pl.Series(n, c, dtype=pl.Date if n == "born" else pl.String)
        for n, c in zip(names, columns, strict=True)
    ]
    return rows.with_columns(series)


def _police_births(rng: np.random.Generator, people: pl.DataFrame) -> list[dt.date]:
    """Police are told what the authority was told; one in twenty assigned dates is told as it truly is."""
    true = rng.random(people.height) < 0.05
    pairs = zip(people["said_born"], people["born"], true, strict=True)
    return [b if t else s for s, b, t in pairs]


def _fresh(rnd: random.Random, rates: Rates, one: identity.Identity) -> tuple[object, ...]:
    """An identity as typed this once; kinds joined to text."""
    fore, sur, kinds = one.forename, one.surname, list(one.kinds)
    if rnd.random() < rates.fresh_typing:
        kinds.append("fresh typing")
        fore, sur = (spoil.typed(rnd, fore), sur) if rnd.random() < 0.5 else (fore, spoil.typed(rnd, sur))
    if rnd.random() < rates.blank_forename:
        kinds.append("blank forename")
        fore = rnd.choice(["", "", "Unknown", "NK", "-"])
    elif rnd.random() < rates.blank_surname:
        kinds.append("blank surname")
        sur = rnd.choice(["", "", "Unknown", "N/K"])
    return (fore, sur, one.born, one.sex, one.ethnicity, one.aliases, ";".join(kinds))


def finished(
    rng: np.random.Generator, rates: Rates, rows: pl.DataFrame, people: pl.DataFrame, how: Habits
) -> pl.DataFrame:
    """The contract's columns, beside away, who and kinds."""
    force = rows["force"].to_numpy()
    utc, dates, first = (pl.lit(pl.Series(flag[force])) for flag in (how.utc, how.dates_only, how.day_first))
    cared = people["kind"].to_numpy()[rows["who"].to_numpy()] != "not in care"
    draw = rng.random(rows.height)
    flag = np.where(np.where(cared, draw < 0.85, draw < 0.03), "Y", np.where(draw < 0.93, "N", ""))
    flag = np.where(how.care_flag[force], flag, "")
    style = pl.Series(how.upper[force])
    kinds = [c for c in rows.columns if c.startswith("k_")]
    words = [
        pl.when(pl.col(c)).then(pl.lit(c[2:])).otherwise(pl.lit(""))
        if rows[c].dtype == pl.Boolean
        else pl.col(c)
        for c in kinds
    ]
    flagged = {"utc force": utc, "dates only force": dates}
    words += [pl.when(f).then(pl.lit(k)).otherwise(pl.lit("")) for k, f in flagged.items()]
    rows = rows.with_columns(
        last_seen_at=clock.written("seen", utc, dates, first),
        reported_at=clock.written("told", utc, dates, first),
        found_at=clock.written("found", utc, dates, first),
        forename=_cased(pl.col("forename"), style, capitals=(1,)),
        surname=_cased(pl.col("surname"), style, capitals=(1, 3)),
        risk=pl.Series(rng.choice(["high", "medium", "low", "no apparent risk", ""], rows.height)),
        in_care=pl.Series(flag),
        date_of_birth=pl.col("born").dt.strftime("%Y-%m-%d").fill_null(""),
        kinds=pl.concat_list("kinds", *words)
        .list.eval(pl.element().filter(pl.element() != ""))
        .list.join(";"),
    )
    return _numbered(rng, _uploaded_twice(rng, rates, rows))


def _cased(name: pl.Expr, style: pl.Series, capitals: tuple[int, ...]) -> pl.Expr:
    upper = style.is_in(list(capitals))
    return (
        pl.when(upper)
        .then(name.str.to_uppercase())
        .when(style == 2)
        .then(name.str.to_lowercase())
        .otherwise(name)
    )


def _uploaded_twice(rng: np.random.Generator, rates: Rates, rows: pl.DataFrame) -> pl.DataFrame:
    """Fortnights of one force that come again under new numbers."""
    again = []
    for _ in range(rates.fortnights_twice):
        day, force = int(rng.integers(20, DAYS - 30)), int(rng.choice(rows["force"].to_numpy()))
        within = (
            (pl.col("start") >= day * DAY) & (pl.col("start") < (day + 14) * DAY) & (pl.col("force") == force)
        )
        again.append(rows.filter(within).with_columns(kinds=pl.col("kinds") + ";fortnight again"))
    return pl.concat([rows, *again])


def _numbered(rng: np.random.Generator, rows: pl.DataFrame) -> pl.DataFrame:
    rows = rows.sample(fraction=1.0, shuffle=True, seed=int(rng.integers(2**31)))
    number = pl.Series(rng.permutation(rows.height) + 1_000_000)
    force = pl.format("F{}", (pl.col("force") + 1).cast(pl.String).str.zfill(2))
    return rows.with_columns(force=force).with_columns(incident_id=pl.format("{}/{}", "force", number))
