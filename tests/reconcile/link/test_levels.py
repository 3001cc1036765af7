"""How alike two people are, field by field: one level each, whichever side is asked first."""

import numpy as np
import polars as pl
import pytest

from tests.reconcile.extracts import Case
from waylight.reconcile.link.evidence import PairLevels, birth_level, compare
from waylight.reconcile.link.names import NameLevels
from waylight.reconcile.prepare.tables import sides
from waylight.reconcile.prepare.words import encode
from waylight.reconcile.settings import Birth, Name, Order, Sex


def level(one: str, other: str) -> Name:
    words, codes, _ = encode([pl.Series([one]), pl.Series([other])])
    return Name(int(NameLevels(words).compare(codes[0], codes[1])[0]))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Sam", "SAM", Name.SAME),
        ("Van der Berg", "Vanderberg", Name.SAME),
        ("O'Dea", "O Dea", Name.SAME),
        ("Mohammed", "Muhammad", Name.KNOWN_AS),
        ("Katherine", "Kate", Name.KNOWN_AS),
        ("Catherine", "Katherine", Name.KNOWN_AS),
        ("Charlton", "Chsrlton", Name.TYPING),
        ("Gardiner", "Gardimer", Name.TYPING),
        ("Kofi-James", "Kofi", Name.PART),
        ("Okonkwo-Reed", "Reed", Name.PART),
        ("M", "Mustafa", Name.PART),
        ("Wesim Mohammad", "Wasim", Name.PART),
        ("Taylor-Thompson", "Tailor", Name.PART),
        ("Mia Klsey", "Kelsey", Name.PART),
        ("Ada Li", "Li", Name.PART),
        ("Ada L", "Lena", Name.OTHER),
        ("Hollingsworth", "Holingswurd", Name.LIKE),
        ("Kofi", "Amara", Name.OTHER),
        ("Lee", "Ben", Name.OTHER),
        ("", "Sam", Name.BLANK),
        ("unknown", "Sam", Name.BLANK),
    ],
)
def test_two_names_have_the_level(one, other, expected):
    assert level(one, other) is expected


def test_the_level_of_two_names_does_not_depend_on_which_comes_first():
    names = [
        "sam",
        "samuel",
        "mohammed",
        "muhammad",
        "kofi",
        "kofi james",
        "ash",
        "",
        "m",
        "reed",
        "mo",
        "ashe",
    ]
    words, codes, _ = encode([pl.Series(names)])
    one, other = np.repeat(codes[0], len(names)), np.tile(codes[0], len(names))
    table = NameLevels(words).compare(one, other).reshape(len(names), -1)
    assert (table == table.T).all() and len(np.unique(table)) >= 5


def birth(one: str | None, other: str | None) -> Birth:
    return Birth(int(pair(born=(one, other)).birth[0]))


def pair(
    names: tuple[tuple[str | None, str | None], ...] = (("Sam", "Ash"), ("Sam", "Ash")),
    born: tuple[str | None, str | None] = ("2010-05-14", "2010-05-14"), **more: str,
) -> PairLevels:  # fmt: skip
    """Levels of one police identity against one child."""
    case = Case().report("i", *names[0], born[0], sex=more.get("sex"), aliases=more.get("aliases"))
    found = sides(case.child("C", *names[1], born[1], sex="F").extracts())
    at = np.zeros(1, dtype=np.int64)
    return compare(found.identities, found.children, at, at, NameLevels(found.words))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2010-05-14", "2010-05-14", Birth.SAME),
        ("2010-01-01", "2010-01-01", Birth.SAME_FIRST_JANUARY),
        ("2010-05-04", "2010-04-05", Birth.SWAPPED),
        ("2010-05-14", "2011-05-14", Birth.BY_ONE),
        ("2010-05-14", "2010-05-15", Birth.BY_ONE),
        ("2010-05-14", "2010-06-14", Birth.BY_ONE),
        ("2010-05-12", "2010-05-21", Birth.BY_ONE),
        ("2010-05-14", "2010-05-24", Birth.BY_ONE),
        ("2010-05-14", "2014-05-14", Birth.ONE_PART),
        ("2010-05-14", "2010-09-14", Birth.ONE_PART),
        ("2010-05-14", "2010-05-27", Birth.ONE_PART),
        ("2010-01-01", "2012-08-20", Birth.ASSIGNED),
        ("2010-01-01", "2012-01-01", Birth.ASSIGNED),
        ("2010-05-30", "2010-06-02", Birth.NEAR),
        ("2010-05-14", "2004-09-21", Birth.OTHER),
        ("2010-01-01", "2018-08-20", Birth.OTHER),
        (None, "2010-05-14", Birth.BLANK),
        ("2010-05-14", None, Birth.BLANK),
    ],
)
def test_two_birth_dates_have_the_level(one, other, expected):
    assert birth(one, other) is expected


def test_the_level_of_two_birth_dates_does_not_depend_on_the_side():
    near = [f"201{y}-{m:02}-{d:02}" for y in (0, 1, 4) for m in (1, 5, 9) for d in (1, 5, 9, 28)]
    case = Case()
    for n, born in enumerate([None, *near]):
        case.child(f"C{n}", f"n{'abcdefgh'[n // 8]}{'abcdefgh'[n % 8]}", "Ash", born)
        case.report(f"i{n}", case.children[n]["forename"], "Ash", born)
    found, size = sides(case.extracts()), len(near) + 1
    rows = np.arange(size)
    left, right = np.repeat(found.identity_of[rows], size), np.tile(rows, size)
    table = birth_level(found.identities, found.children, left, right).reshape(size, -1)
    assert (table == table.T).all() and len(np.unique(table)) >= 7


def test_names_in_each_others_boxes_are_seen_as_swapped():
    swapped = pair((("Tesfaye", "Kidane"), ("Kidane", "Tesfaye")))
    assert (swapped.order[0], swapped.forename[0], swapped.surname[0]) == (
        Order.SWAPPED,
        Name.SAME,
        Name.SAME,
    )
    asked = pair((("Kidane", "Tesfaye"), ("Kidane", "Tesfaye")))
    assert (asked.order[0], asked.forename[0], asked.surname[0]) == (Order.AS_ASKED, Name.SAME, Name.SAME)


def test_one_name_alone_is_compared_with_the_other_box_too():
    for typed in (("Kidane", None), ("unknown", "Kidane")):
        alone = pair((typed, ("Kidane", "Tesfaye")))
        box = Order.AS_ASKED if typed[0] == "Kidane" else Order.SWAPPED
        assert (alone.order[0], alone.forename[0], alone.surname[0]) == (box, Name.SAME, Name.BLANK)
    surname = pair((("Tesfaye", None), ("Kidane", "Tesfaye")))
    assert (surname.order[0], surname.forename[0], surname.surname[0]) == (
        Order.SWAPPED, Name.BLANK, Name.SAME,
    )  # fmt: skip
    other = pair((("Quintus", None), ("Kidane", "Tesfaye")))
    assert (other.order[0], other.forename[0]) == (Order.AS_ASKED, Name.OTHER)


def test_a_name_in_brackets_or_among_the_aliases_counts_as_one_known_by():
    assert pair((("Samuel (Kit)", "Ash"), ("Kit", "Ash"))).forename[0] == Name.KNOWN_AS
    assert pair((("Samuel", "Ash"), ("Kit", "Ash")), aliases="Kit").forename[0] == Name.KNOWN_AS


def test_a_blank_sex_says_nothing_and_another_speaks_against():
    assert [pair(sex=sex).sex[0] for sex in ("F", "M", "")] == [Sex.SAME, Sex.OTHER, Sex.BLANK]
