"""What the authorities recorded of children (some twice) and of placements."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.random import Generator

from waylight.ops.region.births import BLANK, dates, type_births
from waylight.ops.region.identities import type_names
from waylight.ops.region.people import People
from waylight.ops.region.placements import CODE, Placements
from waylight.ops.region.places import Ints, Places, Text
from waylight.ops.region.rates import Rates


@dataclass
class Records:
    """The authority records of the listed children: whose each is, by which authority, under which id."""

    person: Ints
    authority: Ints
    child_id: Text
    second: Ints  # per person: the position of the second record, or -1

    def main(self) -> Ints:
        """Per person: the position of the first record."""
        first = np.flatnonzero(self.second[self.person] != np.arange(len(self.person)))
        found = np.empty(len(self.second), dtype=np.int64)
        found[self.person[first]] = first
        return found


def authority_codes(places: Places) -> Text:
    """A code for each authority."""
    return np.array(
        [f"{name[:4].upper()}{number:03d}" for number, name in enumerate(places.area_name)], dtype=object
    )


def make_records(people: People, size: int, places: Places, rates: Rates, rng: Generator) -> Records:
    """One record a child, two for some (half of them with another authority)."""
    twice = np.flatnonzero(rng.random(size) < rates.second_record)
    other = np.where(
        rng.random(len(twice)) < 0.5, people.area[twice], rng.integers(0, places.listed, len(twice))
    )
    person = np.concatenate([np.arange(size), twice])
    authority = np.concatenate([people.area[:size], other])
    second = np.full(size, -1)
    order = rng.permutation(len(person))
    place = np.empty(len(person), dtype=np.int64)
    place[order] = np.arange(len(person))
    second[twice] = place[size:]
    codes = authority_codes(places)[authority[order]]
    number = rng.permutation(len(person) * 7)[: len(person)] + 100_000
    ids = np.array([f"{code}-{n}" for code, n in zip(codes, number, strict=True)], dtype=object)
    return Records(person[order], authority[order], ids, second)


def children_table(
    people: People, records: Records, places: Places, rates: Rates, rng: Generator
) -> pl.DataFrame:
    """The children as the authorities list them."""
    person = records.person
    forename, surname, _ = type_names(people, person, rates, rates.authority_share, rng, police=False)
    blank = rng.random(len(person)) < np.where(people.unaccompanied[person], 0.6, 0.04)
    upper = (rng.random(places.listed) < rates.upper_case_authorities)[records.authority]
    for names in (forename, surname):
        names[upper] = [name.upper() for name in names[upper]]
    frame = pl.DataFrame(
        {
            "line": np.arange(len(person), dtype=np.int32) + 2,
            "child_id": records.child_id,
            "authority": authority_codes(places)[records.authority],
            "forename": forename,
            "surname": surname,
            "date_of_birth": dates(type_births(people, person, rates, rates.authority_share * 0.6, rng)),
            "sex": people.sex[person],
            "ethnicity": people.ethnic[person],
            "home_postcode": np.where(blank, "", places.postcode[people.home[person]]),
        }
    )
    texts = pl.col("forename", "surname", "sex", "ethnicity", "home_postcode")
    return frame.with_columns(pl.when(texts != "").then(texts).name.keep())


def placements_table(
    placements: Placements,
    records: Records,
    places: Places,
    rates: Rates,
    window: tuple[int, int],
    rng: Generator,
) -> pl.DataFrame:
    """Placements as recorded: dates wrong by days, overlaps, and none from some authorities."""
    record_of = records.main()
    size = len(placements.child)
    second = records.second[placements.child]
    use_second = (second >= 0) & (rng.random(size) < 0.4)
    record = np.where(use_second, second, record_of[placements.child])
    copied = np.flatnonzero((second >= 0) & ~use_second & (rng.random(size) < 0.4))
    row = np.concatenate([np.arange(size), copied])
    record = np.concatenate([record, second[copied]])
    started, ended = placements.started[row].copy(), placements.ended[row].copy()
    shift = rng.choice([-10, -5, -3, -2, -1, 1, 2, 3, 6, 12], (2, len(row)))
    started += np.where(rng.random(len(row)) < rates.placement_dates_wrong, shift[0], 0)
    ended += np.where(rng.random(len(row)) < rates.placement_dates_wrong, shift[1], 0)
    ended += np.where(rng.random(len(row)) < rates.placement_overlap, rng.integers(3, 40, len(row)), 0)
    ended = np.maximum(ended, started)
    current = placements.current[row] | (ended > window[1])
    silent = rng.random(places.listed) < rates.without_placements_authorities
    keep = ~silent[records.authority[record]]
    frame = pl.DataFrame(
        {
            "child_id": records.child_id[record],
            "postcode": places.postcode[placements.postcode[row]],
            "placement_type": CODE[placements.kind[row]],
            "started": dates(started),
            "ended": dates(np.where(current, BLANK, ended)),
        }
    ).filter(pl.Series(keep))
    return frame.select(pl.int_range(pl.len(), dtype=pl.Int32).alias("line") + 2, pl.all())
