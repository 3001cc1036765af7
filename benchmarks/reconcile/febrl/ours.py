"""Waylight's person linkage on a FEBRL set: names, date of birth and address, without any number."""

from __future__ import annotations

import polars as pl

from benchmarks.reconcile.febrl.sets import PublicSet, ordered
from waylight.reconcile.people import link_people

PLACE = ("street_number", "address_1", "address_2", "suburb", "postcode", "state")


def link(public: PublicSet) -> pl.DataFrame:
    """Pairs `l`, `r`, `probability`, each once."""
    left = _table(public.left)
    right = left if public.right is None else _table(public.right)
    found = link_people(left, right, place=PLACE, one_to_one=public.right is not None)
    names_r = public.left if public.right is None else public.right
    pairs = pl.DataFrame(
        {
            "l": public.left["rec_id"].gather(found["left"]),
            "r": names_r["rec_id"].gather(found["right"]),
            "probability": found["probability"],
        }
    )
    return ordered(pairs.sort("probability", descending=True)) if public.right is None else pairs


def _table(frame: pl.DataFrame) -> pl.DataFrame:
    born = pl.col("date_of_birth").str.to_date("%Y%m%d", strict=False)
    return frame.select(*PLACE, forename="given_name", surname="surname", date_of_birth=born)
