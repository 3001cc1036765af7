"""What one clerk made of one person: the names, birth date, sex and ethnicity that a system goes on using.

Each identity carries the `kinds` of harm done to it, so that what a linkage got wrong can be told by kind.
"""

from __future__ import annotations

import datetime as dt
import random
from typing import NamedTuple

from benchmarks.reconcile.harsh import names, spoil
from benchmarks.reconcile.harsh.rates import Rates

FAMILY_NAME_FIRST = {"viet", "chinese", "east", "arab", "horn"}
SELF_DEFINED = {
    "WBRI": "W1", "WIRI": "W2", "WIRT": "W9", "WROM": "W9", "WOTH": "W9", "MWBC": "M1", "MWBA": "M2",
    "MWAS": "M3", "MOTH": "M9", "AIND": "A1", "APKN": "A2", "ABAN": "A3", "AOTH": "A9", "BCRB": "B1",
    "BAFR": "B2", "BOTH": "B9", "CHNE": "O1", "OOTH": "O9", "NOBT": "NS", "REFU": "NS",
}  # fmt: skip
OFFICERS = {"W": "IC1", "B": "IC3", "A": "IC4", "C": "IC5", "O": "IC6", "M": "IC3", "N": "IC9", "R": "IC9"}


class Person(NamedTuple):
    """What is true of a person, as far as a clerk might write it."""

    forename: str
    middle: str
    surname: str
    other_surname: str
    born: dt.date
    sex: str
    ethnicity: str
    background: str
    unaccompanied: bool


class Identity(NamedTuple):
    """What was written, and the kinds of harm done."""

    forename: str
    surname: str
    born: dt.date | None
    sex: str
    ethnicity: str
    aliases: str
    kinds: tuple[str, ...]


def police(rnd: random.Random, rates: Rates, person: Person) -> Identity:
    """An identity as a force holds it."""
    kinds: list[str] = []

    def happens(kind: str, chance: float) -> bool:
        if rnd.random() >= chance:
            return False
        kinds.append(kind)
        return True

    fore, sur, aliases = _other_names(rnd, rates, person, happens)
    fore, sur = _misspelt(rnd, rates, fore, sur, happens)
    fore, sur = _misplaced(rnd, rates, person, fore, sur, happens)
    if not (fore + sur).isascii():
        if happens("accents lost", rates.accents_lost):
            fore, sur = spoil.plain(fore), spoil.plain(sur)
        elif happens("accents broken", rates.accents_broken):
            fore, sur = spoil.broken(rnd, fore), spoil.broken(rnd, sur)
    born = birth_date(rnd, rates, person, happens)
    sex = person.sex
    if happens("no sex", rates.no_sex):
        sex = ""
    elif happens("wrong sex", rates.wrong_sex):
        sex = "M" if sex == "F" else "F"
    return Identity(fore, sur, born, sex, _ethnicity(rnd, rates, person), aliases, tuple(kinds))


def authority(rnd: random.Random, rates: Rates, person: Person) -> Identity:
    """An identity as an authority holds it: mostly right, and always with names and a birth date."""
    kinds: list[str] = []

    def happens(kind: str, chance: float) -> bool:
        if rnd.random() >= chance:
            return False
        kinds.append(kind)
        return True

    fore, sur, born = person.forename, person.surname, person.born
    spoilt = rates.child_spoilt
    if happens("authority: spelling", rates.other_spelling / 3):
        fore, sur = spoil.variant(rnd, fore), spoil.variant(rnd, sur)
    if happens("authority: typed wrong", spoilt):
        fore, sur = (spoil.typed(rnd, fore), sur) if rnd.random() < 0.5 else (fore, spoil.typed(rnd, sur))
    if happens("authority: chosen name", spoilt):
        fore = names.SHORT.get(fore, person.middle)
    if happens("authority: note in name", spoilt / 2):
        fore = spoil.decorated(rnd, fore, names.SHORT.get(person.forename, ""))
    if happens("authority: other surname", spoilt / 2):
        sur = person.other_surname
    if happens("authority: day and month", spoilt / 2):
        born = spoil.day_month(born)
    elif happens("authority: typed date", spoilt / 2):
        born = spoil.typed_date(rnd, born)
    if not (fore + sur).isascii() and happens("authority: accents lost", 0.5):
        fore, sur = spoil.plain(fore), spoil.plain(sur)
    return Identity(fore, sur, born, person.sex, person.ethnicity, "", tuple(kinds))


