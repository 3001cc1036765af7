"""A vocabulary: each spelling once, with what comparisons need of it; and whole names typed into one box."""

import numpy as np
import polars as pl
import pytest

from tests.reconcile.extracts import Case
from waylight.reconcile.prepare.tables import ethnicity_group, sex_code, sides
from waylight.reconcile.prepare.words import encode, nickname_codes, nicknames


def test_blanks_and_fillers_have_code_nought():
    _, codes, _ = encode([pl.Series([None, "", "unknown", "Sam"])])
    assert codes[0].tolist()[:3] == [0, 0, 0] and codes[0][3] > 0


def test_one_clean_spelling_has_one_code_in_every_column():
    _, codes, _ = encode([pl.Series(["SAM", "Zoë"]), pl.Series(["zoe", "sam "])])
    assert codes[0].tolist() == codes[1].tolist()[::-1]


def test_another_name_inside_a_name_has_a_code_of_its_own():
    words, codes, others = encode([pl.Series(["Samuel (Kit)", "kit"])])
    assert others[0].tolist() == [codes[0][1], 0] and words.text[others[0][0]] == "kit"


def test_no_name_at_all_makes_an_empty_vocabulary():
    words, codes, _ = encode([pl.Series([], dtype=pl.String), pl.Series([None], dtype=pl.String)])
    assert words.text.tolist() == [""] and codes[0].tolist() == [] and codes[1].tolist() == [0]


def test_every_nickname_goes_both_ways():
    pairs = set(nicknames().iter_rows())
    assert len(pairs) > 500 and pairs == {(b, a) for a, b in pairs}


def test_only_nicknames_of_the_vocabulary_are_looked_up():
    words, codes, _ = encode([pl.Series(["Alexander", "Sasha", "Pip"])])
    a, b, _ = codes[0].tolist()
    assert set(nickname_codes(words).tolist()) == {a << 32 | b, b << 32 | a}


def read(forename: str | None, surname: str | None) -> tuple[str, str]:
    found = sides(Case().report("i", forename, surname).child("C", "Sam", "Ash").extracts())
    text = found.words.text
    return text[found.identities.forename[0]], text[found.identities.surname[0]]


@pytest.mark.parametrize(
    ("forename", "surname", "meant"),
    [
        ("Kim Lee Park", None, ("kim", "park")),
        (None, "Kim Park", ("kim", "park")),
        ("Kim Lee", "Park", ("kim lee", "park")),
        ("Kim", None, ("kim", "")),
    ],
)
def test_a_whole_name_in_one_box_is_read_as_two(forename, surname, meant):
    assert read(forename, surname) == meant


def test_reports_typed_alike_are_one_identity_and_others_are_not():
    case = Case().report("a", "SAM", "Ash", "2010-05-04").report("b", "sam", "ash", "2010-05-04")
    found = sides(case.report("c", "Sam", "Ash").report("d", "Sam", "Ash", "2010-05-05").extracts())
    assert found.identity_of.tolist() == [0, 0, 1, 2]
    assert len(found.identities) == 3


def test_codes_of_sex_and_ethnicity_of_both_sides_meet():
    assert sex_code(pl.Series(["F", "f", "Female", "2", "M", "1", "", None, "X"])).tolist() == [
        1, 1, 1, 1, 2, 2, 0, 0, 0,
    ]  # fmt: skip
    groups = ethnicity_group(
        pl.Series(["W1", "WBRI", "IC1", "MWBC", "M1", "B9", "BAFR", "IC3", "NOBT", None])
    )
    assert groups.tolist() == [1, 1, 1, 2, 2, 4, 4, 4, 0, 0]
    assert groups.dtype == np.uint8
