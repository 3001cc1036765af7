"""How bad the extract is: every rate in one place, three presets, and a random draw around a preset."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np


@dataclass(frozen=True)
class Rates:
    """Shares between 0 and 1, of what the comment says. Defaults are the preset `usual`."""

    # a police identity (what a force typed about one person and went on to use)
    chosen_name: float = 0.05  # short, anglicised or chosen forename
    other_spelling: float = 0.25  # of names that have one: another transliteration
    misheard: float = 0.02
    scanned: float = 0.01
    keyboard: float = 0.005  # typed on a foreign keyboard
    typed_wrong: float = 0.05
    middle_first: float = 0.02
    initial_only: float = 0.01
    other_surname: float = 0.02  # birth, mother's or step-family's surname
    half_surname: float = 0.3  # of double-barrelled ones
    swapped: float = 0.02  # forename and surname
    family_first: float = 0.15  # of names from where the family name comes first
    one_field: float = 0.01  # both names in one field, the other blank
    decorated: float = 0.02  # title, alias in brackets or a note inside a name
    accents_lost: float = 0.5  # of names with accents
    accents_broken: float = 0.1
    day_month: float = 0.015
    wrong_year: float = 0.012
    typed_date: float = 0.015
    first_january: float = 0.01  # written for a birth date not known
    reassessed: float = 0.15  # of unaccompanied children: the two sides hold different ages
    no_birth_date: float = 0.03
    # one police row
    fresh_typing: float = 0.015
    other_identity: float = 0.12  # the row uses another identity of the person than the first
    blank_forename: float = 0.01
    blank_surname: float = 0.006
    no_sex: float = 0.03
    wrong_sex: float = 0.004
    officer_ethnicity: float = 0.3  # IC codes in place of the self-defined ones
    no_ethnicity: float = 0.15
    at_home_postcode: float = 0.1
    no_postcode: float = 0.06
    partial_postcode: float = 0.04
    mistyped_postcode: float = 0.03
    station_postcode: float = 0.02
    office_postcode: float = 0.01
    elsewhere_postcode: float = 0.04  # where last seen: a friend's, a shop, a park
    postcode_in_place: float = 0.01
    # police times
    twice: float = 0.015
    split: float = 0.02
    reopened: float = 0.01
    two_forces: float = 0.01
    fortnights_twice: int = 0
    no_found: float = 0.06
    vague_seen: float = 0.12  # last seen hours before the child left
    half_day: float = 0.008
    whole_day: float = 0.008
    hour: float = 0.006
    closed_late: float = 0.02
    forces_utc: float = 0.0  # shares of forces and of authorities, at least one where above 0
    forces_dates_only: float = 0.0
    forces_close_late: float = 0.0
    forces_day_first: float = 0.0  # DD/MM/YYYY HH:MM
    police_misses: float = 0.13  # of M of some length; short ones are missed more often
    # the authority
    authority_misses: float = 0.14
    nightly: float = 0.0
    weekend: float = 0.0
    weekend_whole: float = 0.0  # of rows by weekend: said to be Friday to Monday, whatever it was
    no_placements: float = 0.0
    authorities_dates_only: float = 0.15
    date_only: float = 0.1  # of the rows of the others
    merged: float = 0.015
    no_end: float = 0.04
    shifted: float = 0.01  # half a day or a day off
    authority_twice: float = 0.006
    double_record: float = 0.015
    child_spoilt: float = 0.03  # authority's own record of the child has a wrong name or date
    placement_wrong_days: float = 0.12
    placement_lost: float = 0.01
    # the world
    together: float = 0.1  # times away that a house-mate, sibling or twin shares
    siblings: float = 0.16
    twins: float = 0.02
    unaccompanied: float = 0.07
    assigned_first_january: float = 0.4
    dates_only: bool = False  # nobody wrote a time of day


_HARSH: dict[str, float] = {
    "chosen_name": 0.1, "other_spelling": 0.4, "misheard": 0.05, "scanned": 0.03, "keyboard": 0.015,
    "typed_wrong": 0.08, "middle_first": 0.03, "initial_only": 0.015, "other_surname": 0.04,
    "half_surname": 0.4, "swapped": 0.05, "family_first": 0.4, "one_field": 0.03, "decorated": 0.08,
    "accents_lost": 0.5, "accents_broken": 0.3, "day_month": 0.04, "wrong_year": 0.025, "typed_date": 0.03,
    "first_january": 0.02, "reassessed": 0.3, "no_birth_date": 0.06, "fresh_typing": 0.03,
    "other_identity": 0.25, "blank_forename": 0.02, "blank_surname": 0.012, "no_sex": 0.08,
    "wrong_sex": 0.008, "officer_ethnicity": 0.5, "no_ethnicity": 0.2, "at_home_postcode": 0.14,
    "no_postcode": 0.09, "partial_postcode": 0.07, "mistyped_postcode": 0.05, "station_postcode": 0.05,
    "office_postcode": 0.03, "elsewhere_postcode": 0.06, "postcode_in_place": 0.03, "twice": 0.035,
    "split": 0.05, "reopened": 0.04, "two_forces": 0.035, "fortnights_twice": 1, "no_found": 0.12,
    "vague_seen": 0.28, "half_day": 0.025, "whole_day": 0.025, "hour": 0.02, "closed_late": 0.08,
    "forces_utc": 0.25, "forces_dates_only": 0.2, "forces_close_late": 0.3, "forces_day_first": 0.2,
    "nightly": 0.2, "weekend": 0.25, "weekend_whole": 0.3, "no_placements": 0.15,
    "authorities_dates_only": 0.2, "date_only": 0.2, "merged": 0.05, "no_end": 0.08,
    "authority_twice": 0.01, "shifted": 0.03, "double_record": 0.03, "child_spoilt": 0.07,
    "placement_wrong_days": 0.2, "placement_lost": 0.03, "together": 0.18,
}  # fmt: skip
_WORSE = 1.6  # what `cruel` multiplies the small shares of `harsh` by


def preset(name: str) -> Rates:
    """`usual`, `harsh` or `cruel`."""
    usual = Rates()
    if name == "usual":
        return usual
    harsh = replace(usual, **_HARSH)  # type: ignore[arg-type]
    if name == "harsh":
        return harsh
    if name == "cruel":
        grown = {k: v * _WORSE for k, v in _HARSH.items() if v <= 0.3 and k != "fortnights_twice"}
        return replace(harsh, fortnights_twice=2, **grown)  # type: ignore[arg-type]
    raise ValueError(f"no preset {name!r}: usual, harsh or cruel")


def varied(rates: Rates, rng: np.random.Generator) -> Rates:
    """Every share multiplied by a factor of its own, most between a half and two, none above 0.9."""
    drawn = {}
    for one in fields(rates):
        value = getattr(rates, one.name)
        factor = float(np.exp(rng.normal(0.0, 0.4)))
        if isinstance(value, float) and value > 0:
            drawn[one.name] = min(0.9, value * factor)
    return replace(rates, **drawn)  # type: ignore[arg-type]
