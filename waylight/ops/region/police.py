"""The police extract as the forces would hand it over, with the truth about every row."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.random import Generator

from waylight.ops.region.births import dates, type_births
from waylight.ops.region.descriptions import ethnicity, in_care, pick, sex
from waylight.ops.region.identities import type_names
from waylight.ops.region.people import Flags, People
from waylight.ops.region.places import Ints, Places, Text
from waylight.ops.region.rates import Rates
from waylight.ops.region.report_times import times
from waylight.ops.region.reports import Reports
from waylight.ops.region.whereabouts import where


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
    postcode, place = where(reports, people, places, rates, rng)
    frame = pl.DataFrame(
        {
            "line": np.arange(len(reports), dtype=np.int32) + 2,
            "incident_id": _ids(reports, places),
            "force": np.array(force_codes(places), dtype=object)[reports.force],
            "forename": forename[identity],
            "surname": surname[identity],
            "date_of_birth": dates(born)[identity],
            "sex": sex(people.sex[person], rates, rng)[identity],
            "ethnicity": ethnicity(people.ethnic[person], rates, rng)[identity],
            "postcode": postcode,
            **times(reports, habits, rates, rng),
            "risk": pick(
                ["high", "medium", "medium", "medium", "low", "no apparent risk", ""], len(reports), rng
            ),
            "in_care": in_care(reports.in_care, rng),
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
