"""Children made: origin, family, name, birth date, address."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from waylight.ops.region.families import families
from waylight.ops.region.naming import COMMUNITIES, distinct, draw_forenames, draw_surnames
from waylight.ops.region.origins import YEAR, arrive, ethnic
from waylight.ops.region.people import Flags, People
from waylight.ops.region.places import Ints, Places, Text
from waylight.ops.region.rates import Rates

THREE = [COMMUNITIES.index(name) for name in ("arabic", "eritrean", "kurdish", "somali", "sudanese")]


def make_people(
    size: int, places: Places, area: Ints, rates: Rates, today: int, ages: Ints, rng: Generator
) -> People:
    """`size` children living in the areas given; `ages` in whole years on day `today`."""
    code, fore_community, sur_community = ethnic(size, rng)
    sex = np.where(rng.random(size) < 0.53, "M", "F").astype(object)
    born = today - (ages * YEAR + rng.random(size) * YEAR).astype(np.int64)
    alone = rng.random(size) < rates.unaccompanied * (ages >= 14) / max(1e-9, float((ages >= 14).mean()))
    arrive(alone, code, fore_community, sur_community, sex, born, today, rng)
    family, leader, twin = families(size, ~alone, rates, rng)
    head = np.arange(size)
    head[family >= 0] = family[family >= 0]
    code, sur_community, area = code[head], sur_community[head], area[head]
    fore_community = fore_community[head]
    born[twin] = born[head[twin]]
    forename, middle, surname = _names(fore_community, sur_community, sex, head, alone, rates, rng)
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


def _names(
    fore_community: Ints,
    sur_community: Ints,
    sex: Text,
    head: Ints,
    alone: Flags,
    rates: Rates,
    rng: Generator,
) -> tuple[Text, Text, Text]:
    """Forename, middle name, surname: the surname is the family's, except for step-siblings."""
    size = len(head)
    surname = draw_surnames(sur_community, rng)
    surname = np.where(rng.random(size) < rates.step_siblings, surname, surname[head])
    double = rng.random(size)[head] < rates.double_barrelled
    hyphen = np.where(rng.random(size)[head] < 0.8, "-", " ").astype(object)
    surname = np.where(double & ~alone, surname + hyphen + draw_surnames(sur_community, rng)[head], surname)
    forename = distinct(draw_forenames(fore_community, sex, rng), head, fore_community, sex, rng)
    middle = np.where(rng.random(size) < rates.middle_name, draw_forenames(fore_community, sex, rng), "")
    three = np.isin(fore_community, THREE) & (middle != "") & (rng.random(size) < rates.names_in_three)
    return np.where(three, forename + " " + middle, forename), middle, surname


def _new_year(born: Ints) -> Ints:
    """1 January of the same year of birth."""
    days = born.astype("datetime64[D]")
    first: Ints = days.astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    return first
