"""The missing rows of the authorities, each authority by its own habits."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.random import Generator

from waylight.ops.region.authority import Records
from waylight.ops.region.aways import Aways
from waylight.ops.region.clocks import NONE, column
from waylight.ops.region.people import Flags
from waylight.ops.region.places import Ints, Places
from waylight.ops.region.rates import Rates
from waylight.ops.region.remembering import remember
from waylight.ops.region.row import Rows
from waylight.ops.region.row_habits import again, merge, per_night


def missing_table(
    aways: Aways, records: Records, places: Places, rates: Rates, window: tuple[int, int], rng: Generator
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The missing rows as recorded, and the true times away behind each (missing_id, person, away)."""
    known = np.flatnonzero(aways.by_authority)
    habits = _habits(places, rates, rng)
    rows = _as_told(aways, known, records, rng)
    rows = merge(rows, records, habits, rates, rng)
    rows = per_night(rows, records, habits)
    rows = remember(rows, records, habits, rates, rng)
    rows = again(rows, records, habits, rates, window, rng)
    rows = rows.take(np.lexsort((rows.start, records.child_id[rows.record].astype(str))))
    size = len(rows.record)
    ids = np.array([f"MIS{n:07d}" for n in rng.permutation(size * 3)[:size]], dtype=object)
    frame = pl.DataFrame(
        {
            "line": np.arange(size, dtype=np.int32) + 2,
            "missing_id": ids,
            "child_id": records.child_id[rows.record],
            "category": np.where(rows.missing, "M", "A").astype(object),
            "started_at": column(rows.start),
            "started_day": rows.day_only,
            "ended_at": column(np.where(rows.open, NONE, rows.end)),
            "ended_day": rows.day_only,
        }
    )
    span = rows.last - rows.first + 1
    row = np.repeat(np.arange(size), span)
    offset = np.arange(len(row)) - np.repeat(span.cumsum() - span, span)
    away = known[rows.first[row] + offset]
    person = records.person[rows.record[row]]
    truth = pl.DataFrame({"missing_id": ids[row], "person": person, "away": away, "made": rows.made[row]})
    return frame, truth


def _habits(places: Places, rates: Rates, rng: Generator) -> dict[str, Flags]:
    size = places.listed
    lot = rng.random(size)
    return {
        "night": lot < rates.row_per_night_authorities,
        "by date": rng.random(size) < 0.4,
        "weekend": lot > 1 - rates.row_per_weekend_authorities,
        "dates": rng.random(size) < rates.date_only_authorities,
        "fortnight": rng.random(size) < rates.fortnight_twice_authorities,
    }


def _as_told(aways: Aways, known: Ints, records: Records, rng: Generator) -> Rows:
    """One row a time away; a second record of the child takes four in ten."""
    record_of = records.main()
    child = aways.child[known]
    second = records.second[child]
    record = np.where((second >= 0) & (rng.random(len(child)) < 0.4), second, record_of[child])
    at = np.arange(len(known))
    return Rows(
        record,
        aways.start[known],
        aways.end[known],
        aways.open[known].copy(),
        aways.missing[known].copy(),
        at,
        at,
        np.full(len(at), "told", dtype=object),
        np.zeros(len(at), dtype=bool),
    )
