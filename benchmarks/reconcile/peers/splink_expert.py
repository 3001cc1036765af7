"""Splink 5 with the best settings we found for this data.

    python -m benchmarks.reconcile.peers.splink_expert --police FILE --authority DIR --out DIR [--context]

Reports collapsed to the distinct ways the police wrote a person; names cleaned; all postcodes of both sides
as arrays, blocked by exploding; levels for nicknames and sounds, swapped and partial names, day and month
swapped, one part of a date wrong; term frequencies. `--context` adds evidence that Splink has no levels for
and that we wrote by hand: the placement on that night, and authority rows that begin when a report does.
"""

from __future__ import annotations

import sys
from typing import Any

import polars as pl
from splink import SettingsCreator, block_on
from splink.blocking_rule_library import CustomRule

from benchmarks.reconcile.peers import entrant, levels, splinking, tables

PLACES = ["postcodes"]
BLOCKS: tuple[Any, ...] = (
    block_on("forename", "surname"),
    CustomRule("l.forename = r.surname and l.surname = r.forename"),
    block_on("dob", "fore_key"),
    block_on("dob", "sur_key"),
    block_on("dob", "substr(forename,1,1)"),
    block_on("fore_key", "sur_key"),
    CustomRule("l.dob = r.dob_swapped and substr(l.surname,1,1) = substr(r.surname,1,1)"),
    block_on("postcodes", "forename", arrays_to_explode=PLACES),
    block_on("postcodes", "surname", arrays_to_explode=PLACES),
    block_on("postcodes", "dob", arrays_to_explode=PLACES),
    block_on("postcodes", "substr(forename,1,2)", "sex", arrays_to_explode=PLACES),
)
TIMES: tuple[Any, ...] = (
    block_on("nights", arrays_to_explode=["nights"]),
    block_on("quarters", "substr(forename,1,1)", arrays_to_explode=["quarters"]),
    block_on("quarters", "dob", arrays_to_explode=["quarters"]),
)
SURE: tuple[Any, ...] = (
    block_on("forename", "surname", "dob"),
    block_on("dob", "surname", "postcodes", arrays_to_explode=PLACES),
)
# More random pairs, or more chunks, cost up to 15 s at 100,000 rows and change no figure in the third place.
U = {"max_pairs": 5e5, "num_chunks": 1}
EM: tuple[Any, ...] = (block_on("forename", "surname"), block_on("dob", "sex"))


def settings(*, context: bool) -> SettingsCreator:
    compared = [levels.forename(), levels.surname(), levels.birth(), levels.sex(), levels.ethnicity()]
    place = [levels.placed_then(), levels.begins_with()] if context else [levels.places()]
    return SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=[*BLOCKS, *(TIMES if context else ())],
        comparisons=[*compared, *place],
    )


def _columns(frame: pl.DataFrame, *more: str) -> pl.DataFrame:
    year, month, day = (pl.col("dob").str.slice(*s) for s in ((0, 4), (5, 2), (8, 2)))
    sector = pl.element().str.extract(r"^(\S+ \d)").drop_nulls()
    words = {
        f"{name}_{end}": pl.col(name).str.extract(pattern)
        for name in ("forename", "surname")
        for end, pattern in (("first", r"^(\S+)"), ("last", r"(\S+)$"))
    }
    return frame.select(
        "unique_id", "forename", "surname", "fore_key", "sur_key", "dob", "sex", "ethnicity", "postcodes",
        *more, **words, dob_swapped=pl.format("{}-{}-{}", year, day, month),
        sectors=pl.col("postcodes").list.eval(sector).list.unique(),
    )  # fmt: skip


def link(extract: tables.Extract) -> tuple[pl.DataFrame, pl.DataFrame]:
    context = "--context" in sys.argv
    people = tables.identities(extract.police)
    children = tables.placed(extract).with_row_index("unique_id")
    left, right = people.with_columns(unique_id="identity"), children
    more: list[str] = []
    if context:
        left, right = levels.with_times(left, right, extract)
        more = ["nights", "around", "starts", "quarters", "stays", "seen"]
    model = splinking.linker(_columns(left, *more), _columns(right, *more), settings(context=context))
    splinking.train(model, sure=SURE, recall=0.7, u=U, em=EM)
    found = splinking.pairs(model)
    named = found.join(children.select(child="unique_id", child_id="child_id"), on="child")
    return named.select("identity", "child_id", "probability"), people


if __name__ == "__main__":
    entrant.main(link, thorough=True)
