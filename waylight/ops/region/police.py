"""The police extract as the forces would hand it over, with the truth about every row."""

from __future__ import annotations

import random

import numpy as np
import polars as pl
from numpy.random import Generator

from waylight.ops.region import typing_errors as slips
from waylight.ops.region.aways import DAY
from waylight.ops.region.births import dates, type_births
from waylight.ops.region.clocks import NONE, column, summer
from waylight.ops.region.identities import type_names
from waylight.ops.region.people import Flags, People
from waylight.ops.region.places import Ints, Places, Text
from waylight.ops.region.rates import Rates
from waylight.ops.region.reports import Reports

# SSDA903 code -> self-defined 16+1 code -> officer's (IC) code.
SELF_DEFINED = dict(
    slips.pairs(
        "WBRI W1 WIRI W2 WIRT W9 WROM W9 WOTH W9 MWBC M1 MWBA M2 MWAS M3 MOTH M9 AIND A1 APKN A2 ABAN A3 "
        "AOTH A9 CHNE O1 BCRB B1 BAFR B2 BOTH B9 OOTH O9 REFU NS NOBT NS"
    )
)
OFFICER = {
    "W": ["IC1", "IC1", "IC1", "IC2"],
    "M": ["IC3", "IC3", "IC1", "IC4"],
    "A": ["IC4"],
    "B": ["IC3"],
    "O": ["IC6", "IC4", "IC5", "IC9"],
    "N": ["IC9"],
}
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


def police_table(
    reports: Reports, people: People, places: Places, rates: Rates, rng: Generator
) -> tuple[pl.DataFrame, Reports]:
    """The extract (columns of `reconcile.tables.POLICE`), and the reports in the order of its rows."""
    habits = _force_habits(len(places.force_name), rates, rng)
    reports = reports.take(np.lexsort((reports.person, reports.reported)))
    believed = reports.in_care ^ (rng.random(len(reports)) < 0.04)
    reports = reports.take(np.flatnonzero(believed | ~habits["filters"][reports.force]))
    identity, person, force = _who_is_typed(reports, rates, rng)
    forename, surname, alias = type_names(people, person, rates, 1.0, rng, police=True)
    upper = habits["upper"][force]
    for names in (forename, surname):
        names[upper] = [name.upper() for name in names[upper]]
    born = type_births(people, person, rates, 1.0, rng)
    postcode, place = _where(reports, people, places, rates, rng)
    frame = pl.DataFrame(
        {
            "line": np.arange(len(reports), dtype=np.int32) + 2,
            "incident_id": _ids(reports, places),
            "force": np.array(force_codes(places), dtype=object)[reports.force],
            "forename": forename[identity],
            "surname": surname[identity],
            "date_of_birth": dates(born)[identity],
            "sex": _sex(people.sex[person], rates, rng)[identity],
            "ethnicity": _ethnicity(people.ethnic[person], rates, rng)[identity],
            "postcode": postcode,
            **_times(reports, habits, rates, rng),
            "risk": _pick(
                ["high", "medium", "medium", "medium", "low", "no apparent risk", ""], len(reports), rng
            ),
            "in_care": _in_care(reports.in_care, rng),
            "place": place,
            "aliases": alias[identity],
        }
    )
    texts = pl.col(
        "forename", "surname", "sex", "ethnicity", "postcode", "risk", "in_care", "place", "aliases"
    )
    return frame.with_columns(pl.when(texts != "").then(texts).name.keep()), reports


def force_codes(places: Places) -> list[str]:
    """A code for each force, the last (not given) included."""
    return [f"{name[:2].upper()}{number:02d}" for number, name in enumerate(places.force_name)]


def _ids(reports: Reports, places: Places) -> Text:
    codes = force_codes(places)
    running = np.zeros(len(reports), dtype=np.int64)
    for force in np.unique(reports.force):
        here = reports.force == force
        running[here] = np.arange(here.sum()) + 1
    return np.array(
        [f"{codes[f]}-{n:06d}" for f, n in zip(reports.force, running, strict=True)], dtype=object
    )


def _force_habits(forces: int, rates: Rates, rng: Generator) -> dict[str, Flags]:
    utc, filters = np.zeros(forces, dtype=bool), np.zeros(forces, dtype=bool)
    filters[rng.integers(forces - 1)] = rng.random() < rates.force_prefilters
    utc[rng.integers(forces - 1)] = rng.random() < rates.force_clock_utc
    return {
        "utc": utc,
        "filters": filters,
        "upper": rng.random(forces) < rates.upper_case_forces,
        "dates": rng.random(forces) < rates.police_date_only_forces,
    }


