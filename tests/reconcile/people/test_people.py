"""Records of one person are found by names, birth date and place, in two lists or in one with duplicates."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from waylight.reconcile.people import link_people
from waylight.reconcile.people.joined import closed, one_each

PLACE = ("street", "house", "suburb", "postcode")
SYLLABLES = ("ka", "lo", "mir", "ne", "tas", "bel", "dor", "gan", "vi", "wes", "hul", "cor", "pen", "rud")


@pytest.fixture(scope="module")
def people() -> pl.DataFrame:
    """Three hundred invented people."""
    rng = np.random.default_rng(4)

    def word(parts: int) -> str:
        return "".join(rng.choice(SYLLABLES, parts))

    return pl.DataFrame(
        [
            {
                "forename": word(2), "surname": word(3),
                "date_of_birth": date(1990, 1, 1) + timedelta(days=int(rng.integers(9000))),
                "street": f"{word(3)} road", "house": f"{word(3)} house", "suburb": word(4),
                "postcode": str(rng.integers(1000, 9999)),
            }
            for _ in range(300)
        ]
    )  # fmt: skip


def _same_rows(found: pl.DataFrame) -> pl.DataFrame:
    return found.filter(pl.col("probability") >= 0.9, pl.col("left") == pl.col("right"))


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"forename": "surname", "surname": "forename"}, id="names swapped"),
        pytest.param({"street": "house", "house": "street"}, id="street and house swapped"),
        pytest.param({"surname": pl.lit("zzyx")}, id="another surname"),
        pytest.param({"date_of_birth": pl.lit(date(1980, 5, 5))}, id="another birth date"),
        pytest.param({"street": pl.col("street").str.replace_all(" ", "")}, id="blanks lost"),
        pytest.param({"postcode": pl.lit(None, pl.String), "suburb": pl.lit("")}, id="place half blank"),
    ],
)
def test_a_person_is_found_in_spite_of(people, harm):
    found = link_people(people, people.with_columns(**harm), place=PLACE, one_to_one=True)
    assert len(_same_rows(found)) >= 297
    assert len(found.filter(pl.col("probability") >= 0.9)) == len(_same_rows(found))


def test_people_who_are_in_one_list_only_stay_alone(people):
    found = link_people(people[:150], people[150:], place=PLACE)
    assert found.filter(pl.col("probability") >= 0.5).is_empty()


def test_duplicates_of_one_list_are_paired_once_the_lesser_row_first(people):
    twice = pl.concat([people, people.head(40).with_columns(forename=pl.lit(""))])
    found = link_people(twice, twice, place=PLACE).filter(pl.col("probability") >= 0.9)
    assert found.select("left", "right").rows() == [(i, 300 + i) for i in range(40)]


def test_two_links_of_one_person_make_the_third_as_likely_as_both():
    rows = np.array([0, 1, 5]), np.array([1, 2, 6])
    (left, right), share = closed(rows, np.array([0.9, 0.8, 0.3]))
    likely = {(a, b): p for a, b, p in zip(left, right, share, strict=True)}
    assert likely == pytest.approx({(0, 1): 0.9, (1, 2): 0.8, (5, 6): 0.3, (0, 2): 0.72})


def test_nobody_is_linked_twice_where_each_has_one_partner():
    rows = np.array([0, 0, 1]), np.array([0, 1, 1])
    share = one_each(rows, np.array([9.0, 8.0, 2.0]))
    assert share[0] + share[1] <= 1
    assert share[1] + share[2] <= 1


def test_lists_without_rows_and_without_place_are_fine(people):
    bare = people.select("forename", "surname", "date_of_birth")
    assert link_people(bare.head(0), bare).is_empty()
    assert len(_same_rows(link_people(bare, bare.clone(), one_to_one=True))) >= 295
