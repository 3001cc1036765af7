"""The postcode and the place of a police report."""

from __future__ import annotations

import random

import numpy as np
from numpy.random import Generator

from waylight.ops.region import typing_errors as slips
from waylight.ops.region.people import People
from waylight.ops.region.places import Places, Text
from waylight.ops.region.rates import Rates
from waylight.ops.region.reports import Reports

PLACE = np.array(
    [
        "home address",
        "school",
        "town centre",
        "park",
        "railway station",
        "friend's address",
        "taxi",
        "college",
    ],
    dtype=object,
)


def where(
    reports: Reports, people: People, places: Places, rates: Rates, rng: Generator
) -> tuple[Text, Text]:
    """Postcode, and the place in words; now and then the postcode stands there instead."""
    size = len(reports)
    postcode = _postcodes(reports, people, places, rates, rng)
    place = np.where(rng.random(size) < 0.5, PLACE[rng.integers(0, len(PLACE), size)], "")
    wrong = (rng.random(size) < rates.postcode_in_place) & (postcode != "")
    return np.where(wrong, "", postcode), np.where(wrong, postcode, place)


def _postcodes(reports: Reports, people: People, places: Places, rates: Rates, rng: Generator) -> Text:
    """Where the child lived, or the family home, or somewhere nearby, or an office; then what typing does."""
    size = len(reports)
    lot = rng.random(size)
    spot = np.where(lot < rates.postcode_home, people.home[reports.person], reports.spot)
    lot -= rates.postcode_home
    nearby = places.draw(places.area[reports.spot], rng)
    spot = np.where((lot >= 0) & (lot < rates.postcode_elsewhere), nearby, spot)
    lot -= rates.postcode_elsewhere
    office = np.where(
        rng.random(size) < 0.5, places.station[reports.force], places.office[people.area[reports.person]]
    )
    spot = np.where((lot >= 0) & (lot < rates.postcode_office), office, spot)
    text = places.postcode[spot]
    python = random.Random(int(rng.integers(2**62)))  # noqa: S311 - invention, not secrecy
    for at in np.flatnonzero(rng.random(size) < rates.postcode_typed):
        text[at] = slips.mistype(text[at], python).upper()
    for at in np.flatnonzero(rng.random(size) < rates.postcode_partial):
        text[at] = text[at].split(" ")[0] + python.choice(["", "", " " + text[at].split(" ")[-1][:1]])
    for at in np.flatnonzero(rng.random(size) < rates.postcode_untidy):
        text[at] = python.choice([text[at].replace(" ", ""), text[at].lower()])
    text[rng.random(size) < rates.postcode_blank] = ""
    return text