def _other_names(rnd, rates, person, happens):  # type: ignore[no-untyped-def]
    """Another of the person's own names: chosen, middle, an initial, birth surname, half of one."""
    fore, sur, aliases = person.forename, person.surname, ""
    chosen = names.SHORT.get(fore, "")
    if not chosen and rnd.random() < 0.25:
        chosen = rnd.choice(
            names.BACKGROUNDS["british"].boys if person.sex == "M" else names.BACKGROUNDS["british"].girls
        )
    if chosen and happens("chosen name", rates.chosen_name * (2 if fore in names.SHORT else 1)):
        fore, aliases = chosen, person.forename if rnd.random() < 0.25 else ""
    elif happens("middle first", rates.middle_first):
        fore = person.middle if rnd.random() < 0.6 else f"{person.middle} {person.forename}"
    elif happens("initial only", rates.initial_only):
        fore = fore[0]
    elif rnd.random() < 0.06:
        fore = f"{fore} {person.middle}"
    if happens("other surname", rates.other_surname):
        sur = person.other_surname
    elif "-" in sur and happens("half surname", rates.half_surname):
        sur = sur.split("-")[rnd.randrange(2)]
    if chosen and not aliases and rnd.random() < 0.08:
        aliases = chosen
    return fore, sur, aliases


def _misspelt(rnd, rates, fore, sur, happens):  # type: ignore[no-untyped-def]
    if fore in names.VARIANTS and happens("other spelling", rates.other_spelling):
        fore = spoil.variant(rnd, fore)
    if sur in names.VARIANTS and happens("other spelling", rates.other_spelling):
        sur = spoil.variant(rnd, sur)
    harms = (
        ("misheard", rates.misheard, lambda n: spoil.one_of(rnd, spoil.HEARD, n)),
        ("scanned", rates.scanned, lambda n: spoil.one_of(rnd, spoil.SEEN, n)),
        ("keyboard", rates.keyboard, lambda n: spoil.keyboard(rnd, n)),
        ("typed wrong", rates.typed_wrong, lambda n: spoil.typed(rnd, n)),
    )
    for kind, chance, harm in harms:
        if happens(kind, chance):
            which = rnd.random()
            fore = harm(fore) if which < 0.6 else fore
            sur = harm(sur) if which > 0.45 else sur
    return fore, sur


def _misplaced(rnd, rates, person, fore, sur, happens):  # type: ignore[no-untyped-def]
    """Names in the wrong order or field, or with something beside them."""
    if happens("decorated", rates.decorated):
        chosen = names.SHORT.get(person.forename, "Jonesy" if sur == "Jones" else "")
        if rnd.random() < 0.6:
            sur = spoil.decorated(rnd, sur, chosen)
        else:
            fore = spoil.decorated(rnd, fore, chosen)
    if person.background in FAMILY_NAME_FIRST and happens("family name first", rates.family_first):
        return sur, fore
    if happens("swapped", rates.swapped):
        return sur, fore
    if happens("one field", rates.one_field):
        kind = rnd.random()
        if kind < 0.4:
            return f"{fore} {sur}", ""
        return ("", f"{sur}, {fore}") if kind < 0.75 else ("", f"{fore} {sur}")
    return fore, sur


def birth_date(rnd, rates, person, happens) -> dt.date | None:  # type: ignore[no-untyped-def]
    """A birth date as told at the desk."""
    born: dt.date = person.born
    if happens("no birth date", rates.no_birth_date):
        return None
    if person.unaccompanied and happens("re-assessed age", rates.reassessed):
        by = rnd.choice([-4, -3, -2, -1, -1, 1, 1, 2, 3])
        born = spoil.years(born, by)
        return born.replace(month=1, day=1) if rnd.random() < 0.4 else born
    if happens("first of January", rates.first_january):
        return born.replace(year=born.year + rnd.choice([0, 0, 0, -1, 1]), month=1, day=1)
    if born.day <= 12 and born.day != born.month and happens("day and month", rates.day_month):
        born = spoil.day_month(born)
    if happens("wrong year", rates.wrong_year):
        return spoil.years(born, rnd.choice([-1, 1]))
    if happens("typed date", rates.typed_date):
        return spoil.typed_date(rnd, born)
    return born


def _ethnicity(rnd: random.Random, rates: Rates, person: Person) -> str:
    if rnd.random() < rates.no_ethnicity:
        return ""
    if rnd.random() >= rates.officer_ethnicity:
        return SELF_DEFINED[person.ethnicity]
    if rnd.random() < 0.08:
        return rnd.choice(["IC1", "IC2", "IC3", "IC4", "IC6", "IC9"])
    return "IC2" if person.ethnicity == "WOTH" and rnd.random() < 0.4 else OFFICERS[person.ethnicity[0]]
