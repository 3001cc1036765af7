"""A column as its spellings: each text once, and every row told what was found of its text."""

import numpy as np
import polars as pl
import pytest

from waylight.reconcile.prepare.spelt import Spelt


@pytest.mark.parametrize(
    "column",
    [[], [None], ["a"], ["b", None, "a", "b", "", "a"], [None, None, "c"], ["ß", "ss", "ß"]],
)
def test_each_row_gets_what_was_found_of_its_text(column):
    spelt = Spelt.of(pl.Series(column, dtype=pl.String))
    texts = spelt.texts.to_list()
    assert sorted(texts) == sorted({text for text in column if text is not None})
    marks = np.arange(1, len(texts) + 1, dtype=np.uint8)
    found = spelt.each(marks)
    assert found.dtype == np.uint8
    assert found.tolist() == [0 if text is None else texts.index(text) + 1 for text in column]
