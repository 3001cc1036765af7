"""Names as someone typed them: the true name, then what habit, hearing, haste and software make of it."""

from __future__ import annotations

from numpy.random import Generator

from waylight.ops.region.name_slips import accents, accents_of_authority, slip, wrong_columns
from waylight.ops.region.other_names import other_names
from waylight.ops.region.people import People
from waylight.ops.region.places import Ints, Text
from waylight.ops.region.rates import Rates
from waylight.ops.region.typed_names import Names


def type_names(
    people: People, person: Ints, rates: Rates, share: float, rng: Generator, *, police: bool
) -> tuple[Text, Text, Text]:
    """Forename, surname and alias as typed for each of `person`; error rates are multiplied by `share`."""
    names = Names(people, person, rng)
    other_names(names, rates, share)
    slip(names, rates, share)
    if police:
        accents(names, rates)
        wrong_columns(names, rates)
    else:
        accents_of_authority(names, rates)
    return names.forename, names.surname, names.alias
