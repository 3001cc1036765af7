"""Splink 5 with its documented settings for persons: the example on 50,000 historical persons.

    python -m benchmarks.reconcile.peers.splink_demo --police FILE --authority DIR --out DIR

Same comparisons, blocking and training as the example. Where that has a place of birth and an occupation, our
data has sex and ethnicity. A child has several postcodes and the example's comparison takes one, so a child
is listed once per postcode and the best pair counts.
"""

from __future__ import annotations

from typing import Any

import polars as pl
import splink.comparison_library as cl
from splink import SettingsCreator, block_on

from benchmarks.reconcile.peers import entrant, splinking, tables

BLOCKS: tuple[Any, ...] = (
    block_on("substr(first_name,1,3)", "substr(surname,1,4)"),
    block_on("surname", "dob"),
    block_on("first_name", "dob"),
    block_on("postcode", "first_name"),
    block_on("postcode", "surname"),
    block_on("dob", "sex"),
    block_on("substr(postcode,1,3)", "dob"),
    block_on("substr(postcode,1,3)", "first_name"),
    block_on("substr(postcode,1,3)", "surname"),
    block_on("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"),
)
SURE: tuple[Any, ...] = (
    block_on("first_name", "surname", "dob"),
    block_on("substr(first_name,1,2)", "surname", "substr(postcode,1,2)"),
    block_on("dob", "postcode"),
)


def settings() -> SettingsCreator:
    full = "first_name_surname_concat"
    return SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=list(BLOCKS),
        comparisons=[
            cl.ForenameSurnameComparison("first_name", "surname", forename_surname_concat_col_name=full),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode"),
            cl.ExactMatch("sex").configure(term_frequency_adjustments=True),
            cl.ExactMatch("ethnicity").configure(term_frequency_adjustments=True),
        ],
    )


def _table(frame: pl.DataFrame, key: str) -> pl.DataFrame:
    each = frame.explode("postcodes").rename({"postcodes": "postcode"})
    return each.select(
        pl.int_range(pl.len()).alias("unique_id"), key, first_name="forename", surname="surname", dob="dob",
        sex="sex", ethnicity="ethnicity", postcode="postcode",
        first_name_surname_concat=pl.format("{} {}", "forename", "surname"),
    )  # fmt: skip


def link(extract: tables.Extract) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Distinct police identities (with one postcode each) against children."""
    police = extract.police.with_columns(postcodes="postcode")
    columns = ["forename", "surname", "dob", "sex", "ethnicity", "postcodes"]
    people = police.group_by(columns, maintain_order=True).agg("incident_id").with_row_index("identity")
    left = _table(people.with_columns(pl.concat_list("postcodes")), "identity")
    right = _table(tables.placed(extract), "child_id")
    model = splinking.linker(left.drop("identity"), right.drop("child_id"), settings())
    em = [block_on("first_name", "surname"), block_on("dob")]
    splinking.train(model, sure=SURE, recall=0.6, u={"max_pairs": 5e6}, em=em)
    found = splinking.pairs(model).rename({"identity": "unique_id"})
    named = found.join(left.select("unique_id", "identity"), on="unique_id")
    both = named.join(right.select("unique_id", "child_id"), left_on="child", right_on="unique_id")
    return both.select("identity", "child_id", "probability"), people


if __name__ == "__main__":
    entrant.main(link, thorough=False)
