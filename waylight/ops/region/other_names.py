"""Right names, only not the ones the other side uses."""

from __future__ import annotations

import numpy as np

from waylight.ops.region import typing_errors as slips
from waylight.ops.region.naming import COMMUNITIES, draw_forenames
from waylight.ops.region.rates import Rates
from waylight.ops.region.typed_names import Names
from waylight.ops.region.variants import nicknames, respell, transliterations


def _numbers(text: str) -> list[int]:
    return [COMMUNITIES.index(name) for name in text.split()]


FAMILY_FIRST = _numbers("vietnamese chinese somali eritrean")


ENGLISH = _numbers("british irish traveller caribbean")


FATHERS = _numbers("afghan arabic eritrean kurdish somali sudanese")


OTHER_SCRIPTS = FATHERS + _numbers("pakistani bangladeshi vietnamese chinese albanian african indian")


CHOSEN = [
    "Alex",
    "Ash",
    "Sky",
    "Ace",
    "Kai",
    "Jay",
    "Rio",
    "Phoenix",
    "River",
    "Jude",
    "Ziggy",
    "Robin",
    "Frankie",
    "Storm",
    "Charlie",
    "Sam",
]


def other_names(names: Names, rates: Rates, share: float) -> None:
    """Right names, only not the one the other side uses."""
    names.look_up("forename", rates.forename_nickname * share, nicknames())
    foreign = np.isin(names.community, OTHER_SCRIPTS)
    elsewhere = ~np.isin(names.community, ENGLISH)
    for column in ("forename", "surname"):
        names.look_up(column, rates.transliterated * share * elsewhere, transliterations())
        names.change(column, rates.respelled * share * foreign, respell)
    patronymic = np.isin(names.community, FATHERS) & (names.middle != "")
    at = names.some(rates.fathers_name * share * patronymic)
    names.surname[at] = names.middle[at]
    at = names.some(rates.surname_changed * share * ~foreign)
    names.alias[at] = names.surname[at]
    names.surname[at] = names.other[at]
    double = np.array([("-" in name or " " in name) for name in names.surname], dtype=bool)
    for one in names.some(rates.double_barrel_half * share * double):
        names.surname[one] = slips.half(names.surname[one], names.python)
    at = names.some(rates.middle_as_first * share * (names.middle != ""))
    names.forename[at] = names.middle[at]
    at = names.some(rates.chosen_name * share)
    names.forename[at] = names.rng.choice(np.array(CHOSEN, dtype=object), size=len(at))
    at = names.some(rates.anglicised * share * elsewhere)
    names.forename[at] = draw_forenames(np.full(len(at), ENGLISH[0]), names.sex[at], names.rng)
