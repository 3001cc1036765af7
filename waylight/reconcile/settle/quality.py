"""How good is the linkage, by its own probabilities: for the whole and for groups of children.

These are expectations, not a check against truth: where probabilities are calibrated they say how many links
at 0.9 or more are wrong and how many true ones lie below. A group for which they are worse is treated worse.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settle import words
from waylight.reconcile.tables import Extracts

# First letter of an SSDA903 ethnicity code; what is refused or not yet obtained is not known.
GROUPS = {
    "W": "White",
    "M": "Mixed",
    "A": "Asian",
    "B": "Black",
    "C": "Chinese or other",
    "O": "Chinese or other",
}


def quality(
    prepared: Prepared, extracts: Extracts, links: pl.DataFrame, matches: pl.DataFrame
) -> dict[str, Any]:
    """`links` (row, child, probability) and `matches` (row, missing, probability), however improbable.

    Keys: links, matches (counts and expectations), by_group (one entry per group of children), clocks (faults
    found), note.
    """
    best = links.sort("probability", "row", descending=[True, False]).unique("row", keep="first")
    groups = _groups(prepared, extracts)
    return {
        "links": _expected(best["probability"]),
        "matches": _expected(matches["probability"]),
        "by_group": _by_group(best, groups),
        "clocks": list(prepared.notes.get("clocks", [])),
        "note": "Expected from the probabilities of the links themselves, at the threshold of 0.9.",
    }


def _expected(probability: pl.Series) -> dict[str, float]:
    """Counts, and what the probabilities lead one to expect at the threshold."""
    frame = pl.DataFrame({"p": probability}).select(*_sums())
    return _figures(frame.row(0, named=True))


def _sums() -> list[pl.Expr]:
    p = pl.col("p")
    sure, doubtful = p >= words.DOUBTFUL, (p >= words.EVEN) & (p < words.DOUBTFUL)
    return [
        sure.sum().alias("sure"),
        doubtful.sum().alias("doubtful"),
        p.filter(sure).sum().alias("right"),
        p.filter(~sure).sum().alias("below"),
    ]


def _figures(sums: dict[str, Any]) -> dict[str, float]:
    sure, right, below = float(sums["sure"]), float(sums["right"]), float(sums["below"])
    return {
        "sure": int(sure),
        "doubtful": int(sums["doubtful"]),
        "expected_wrong": round(sure - right, 1),
        "expected_below_threshold": round(below, 1),
        "expected_precision": round(right / sure, 4) if sure else 1.0,
        "expected_recall": round(right / (right + below), 4) if right + below else 1.0,
        "expected_f1": round(2 * right / (sure + right + below), 4) if sure + right + below else 1.0,
    }


def _groups(prepared: Prepared, extracts: Extracts) -> pl.DataFrame:
    """Per child record the groups it belongs to: (child, group, value)."""
    raw = extracts.children
    letter = raw["ethnicity"].fill_null("").str.strip_chars().str.to_uppercase().str.head(1)
    born, person = raw["date_of_birth"], prepared.children["person"]
    frame = pl.DataFrame(
        {
            "child": prepared.children["row"], "person": person, "born": born,
            "ethnicity": letter.replace_strict(GROUPS, default="not known", return_dtype=pl.String),
            "home": raw["home_postcode"].fill_null("").str.to_uppercase().str.replace_all(" ", "", literal=True),
        }
    )  # fmt: skip
    people = frame.group_by("home", "born").agg(pl.col("person").n_unique().alias("twins"))
    at_home = frame.group_by("home").agg(pl.col("person").n_unique().alias("siblings"))
    frame = frame.join(people, on=["home", "born"], how="left", maintain_order="left", nulls_equal=True)
    frame = frame.join(at_home, on="home", how="left", maintain_order="left")
    housed, dated = pl.col("home") != "", pl.col("born").is_not_null()
    first = (pl.col("born").dt.month() == 1) & (pl.col("born").dt.day() == 1)
    columns = {
        "ethnicity": pl.col("ethnicity"),
        "birth date": pl.when(dated & first)
        .then(pl.lit("1 January"))
        .otherwise(pl.lit("another day or none")),
        "born the same day at one home": _yes(housed & dated & (pl.col("twins") > 1)),
        "another child at the same home address": _yes(housed & (pl.col("siblings") > 1)),
        "recorded twice": _yes(pl.len().over("person") > 1),
    }
    return frame.select(
        "child", *[expr.fill_null("no").alias(name) for name, expr in columns.items()]
    ).unpivot(index="child", variable_name="group", value_name="value")


def _yes(test: pl.Expr) -> pl.Expr:
    return pl.when(test).then(pl.lit("yes")).otherwise(pl.lit("no"))


def _by_group(links: pl.DataFrame, groups: pl.DataFrame) -> list[dict[str, Any]]:
    # Sums per child first: there are far fewer children than links, and five groups for each.
    sums = links.select(pl.col("child").cast(pl.UInt32), p="probability").group_by("child").agg(_sums())
    pooled = (
        groups.join(sums, on="child", how="inner")
        .group_by("group", "value")
        .agg(pl.col("sure", "doubtful", "right", "below").sum())
        .sort("group", "value")
    )
    return [
        {"group": row["group"], "value": row["value"], **_figures(row)}
        for row in pooled.iter_rows(named=True)
    ]
