"""Names as someone typed them: the true name, then what habit, hearing, haste and software make of it."""

from __future__ import annotations

import random

import numpy as np
import numpy.typing as npt
from numpy.random import Generator

from waylight.ops.region import typing_errors as slips
from waylight.ops.region.people import COMMUNITIES, Flags, People, draw_forenames
from waylight.ops.region.places import Ints, Text
from waylight.ops.region.rates import Rates
from waylight.ops.region.variants import nicknames, respell, transliterations

Floats = npt.NDArray[np.floating]


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


class Names:
    """Forename, surname and alias of a batch of identities, changed in place step by step."""

    def __init__(self, people: People, person: Ints, rng: Generator) -> None:
        self.person = person
        self.forename: Text = people.forename[person].copy()
        self.surname: Text = people.surname[person].copy()
        self.middle: Text = people.middle[person]
        self.other: Text = people.other_surname[person]
        self.community = people.community[person]
        self.sex = people.sex[person]
        self.alias: Text = np.full(len(person), "", dtype=object)
        self.rng = rng
        self.python = random.Random(int(rng.integers(2**62)))  # noqa: S311 - invention, not secrecy

    def some(self, rate: float | Floats) -> Ints:
        """The positions to which something happens; the rate may be one for all or one for each."""
        return np.flatnonzero(self.rng.random(len(self.forename)) < rate)

    def change(self, which: str, rate: float | Floats, change: slips.Change) -> None:
        """Apply a slip to some forenames and, separately, to some surnames."""
        for name in which.split():
            column: Text = getattr(self, name)
            for at in self.some(rate):
                column[at] = change(column[at], self.python)

    def look_up(self, which: str, rate: float, table: dict[str, list[str]]) -> None:
        """Replace some of the names that stand in a table by one of their other forms."""
        column: Text = getattr(self, which)
        for at in self.some(rate):
            forms = table.get(column[at])
            if forms:
                column[at] = self.python.choice(forms)


def type_names(
    people: People, person: Ints, rates: Rates, share: float, rng: Generator, *, police: bool
) -> tuple[Text, Text, Text]:
    """Forename, surname and alias as typed for each of `person`; error rates are multiplied by `share`."""
    names = Names(people, person, rng)
    _other_names(names, rates, share)
    _slips(names, rates, share)
    if police:
        _accents(names, rates)
        _wrong_columns(names, rates)
    else:
        _accents_of_authority(names, rates)
    return names.forename, names.surname, names.alias


def _other_names(names: Names, rates: Rates, share: float) -> None:
    """Right names, only not the one the other side uses."""
    names.look_up("forename", rates.forename_nickname * share, nicknames())
    foreign = np.isin(names.community, OTHER_SCRIPTS)
    for column in ("forename", "surname"):
        names.look_up(column, rates.transliterated * share, transliterations())
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
    at = names.some(rates.anglicised * share * ~np.isin(names.community, ENGLISH))
    names.forename[at] = draw_forenames(np.full(len(at), ENGLISH[0]), names.sex[at], names.rng)


def _slips(names: Names, rates: Rates, share: float) -> None:
    both = "forename surname"
    names.change(both, rates.name_typed_wrong * share, slips.mistype)
    names.change(both, rates.name_scanned_wrong * share, slips.misread)
    names.change(both, rates.name_misheard * share, slips.mishear)
    names.change(both, rates.name_foreign_keyboard * share, slips.foreign_keyboard)


def _accents(names: Names, rates: Rates) -> None:
    for column in (names.forename, names.surname):
        accented = np.flatnonzero([not name.isascii() for name in column])
        chance = names.rng.random(len(accented))
        for at, lot in zip(accented, chance, strict=True):
            if lot < rates.accents_lost:
                column[at] = slips.plain(column[at], names.python)
            elif lot < rates.accents_lost + rates.accents_broken:
                column[at] = slips.garbled(column[at], names.python)


def _accents_of_authority(names: Names, rates: Rates) -> None:
    for column in (names.forename, names.surname):
        for at in np.flatnonzero([not name.isascii() for name in column]):
            lot = names.python.random()
            if lot < rates.accents_lost / 2:
                column[at] = slips.plain(column[at], names.python)
            elif lot > 1 - rates.accents_broken / 4:
                column[at] = slips.garbled(column[at], names.python)


def _wrong_columns(names: Names, rates: Rates) -> None:
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
