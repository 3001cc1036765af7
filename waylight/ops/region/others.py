"""The children of the other half of a police extract: not in care, or in care of authorities not given."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.random import Generator

from waylight.ops.region.naming import draw_forenames
from waylight.ops.region.people import Flags, People
from waylight.ops.region.peopling import make_people
from waylight.ops.region.placements import CODE, Placements
from waylight.ops.region.places import Ints, Places
from waylight.ops.region.rates import Rates


def make_others(
    reports: int,
    listed: People,
    placements: Placements,
    places: Places,
    rates: Rates,
    today: int,
    rng: Generator,
) -> tuple[People, Ints, Ints, Flags]:
    """Other children with about `reports` reports.

    Gives the people, then for each report the person (counted from 0), the postcode row, and whether the
    child is in care of an authority not given."""
    size = max(1, int(reports / 1.93))
    given = len(places.force_name) - 1
    inside = np.flatnonzero(places.force_of_area < given)
    area = inside[rng.integers(0, len(inside), size)]
    ages = rng.choice(
        np.arange(6, 18), p=np.array([1, 1, 1, 1, 2, 4, 7, 12, 18, 22, 20, 11]) / 100, size=size
    )
    people = make_people(size, places, area, _fewer(rates), today, ages, rng)
    lot = rng.random(size)
    _relate(people, listed, np.flatnonzero(lot < rates.others_related), rng)
    _namesakes(people, listed, np.flatnonzero(lot > 1 - rates.others_namesake), rng)
    in_care = (rng.random(size) < rates.others_in_care) | people.unaccompanied
    spot = _spots(people, in_care, placements, places, rng)
    count = np.ceil(rng.lognormal(-0.1, 0.95, size)).clip(1, 40).astype(np.int64)
    person = np.repeat(np.arange(size), count)
    keep = np.sort(rng.permutation(len(person))[:reports])
    person = person[keep]
    inside_given = places.force_of_area[places.area[spot[person]]] < given
    person = person[inside_given]
    return people, person, spot[person], in_care[person]


def _fewer(rates: Rates) -> Rates:
    """Who goes missing outside care: fewer siblings among them, fewer who came alone."""
    return replace(
        Rates(),
        unaccompanied=rates.unaccompanied / 3,
        siblings=0.12,
        middle_name=rates.middle_name,
        first_january=rates.first_january,
        first_january_others=rates.first_january_others,
    )


def _spots(people: People, in_care: Flags, placements: Placements, places: Places, rng: Generator) -> Ints:
    """Postcode rows of where they live: at home, or in the very homes of listed children."""
    spot = people.home.copy()
    given = places.force_of_area[placements.area] < len(places.force_name) - 1
    shared = np.flatnonzero(given & (CODE[placements.kind] != "P1"))
    if len(shared):
        spot[in_care] = placements.postcode[shared[rng.integers(0, len(shared), int(in_care.sum()))]]
    return spot


def _relate(people: People, listed: People, at: Ints, rng: Generator) -> None:
    """Make some of them brothers and sisters of listed children: surname, address and origin are shared."""
    whose = rng.integers(0, len(listed), len(at))
    people.surname[at] = listed.surname[whose]
    people.home[at] = listed.home[whose]
    people.area[at] = listed.area[whose]
    people.ethnic[at] = listed.ethnic[whose]
    alike = at[people.forename[at] == listed.forename[whose]]
    people.forename[alike] = draw_forenames(people.community[alike], people.sex[alike], rng)
    people.born[at] = listed.born[whose] + rng.choice([-1, 1], len(at)) * rng.integers(320, 2500, len(at))


def _namesakes(people: People, listed: People, at: Ints, rng: Generator) -> None:
    """Give some of them the very name of a listed child."""
    whose = rng.integers(0, len(listed), len(at))
    for column in ("forename", "surname", "sex", "ethnic", "community"):
        getattr(people, column)[at] = getattr(listed, column)[whose]
