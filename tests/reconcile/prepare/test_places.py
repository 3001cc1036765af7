"""Postcodes whole or in part, typed and scanned, in one form."""

import polars as pl
import pytest

from waylight.reconcile.prepare.places import is_whole, outward, tidy


def read(text: str | None) -> str | None:
    return tidy(pl.Series([text], dtype=pl.String)).item()


def area(text: str) -> str | None:
    return pl.DataFrame({"p": [read(text)]}, schema={"p": pl.String}).select(outward(pl.col("p"))).item()


@pytest.mark.parametrize("typed", ["ab1 2cd", "AB12CD", " ab1  2cd ", "AB1-2CD", "a b 1 2 c d.", "AB12CD\n"])
def test_a_postcode_is_the_same_however_it_is_spaced(typed):
    assert read(typed) == "AB12CD"


@pytest.mark.parametrize(
    ("scanned", "meant"),
    [("LS1 IAA", "LS11AA"), ("AB12 OCD", "AB120CD"), ("ZE1 2A8", "ZE12AB"), ("W1A 0A5", "W1A0AS")],
)
def test_letters_and_digits_that_scanners_confuse_are_mended_in_the_inward_part(scanned, meant):
    assert read(scanned) == meant


@pytest.mark.parametrize("text", ["nonsense", "", "A", "12345", "LS1 1A", "unknown", None, "x" * 3000, "🙂"])
def test_what_is_no_postcode_is_blank(text):
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "out"),
    [("EC1A 1BB", "EC1A"), ("W1A 0AX", "W1A"), ("AB1 2CD", "AB1"), ("AB1", "AB1"), ("SW1A", "SW1A")],
)
def test_a_part_of_a_postcode_is_kept_and_its_area_known(text, out):
    assert area(text) == out


def test_only_a_full_unit_counts_as_whole():
    frame = pl.DataFrame({"p": tidy(pl.Series(["AB1 2CD", "AB1", None]))})
    assert frame.select(is_whole(pl.col("p")))["p"].to_list() == [True, False, False]
