"""Slips of finger and ear, lost accents, names in the wrong column."""

from __future__ import annotations

import numpy as np

from waylight.ops.region import typing_errors as slips
from waylight.ops.region.other_names import FAMILY_FIRST
from waylight.ops.region.people import Flags
from waylight.ops.region.rates import Rates
from waylight.ops.region.typed_names import Names
from waylight.ops.region.variants import nicknames


def slip(names: Names, rates: Rates, share: float) -> None:
    """Slips of finger, scanner, ear and keyboard."""
    both = "forename surname"
    names.change(both, rates.name_typed_wrong * share, slips.mistype)
    names.change(both, rates.name_scanned_wrong * share, slips.misread)
    names.change(both, rates.name_misheard * share, slips.mishear)
    names.change(both, rates.name_foreign_keyboard * share, slips.foreign_keyboard)


def accents(names: Names, rates: Rates) -> None:
    """Accents as police software leaves them: kept, lost, or broken."""
    for column in (names.forename, names.surname):
        accented = np.flatnonzero([not name.isascii() for name in column])
        chance = names.rng.random(len(accented))
        for at, lot in zip(accented, chance, strict=True):
            if lot < rates.accents_lost:
                column[at] = slips.plain(column[at], names.python)
            elif lot < rates.accents_lost + rates.accents_broken:
                column[at] = slips.garbled(column[at], names.python)


def accents_of_authority(names: Names, rates: Rates) -> None:
    """Accents as authorities keep them: lost half as often."""
    for column in (names.forename, names.surname):
        for at in np.flatnonzero([not name.isascii() for name in column]):
            lot = names.python.random()
            if lot < rates.accents_lost / 2:
                column[at] = slips.plain(column[at], names.python)
            elif lot > 1 - rates.accents_broken / 4:
                column[at] = slips.garbled(column[at], names.python)


def wrong_columns(names: Names, rates: Rates) -> None:
    """Names swapped, cut, blank, together in one field, or with something beside them."""
    family_first = np.isin(names.community, FAMILY_FIRST) & (
        names.rng.random(len(names.forename)) < rates.family_name_first
    )
    swapped: Flags = family_first | (names.rng.random(len(names.forename)) < rates.names_swapped)
    names.forename[swapped], names.surname[swapped] = names.surname[swapped], names.forename[swapped]
    names.change("forename surname", rates.name_partial, slips.partial)
    at = names.some(rates.alias_in_brackets)
    for one in at:
        forms = nicknames().get(names.forename[one], [names.middle[one] or names.other[one]])
        names.forename[one] = f"{names.forename[one]} ({names.python.choice(forms)})"
    names.change("forename", rates.title_in_name, slips.titled)
    names.change("surname", rates.note_in_name, slips.noted)
    at = names.some(rates.both_names_in_one)
    names.surname[at] = names.surname[at] + ", " + names.forename[at]
    names.forename[at] = ""
    names.alias[names.some(0.7)] = ""  # most changed surnames are typed without the older one
    for one in names.some(rates.aliases_given * (names.alias == "")):
        names.alias[one] = names.python.choice(nicknames().get(names.forename[one], [names.other[one]]))
    names.change("forename surname", rates.case_odd, slips.odd_case)
    names.forename[names.some(rates.forename_blank)] = ""
    names.surname[names.some(rates.surname_blank)] = ""
