"""The toolkit `recordlinkage`: blocks, sorted neighbourhood, string comparisons, unsupervised ECM classifier.

    python -m benchmarks.reconcile.peers.recordlinkage_toolkit --police FILE --authority DIR --out DIR

Same cleaned identities as the expert Splink entrant. The toolkit compares pair by pair in Python and holds
every pair in a pandas index, so it is only run at the smaller sizes.
"""

from __future__ import annotations

import pandas as pd
import polars as pl
import recordlinkage as rl
from recordlinkage.base import BaseCompareFeature

from benchmarks.reconcile.peers import entrant, tables

ALIKE = 0.88
WINDOW = 9
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
    """Blocks on the birth date, the names, either name by sound with the year; neighbours by surname."""
    for table in (left, right):
        table["year"] = table["dob"].str.slice(0, 4)
    named = (left[left["surname"] != ""], right[right["surname"] != ""])
    near = rl.index.SortedNeighbourhood("surname", window=WINDOW, block_on=["year"])
    index = near.index(*named)
    dated = (left[left["dob"] != ""], right[right["dob"] != ""])
    for columns in (["dob"], ["fore_key", "sur_key"], ["fore_key", "year", "sex"]):
        index = index.union(rl.index.Block(columns).index(*dated))
    return index


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