def _who_is_typed(reports: Reports, rates: Rates, rng: Generator) -> tuple[Ints, Ints, Ints]:
    """A force keeps one record of a child; some reports are typed afresh.

    Gives each report its identity, and each identity its person and force."""
    fresh = reports.fresh | (rng.random(len(reports)) < rates.retyped)
    number = np.where(fresh, np.arange(len(reports)) + 1, 0)
    key = (reports.person * 64 + reports.force) * (len(reports) + 1) + number
    _, first, identity = np.unique(key, return_index=True, return_inverse=True)
    return identity, reports.person[first], reports.force[first]


def _sex(sex: Text, rates: Rates, rng: Generator) -> Text:
    lot = rng.random(len(sex))
    other = np.where(sex == "M", "F", "M").astype(object)
    return np.where(lot < rates.sex_wrong, other, np.where(lot > 1 - rates.sex_blank, "", sex))


def _ethnicity(ethnic: Text, rates: Rates, rng: Generator) -> Text:
    codes = list(SELF_DEFINED)
    number = np.searchsorted(sorted(codes), ethnic.astype(str))
    stated = np.array([SELF_DEFINED[code] for code in sorted(codes)], dtype=object)[number]
    size = len(stated)
    any_code = np.array(list(SELF_DEFINED.values()), dtype=object)[rng.integers(0, len(codes), size)]
    stated = np.where(rng.random(size) < rates.ethnicity_differs, any_code, stated)
    officer = np.full(size, "IC9", dtype=object)
    initial = np.array([code[0] for code in stated], dtype=object)
    for letter, options in OFFICER.items():
        here = np.flatnonzero(initial == letter)
        officer[here] = np.array(options, dtype=object)[rng.integers(0, len(options), len(here))]
    stated = np.where(rng.random(size) < rates.ethnicity_officer, officer, stated)
    return np.where(rng.random(size) < rates.ethnicity_blank, "", stated)


def _in_care(in_care: Flags, rng: Generator) -> Text:
    lot = rng.random(len(in_care))
    return np.where(lot < 0.35, "", np.where(in_care ^ (lot > 0.96), "Y", "N")).astype(object)


def _pick(options: list[str], size: int, rng: Generator) -> Text:
    return np.array(options, dtype=object)[rng.integers(0, len(options), size)]


def _where(
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


def _times(reports: Reports, habits: dict[str, Flags], rates: Rates, rng: Generator) -> dict[str, object]:
    size = len(reports)
    seen, reported, found = reports.seen, reports.reported, reports.found
    blank = (found == NONE) | (rng.random(size) < rates.police_found_blank)
    closing = rng.random(size) < rates.police_found_at_closing
    found = np.where(closing, found + rng.integers(300, 1100, size), found)
    off = _clock_offsets(size, rates, rng)
    which = rng.integers(0, 3, size)  # both ends of the row, the beginning, the end
    summery = habits["utc"][reports.force]
    seen = seen + np.where(which != 2, off, 0) - np.where(summery & summer(seen), 60, 0)
    reported = reported + np.where(which != 2, off, 0) - np.where(summery & summer(reported), 60, 0)
    found = (
        found + np.where(which != 1, off, 0) - np.where(summery & summer(np.where(blank, 0, found)), 60, 0)
    )
    found = np.where(blank, NONE, found)
    day_only = habits["dates"][reports.force]
    columns: dict[str, object] = {}
    for name, minutes in (("last_seen", seen), ("reported", reported), ("found", found)):
        whole = np.where(day_only & (minutes != NONE), minutes // DAY * DAY, minutes)
        columns[f"{name}_at"] = column(whole)
        columns[f"{name}_day"] = day_only
    return columns


def _clock_offsets(size: int, rates: Rates, rng: Generator) -> Ints:
    """Minutes by which the clock of a row is wrong: 12 hours, one day, or an hour of summer time."""
    lot = rng.random(size)
    one, two = rates.clock_12_hours, rates.clock_12_hours + rates.clock_one_day
    sign = rng.choice([-1, 1], size)
    amount = np.select([lot < one, lot < two, lot < two + rates.clock_summer_time], [720, 1440, 60], 0)
    return amount * sign
