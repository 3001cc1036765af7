"""Invented children: who they are, which family they belong to, what they are called."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl
from numpy.random import Generator

from waylight.ops.region import forenames, surnames
from waylight.ops.region.places import Ints, Places, Text
from waylight.ops.region.rates import Rates
from waylight.ops.region.variants import kin

Flags = npt.NDArray[np.bool_]
YEAR = 365.25
# SSDA903 ethnic codes with their share among children who go missing (DfE, 2024, smaller groups raised a
# little so that each can be judged) and the naming communities they draw on.
_SHARES = """
WBRI 57.0 british; WIRI 0.8 irish; WIRT 0.8 traveller; WROM 1.2 roma
WOTH 4.5 eastern eastern albanian portuguese; MWBC 4.5 british caribbean
MWBA 1.8 british african; MWAS 2.2 british pakistani
MOTH 4.0 british portuguese arabic; AIND 0.9 indian; APKN 2.6 pakistani; ABAN 1.5 bangladeshi; AOTH 1.5 afghan
CHNE 0.4 chinese; BCRB 3.4 caribbean; BAFR 6.0 african african somali; BOTH 2.6 caribbean african
OOTH 2.5 arabic kurdish; REFU 0.3 british; NOBT 1.0 british eastern pakistani
"""
ETHNIC = {
    code: (float(share), communities)
    for code, share, *communities in (
        entry.split() for entry in _SHARES.strip().replace("\n", ";").split(";")
    )
}
# Where unaccompanied children come from: share, naming community, ethnic code.
ARRIVED = [
    (0.23, "afghan", "AOTH"),
    (0.18, "sudanese", "BAFR"),
    (0.15, "eritrean", "BAFR"),
    (0.18, "kurdish", "OOTH"),
    (0.09, "albanian", "WOTH"),
    (0.08, "vietnamese", "AOTH"),
    (0.09, "arabic", "OOTH"),
]
COMMUNITIES = sorted(forenames.BOYS)
THREE = [COMMUNITIES.index(name) for name in ("arabic", "eritrean", "kurdish", "somali", "sudanese")]


@dataclass
class People:
    """One entry a person in every array. `family` groups who live at one home address; `leader` is the person
    whose placements this one shares (itself for most). Birth dates are days since 1970-01-01."""

    forename: Text
    middle: Text
    surname: Text
    other_surname: Text
    community: Ints
    ethnic: Text
    sex: Text
    born: Ints
    home: Ints
    area: Ints
    family: Ints
    leader: Ints
    unaccompanied: Flags
    first_january: Flags
    twin: Flags

    def __len__(self) -> int:
        return len(self.born)

    def twin_of(self) -> Ints:
        """Each person's twin, or -1."""
        twin = np.full(len(self), -1)
        younger = np.flatnonzero(self.twin)
        twin[younger] = self.family[younger]
        twin[self.family[younger]] = younger
        return twin

    def join(self, other: People) -> People:
        """Both groups in one; `family` and `leader` must already be numbered apart."""
        return People(
            *(np.concatenate([getattr(self, f.name), getattr(other, f.name)]) for f in fields(People))
        )


@cache
def _weights(size: int, shift: float, power: float) -> npt.NDArray[np.float64]:
    weight = 1.0 / (np.arange(size) + shift) ** power
    total: npt.NDArray[np.float64] = np.cumsum(weight / weight.sum())
    return total


@cache
def _table(kind: str, community: str) -> Text:
    names = surnames.table(community) if kind == "surname" else forenames.table(community, kind)
    return np.array(names, dtype=object)


def _draw(kind: str, community: Ints, rng: Generator) -> Text:
    """A surname (or a forename of sex M or F) for each, skewed as names are."""
    drawn = np.empty(len(community), dtype=object)
    chance = rng.random(len(community))
    for number in np.unique(community):
        names = _table(kind, COMMUNITIES[number])
        shift, power = (9.0, 0.95) if kind == "surname" else (4.0, 1.0)
        here = community == number
        drawn[here] = names[np.searchsorted(_weights(len(names), shift, power), chance[here])]
    return drawn


def draw_forenames(community: Ints, sex: Text, rng: Generator) -> Text:
    """Forenames that suit community and sex."""
    names = _draw("M", community, rng)
    girls = sex == "F"
    names[girls] = _draw("F", community[girls], rng)
    return names


def draw_surnames(community: Ints, rng: Generator) -> Text:
    """Surnames of a community."""
    return _draw("surname", community, rng)


def _ethnic(size: int, rng: Generator) -> tuple[Text, Ints, Ints]:
    """Ethnic code, naming community of the forename, naming community of the surname."""
    codes = list(ETHNIC)
    share = np.array([ETHNIC[code][0] for code in codes])
    pick = rng.choice(len(codes), size=size, p=share / share.sum())
    fore = np.empty(size, dtype=np.int64)
    sur = np.empty(size, dtype=np.int64)
    for number, code in enumerate(codes):
        here = np.flatnonzero(pick == number)
        choices = np.array([COMMUNITIES.index(c) for c in ETHNIC[code][1]])
        fore[here] = rng.choice(choices, size=len(here))
        mixed = code.startswith("M")
        sur[here] = rng.choice(choices, size=len(here)) if mixed else fore[here]
    return np.array(codes, dtype=object)[pick], fore, sur


