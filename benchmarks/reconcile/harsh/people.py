"""The invented people: children of our authorities, children of others, and children not in care.

One frame, one row per person:
person (P0000001), kind (ours, elsewhere, not in care), authority (index, -1 for not in care), family (id;
siblings share it), twin (Boolean), background, sex, forename, middle, surname, other_surname, born (true),
said_born (Date, as the authority knows it), unaccompanied (Boolean), ethnicity (SSDA903), home (index of a
family address), rate (relative readiness to be away).
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl

from benchmarks.reconcile.harsh import names
from benchmarks.reconcile.harsh.rates import Rates

OURS, ELSEWHERE, STRANGER = "ours", "elsewhere", "not in care"
FIRST_DAY = dt.date(2022, 9, 1)  # of the extract
DAYS = 760


def make(rng: np.random.Generator, rates: Rates, children: int, authorities: int) -> pl.DataFrame:
    """The people for `children` children of our authorities."""
    elsewhere = max(2, children // 8)
    strangers = children * 3
    kind = [OURS] * children + [ELSEWHERE] * elsewhere + [STRANGER] * strangers
    count = len(kind)
    cared = np.arange(count) < children + elsewhere
    alone = cared & (rng.random(count) < rates.unaccompanied)
    background = _backgrounds(rng, count, alone)
    sex = np.where(rng.random(count) < np.where(alone, 0.92, 0.53), "M", "F")
    born = _birth_days(rng, count, alone)
    authority = np.where(np.arange(count) < children, rng.integers(0, authorities, count), -1)
    frame = pl.DataFrame(
        {
            "person": [f"P{i:07d}" for i in range(count)],
            "kind": kind, "authority": authority, "family": np.arange(count), "twin": np.zeros(count, bool),
            "background": background, "sex": sex, **_names(rng, background, sex),
            "born": born, "unaccompanied": alone, "ethnicity": _ethnicities(rng, background),
            "home": rng.permutation(count), "rate": rng.gamma(0.55, 1.0, count) * np.where(alone, 0.7, 1.0),
        }
    )  # fmt: skip
    frame = _families(rng, rates, frame, children)
    return frame.with_columns(said_born=_said_births(rng, rates, frame))


def _backgrounds(rng: np.random.Generator, count: int, alone: np.ndarray) -> np.ndarray:
    all_names = list(names.BACKGROUNDS)
    share = np.array([names.BACKGROUNDS[b].share for b in all_names])
    background = rng.choice(all_names, count, p=share / share.sum())
    background[alone] = rng.choice(list(names.ALONE), int(alone.sum()), p=list(names.ALONE.values()))
    return background


def _birth_days(rng: np.random.Generator, count: int, alone: np.ndarray) -> np.ndarray:
    """Days since 1970: eleven to seventeen years old in the middle of the extract, most of them older."""
    age = np.where(alone, rng.uniform(15.0, 17.8, count), 9.0 + 8.8 * rng.beta(2.6, 1.3, count))
    middle = (FIRST_DAY - dt.date(1970, 1, 1)).days + DAYS / 2
    return (middle - age * 365.25).astype("int64").astype("datetime64[D]")


def _names(rng: np.random.Generator, background: np.ndarray, sex: np.ndarray) -> dict[str, list[str]]:
    columns = {c: [""] * len(sex) for c in ("forename", "middle", "surname", "other_surname")}
    for name, (girls, boys, *_) in names.BACKGROUNDS.items():
        for letter, table in (("F", girls), ("M", boys)):
            where = np.flatnonzero((background == name) & (sex == letter))
            drawn = {
                "forename": names.draw(rng, table, len(where)),
                "middle": names.draw(rng, table, len(where)),
                "surname": names.surnames(rng, name, len(where)),
                "other_surname": names.surnames(rng, name, len(where)),
            }
            for column, values in drawn.items():
                for i, value in zip(where, values, strict=True):
                    columns[column][i] = value
    return columns


def _ethnicities(rng: np.random.Generator, background: np.ndarray) -> np.ndarray:
    result = np.empty(len(background), dtype="<U4")
    for name, one in names.BACKGROUNDS.items():
        where = background == name
        result[where] = rng.choice(one.ethnicities, int(where.sum()))
    result[rng.random(len(result)) < 0.02] = "NOBT"
    return result


def _families(rng: np.random.Generator, rates: Rates, frame: pl.DataFrame, children: int) -> pl.DataFrame:
    """Join people to families: siblings and twins in care, and siblings at home of children in care."""
    columns = {c: frame[c].to_list() for c in FAMILY_COLUMNS}
    sexes, firsts, born = frame["sex"].to_list(), frame["forename"].to_list(), frame["born"].to_list()
    twin = [False] * len(sexes)
    alone = frame["unaccompanied"].to_list()
    draws = rng.random(children)
    for i in range(1, children):
        if draws[i] >= rates.siblings + rates.twins or alone[i] or alone[i - 1]:
            continue
        for column in columns.values():
            column[i] = column[i - 1]
        if draws[i] < rates.twins and not twin[i - 1]:
            twin[i] = twin[i - 1] = True
            born[i] = born[i - 1]
        firsts[i] = _sibling(rng, columns["background"][i], sexes[i], firsts[i - 1])
    stranger = frame["kind"].to_list().index(STRANGER)
    for i, of in enumerate(rng.choice(children, children // 12, replace=False)):
        for name in FAMILY_COLUMNS:
            if name != "authority":
                columns[name][stranger + i] = columns[name][of]
        firsts[stranger + i] = _sibling(rng, columns["background"][of], sexes[stranger + i], firsts[of])
    return frame.with_columns(
        *(pl.Series(c, v, dtype=frame.schema[c]) for c, v in columns.items()),
        pl.Series("twin", twin), pl.Series("forename", firsts), pl.Series("born", born, dtype=pl.Date),
    )  # fmt: skip


def _sibling(rng: np.random.Generator, background: str, sex: str, other: str) -> str:
    """A forename of the family's background that nobody would confuse with the other child's."""
    table = names.BACKGROUNDS[background].boys if sex == "M" else names.BACKGROUNDS[background].girls
    alike = {other, names.SHORT.get(other, ""), *names.VARIANTS.get(other, ())}
    while (name := names.draw(rng, table, 1)[0]) in alike or names.SHORT.get(name) == other:
        pass
    return name


FAMILY_COLUMNS = ("authority", "family", "background", "surname", "other_surname", "ethnicity", "home")


def _said_births(rng: np.random.Generator, rates: Rates, frame: pl.DataFrame) -> pl.Series:
    """An unaccompanied child is often given 1 January of a year."""
    given = frame["unaccompanied"].to_numpy() & (rng.random(frame.height) < rates.assigned_first_january)
    years = frame["born"].dt.year().to_list()
    dates = frame["born"].to_list()
    return pl.Series(
        [dt.date(y, 1, 1) if g else d for g, y, d in zip(given, years, dates, strict=True)], dtype=pl.Date
    )
