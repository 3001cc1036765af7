"""Named sets of rates: from a region with tidy records to one with rough ones."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
from numpy.random import default_rng

from waylight.ops.region.rates import Rates

MILD = replace(
    Rates(),
    forename_nickname=0.04,
    transliterated=0.08,
    respelled=0.02,
    police_date_only_forces=0.0,
    name_typed_wrong=0.02,
    dob_typed=0.008,
    dob_year=0.006,
    dob_blank=0.015,
    retyped=0.15,
    postcode_home=0.06,
    postcode_blank=0.03,
    police_split=0.012,
    nights_merged=0.06,
    date_only_authorities=0.1,
    placement_dates_wrong=0.05,
    authority_ended_blank=0.03,
    time_spread_minutes=20.0,
)
USUAL = Rates()
ROUGH = replace(
    Rates(),
    respelled=0.12,
    fathers_name=0.08,
    anglicised=0.04,
    police_date_only_forces=0.12,
    postcode_in_place=0.03,
    forename_nickname=0.12,
    transliterated=0.30,
    name_typed_wrong=0.09,
    name_scanned_wrong=0.02,
    name_misheard=0.03,
    name_foreign_keyboard=0.008,
    dob_typed=0.03,
    dob_year=0.025,
    dob_day_month=0.02,
    dob_blank=0.07,
    dob_reassessed=0.2,
    retyped=0.4,
    names_swapped=0.03,
    surname_changed=0.05,
    postcode_home=0.18,
    postcode_elsewhere=0.08,
    postcode_blank=0.12,
    postcode_partial=0.06,
    police_twice=0.04,
    police_split=0.05,
    police_reopened=0.025,
    police_two_forces=0.02,
    police_found_blank=0.12,
    police_found_at_closing=0.12,
    clock_12_hours=0.015,
    clock_one_day=0.02,
    clock_summer_time=0.02,
    force_clock_utc=1.0,
    date_only_authorities=0.4,
    row_per_night_authorities=0.15,
    row_per_weekend_authorities=0.15,
    without_placements_authorities=0.1,
    fortnight_twice_authorities=0.15,
    authority_ended_blank=0.10,
    nights_merged=0.25,
    placement_dates_wrong=0.2,
    second_record=0.04,
    time_spread_minutes=60.0,
    authority_share=0.35,
    together=0.08,
)
AUTHORITY_DATES = replace(Rates(), date_only_authorities=1.0)
DATES_ONLY = replace(AUTHORITY_DATES, police_date_only_forces=1.0)
PRESETS = {
    "mild": MILD,
    "usual": USUAL,
    "rough": ROUGH,
    "authority-dates": AUTHORITY_DATES,
    "dates": DATES_ONLY,
}
WORLD = ("others", "others_in_care", "others_related", "others_namesake", "before_care")
_names = [field.name for field in fields(Rates)]
# Everything that goes wrong after somebody came to know of a time away.
ERRORS = [name for name in _names[_names.index("category_mistaken") :] if name not in WORLD]
# Nothing is ever mistyped, doubled, split, moved or forgotten once it was noticed: a control for tests.
CLEAN = replace(Rates(), **dict.fromkeys(ERRORS, 0.0))


def varied(seed: int, spread: float = 0.5) -> Rates:
    """The usual rates, each error up or down by a factor of its own (log-normal with that spread)."""
    rng = default_rng(seed)
    drawn = {name: getattr(USUAL, name) * float(np.exp(rng.normal(0.0, spread))) for name in ERRORS}
    return replace(USUAL, **{n: v if n == "time_spread_minutes" else min(v, 0.9) for n, v in drawn.items()})