def make_people(
    size: int, places: Places, area: Ints, rates: Rates, today: int, ages: Ints, rng: Generator
) -> People:
    """`size` children living in the areas given; `ages` in whole years on day `today`."""
    code, fore_community, sur_community = _ethnic(size, rng)
    sex = np.where(rng.random(size) < 0.53, "M", "F").astype(object)
    born = today - (ages * YEAR + rng.random(size) * YEAR).astype(np.int64)
    alone = rng.random(size) < rates.unaccompanied * (ages >= 14) / max(1e-9, float((ages >= 14).mean()))
    _arrive(alone, code, fore_community, sur_community, sex, born, today, rng)
    family, leader, twin = _families(size, ~alone, rates, rng)
    head = np.arange(size)
    head[family >= 0] = family[family >= 0]
    code, sur_community, area = code[head], sur_community[head], area[head]
    fore_community = fore_community[head]
    born[twin] = born[head[twin]]
    surname = draw_surnames(sur_community, rng)
    step = rng.random(size) < rates.step_siblings
    surname = np.where(step, surname, surname[head])
    double = rng.random(size)[head] < rates.double_barrelled
    joined = surname + np.where(rng.random(size)[head] < 0.8, "-", " ").astype(object) + draw_surnames(
        sur_community, rng)[head]  # fmt: skip
    surname = np.where(double & ~alone, joined, surname)
    forename = _distinct(draw_forenames(fore_community, sex, rng), head, fore_community, sex, rng)
    middle = np.where(rng.random(size) < rates.middle_name, draw_forenames(fore_community, sex, rng), "")
    named = np.isin(fore_community, THREE)
    three = named & (middle != "") & (rng.random(size) < rates.names_in_three)
    forename = np.where(three, forename + " " + middle, forename)
    first = np.where(
        alone, rng.random(size) < rates.first_january, rng.random(size) < rates.first_january_others
    )
    born = np.where(first & ~twin, _new_year(born), born)
    return People(
        forename,
        middle,
        surname,
        draw_surnames(sur_community, rng),
        fore_community,
        code,
        sex,
        born,
        # Who came alone has no family home here; records give the authority's office, if anything.
        np.where(alone, places.office[area], places.draw(area, rng)[head]),
        area,
        head,
        leader,
        alone,
        first & ~twin,
        twin,
    )


def _distinct(forename: Text, family: Ints, community: Ints, sex: Text, rng: Generator) -> Text:
    """No two children of one family are called alike, nor by two forms of one name."""
    order = np.argsort(family, kind="stable")
    for _ in range(12):
        heads = kin()
        called = pl.DataFrame({"family": family[order], "name": [heads.get(n, n) for n in forename[order]]})
        again = order[~called.select(pl.struct("family", "name").is_first_distinct()).to_series().to_numpy()]
        if not len(again):
            break
        forename[again] = draw_forenames(community[again], sex[again], rng)
    return forename


def _arrive(
    alone: Flags, code: Text, fore: Ints, sur: Ints, sex: Text, born: Ints, today: int, rng: Generator
) -> None:
    """Turn those who came alone into children of the countries they come from, mostly boys of 15 to 17."""
    here = np.flatnonzero(alone)
    pick = rng.choice(len(ARRIVED), size=len(here), p=[share for share, _, _ in ARRIVED])
    community = np.array([COMMUNITIES.index(name) for _, name, _ in ARRIVED])[pick]
    fore[here] = sur[here] = community
    code[here] = np.array([ethnic for _, _, ethnic in ARRIVED], dtype=object)[pick]
    sex[here] = np.where(rng.random(len(here)) < 0.92, "M", "F")
    born[here] = today - (14.5 * YEAR + rng.random(len(here)) * 3.4 * YEAR).astype(np.int64)


def _families(size: int, eligible: Flags, rates: Rates, rng: Generator) -> tuple[Ints, Ints, Flags]:
    """Family head (-1 for none), whose placements are shared, and who is a twin of the head."""
    family = np.full(size, -1)
    leader = np.arange(size)
    twin = np.zeros(size, dtype=bool)
    pool = rng.permutation(np.flatnonzero(eligible & (rng.random(size) < rates.siblings)))
    groups = np.sort(rng.choice([2, 2, 2, 3, 3, 4], size=len(pool) // 2 + 1)).cumsum()
    group = np.searchsorted(groups, np.arange(len(pool)), side="right")
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]]) if len(pool) else np.array([], dtype=int)
    head = pool[starts][group - group[0]] if len(pool) else pool
    family[pool] = head
    rest = pool[pool != head]
    first = np.zeros(size, dtype=bool)
    first[pool[starts[starts + 1 < len(pool)] + 1]] = True
    twin[rest] = first[rest] & (rng.random(len(rest)) < rates.twins * 2)
    stay = np.where(twin[rest], rates.twins_together, rates.siblings_together)
    together = rest[rng.random(len(rest)) < stay]
    leader[together] = family[together]
    return family, leader, twin


def _new_year(born: Ints) -> Ints:
    """1 January of the same year of birth."""
    days = born.astype("datetime64[D]")
    first: Ints = days.astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    return first
