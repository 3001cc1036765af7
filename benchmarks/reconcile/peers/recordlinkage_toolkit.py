"""The toolkit `recordlinkage`: blocks on the birth date, string comparisons, unsupervised ECM classifier.

    python -m benchmarks.reconcile.peers.recordlinkage_toolkit --police FILE --authority DIR --out DIR

Same cleaned identities as the expert Splink entrant. Wider candidates (names by sound, sorted neighbourhood by
surname) were tried: they reach .94 on one small set, and on larger ones the classifier then divides the pairs
otherwise than into same and different (F1 .19 to .84). The toolkit compares pair by pair in Python and holds every
pair in a pandas index, so it is only run at the smaller sizes.
"""

from __future__ import annotations

import pandas as pd
import polars as pl
import recordlinkage as rl
from recordlinkage.base import BaseCompareFeature

from benchmarks.reconcile.peers import entrant, tables

ALIKE = 0.88
COLUMNS = ("forename", "surname", "fore_key", "sur_key", "dob", "sex", "ethnicity")


class AnyPlace(BaseCompareFeature):
    """1 where the two lists of postcodes share one."""

    def _compute_vectorized(self, left: pd.Series, right: pd.Series) -> pd.Series:
        shared = [not set(a).isdisjoint(b) for a, b in zip(left, right, strict=True)]
        return pd.Series(shared, index=left.index, dtype=float)


def _table(frame: pl.DataFrame, key: str) -> pd.DataFrame:
    texts = [pl.col(c).fill_null("") for c in COLUMNS]
    return frame.select(key, *texts, "postcodes").to_pandas().set_index(key)


def _pairs(left: pd.DataFrame, right: pd.DataFrame) -> pd.MultiIndex:
    """Pairs with the same birth date."""
    dated = (table[table["dob"] != ""] for table in (left, right))
    return rl.index.Block("dob").index(*dated)


def _features(index: pd.MultiIndex, left: pd.DataFrame, right: pd.DataFrame) -> pd.DataFrame:
    compare = rl.Compare()
    for column in ("forename", "surname"):
        compare.string(column, column, method="jarowinkler", threshold=ALIKE, label=column)
        compare.exact(column, column, label=f"{column} exact")
    compare.exact("fore_key", "fore_key", label="forename by sound")
    compare.string("forename", "surname", method="jarowinkler", threshold=ALIKE, label="swapped")
    compare.exact("dob", "dob", label="dob")
    compare.string("dob", "dob", method="damerau_levenshtein", threshold=0.85, label="dob near")
    compare.exact("sex", "sex", label="sex")
    compare.exact("ethnicity", "ethnicity", label="ethnicity")
    compare.add(AnyPlace("postcodes", "postcodes", label="postcode"))
    return compare.compute(index, left, right)


def link(extract: tables.Extract) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Distinct police identities against children."""
    people = tables.identities(extract.police)
    left, right = _table(people, "identity"), _table(tables.placed(extract), "child_id")
    features = _features(_pairs(left, right), left, right).astype(int)
    classifier = rl.ECMClassifier(max_iter=100)
    classifier.fit(features)
    found = classifier.prob(features).rename("probability").reset_index()
    pairs = pl.from_pandas(found).filter(pl.col("probability") >= 0.1)
    return pairs.with_columns(pl.col("identity").cast(people.schema["identity"])), people


if __name__ == "__main__":
    entrant.main(link, thorough=True)
