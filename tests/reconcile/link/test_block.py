"""Which pairs are compared: those that share something, and never more per report as the lists grow."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reconcile.extracts import Case
from waylight.reconcile.link import context, identities, pairs
from waylight.reconcile.link.block import decoded, distinct, expand, exploding, keyed, pack
from waylight.reconcile.link.listed import Listed, by_person
from waylight.reconcile.prepare.tables import prepared, sides

COMMON = ("Mohammed", "Muhammad", "Oliver", "Amelia", "Ali", "Sam", "Kit", "Leah")
FAMILY = ("Smith", "Khan", "Ahmed", "Jones", "Reed", "Ash")


def crowd(children: int, reports: int = 60, births: int = 2_000) -> Case:
    """Children of few names; the reports are about the first of them."""
    rng, case = np.random.default_rng(2), Case()
    for n in range(children):
        born = date(2008, 1, 1) + timedelta(days=int(rng.integers(births)))
        who = COMMON[rng.integers(len(COMMON))], FAMILY[rng.integers(len(FAMILY))], born.isoformat()
        case.child(f"C{n}", *who)
        if n < reports:
            case.report(f"i{n}", *who)
    return case


def compared(case: Case) -> tuple[np.ndarray, np.ndarray]:
    found = sides(case.extracts())
    return distinct(by_person(found.identities, Listed(found.children, found.words)))


@pytest.mark.parametrize(
    "births", [1, 40, 2_000], ids=["one birth date", "few birth dates", "many birth dates"]
)
def test_pairs_to_compare_stay_bounded_however_many_children_there_are(births):
    small, large = (compared(crowd(size, births=births)) for size in (500, 8_000))
    assert len(small[0]) <= 400 * 60
    assert np.bincount(large[0], minlength=1).max() <= 400
    assert len(large[0]) <= 4 * len(small[0])


def test_each_report_meets_its_own_child_where_names_and_birth_date_are_as_written():
    left, right = compared(crowd(2_000))
    assert {(n, n) for n in range(60)} <= set(zip(left.tolist(), right.tolist(), strict=True))


@pytest.mark.parametrize(
    ("typed", "born"),
    [
        (("Oliver", "Hollis"), "2010-05-14"), (("Hollis", "Oliver"), "2010-05-14"),
        (("Olivre", "Hollis"), "2010-05-14"),
        (("Oliver", "Hollis"), "2010-05-15"), (("Oliver", "Hollis"), "2011-05-14"), (("Oliver", "Hollis"), None),
        ((None, "Hollis"), "2010-05-14"), (("Oliver", None), "2010-05-14"), (("Ollie", "Hollis"), "2010-05-14"),
        (("Oliver", "Reed"), "2010-05-14"), ((None, None), "2010-05-14"),
    ],
)  # fmt: skip
def test_a_child_is_met_in_spite_of_an_error(typed, born):
    case = crowd(300, reports=0).report("i", *typed, born).child("C", "Oliver", "Hollis", "2010-05-14")
    left, right = compared(case)
    assert (0, 300) in set(zip(left.tolist(), right.tolist(), strict=True))


KEYS = st.lists(st.integers(0, 6), max_size=20).map(lambda keys: np.array(keys, dtype=np.uint64))


@given(KEYS, KEYS, st.integers(0, 20))
def test_a_join_gives_each_pair_of_equal_keys_once_or_says_that_there_are_too_many(left, right, cap):
    order = np.argsort(right, kind="stable")
    at, to, over = expand(left, right[order], order, cap)
    expected = {
        (i, k) for i in range(len(left)) for k in range(len(right))
        if left[i] == right[k] and (right == left[i]).sum() <= cap
    }  # fmt: skip
    pairs = list(zip(at.tolist(), to.tolist(), strict=True))
    assert len(pairs) == len(expected) and set(pairs) == expected
    assert over.tolist() == [bool((right == key).sum() > cap) for key in left]


@given(KEYS, KEYS, st.integers(1, 4), st.integers(1, 4))
def test_no_row_brings_more_pairs_than_its_caps(left, right, coarse, fine):
    everywhere = np.ones(len(left), dtype=bool), np.ones(len(right), dtype=bool)
    plans = [(key, everywhere[at]) for at, key in enumerate((left, right))]
    found, over = exploding([plans[0]] * 2, [keyed(plans[1])] * 2, caps=(coarse, fine))
    for n in range(len(left)):
        assert sum(int((rows == n).sum()) for rows, _ in found) <= max(coarse, fine)
        assert over[n] == ((right == left[n]).sum() > max(coarse, fine))


def test_a_key_of_several_parts_keeps_them_apart():
    a, b = np.array([1, 2, 1]), np.array([2, 1, 2])
    key = pack((a, 8), (b, 8))
    assert key[0] == key[2] != key[1]


def test_two_names_misheard_are_met_by_their_initials_on_a_crowded_birth_date():
    case = crowd(2_000, births=2).child("own", "Oliver", "Hollis", "2008-01-01")
    case.report("own", "Olvre", "Hallas", "2008-01-01").report("swapped", "Hallas", "Olvre", "2008-01-01")
    found = sides(case.extracts())
    left, right = compared(case)
    own = {int(found.identity_of[-2]), int(found.identity_of[-1])}
    assert own == set(left[right == 2_000].tolist()) & own


def test_a_list_is_searched_again_with_the_same_answer_also_when_its_keys_were_given_back():
    found = sides(crowd(500).extracts())
    listed = Listed(found.children, found.words)
    first = distinct(by_person(found.identities, listed))
    again = distinct(by_person(found.identities, listed))
    listed.forget()
    last = distinct(by_person(found.identities, listed))
    assert len(first[0]) and all(np.array_equal(first, other) for other in (again, last))


def test_a_name_in_the_others_box_is_met_with_a_part_of_the_birth_date():
    case = crowd(2_000).child("own", "Oliver", "Hollis", "2010-05-14")
    case.report("own", "Hollis", "Olver James", "2010-09-14")
    found = sides(case.extracts())
    left, right = compared(case)
    assert int(found.identity_of[-1]) in left[right == 2_000]


@pytest.mark.parametrize(
    ("started", "seen"), [("2025-06-03", "2025-06-03T20:15"), ("2025-06-03T20:15", "2025-06-03")]
)
def test_a_day_that_both_sides_name_brings_initials_together(started, seen):
    case = crowd(200).child("own", "Quintus", "Zwemmer", "2010-05-14").row("m", "own", started)
    case.report("own", "Qsntius", "Zvemer", None, seen)
    extracts = case.extracts()
    found = sides(extracts)
    ready = prepared(extracts)
    timed = decoded(identities.timed(found, pairs.ground(ready, found), ready.missing))
    assert (int(found.identity_of[-1]), 200) in set(zip(*(side.tolist() for side in timed), strict=True))


def test_a_postcode_of_very_many_children_brings_those_who_share_a_name_or_the_birth_date():
    case = crowd(600, reports=0).child("own", "Quintus", "Zwemmer", "2010-05-14")
    for n in range(601):
        for start in ("2024-01-01", "2024-09-01"):
            case.placed(case.children[n]["child_id"], "ZE1 1AA", start)
    for name, who in (("forename", ("Quintus", "Ash", None)), ("birth", ("Sam", None, "2010-05-14"))):
        case.report(name, *who, "2025-06-03T20:15", postcode="ZE1 1AA")
    found, ready = sides(case.extracts()), prepared(case.extracts())
    person = np.arange(601)
    setting = pairs.setting(ready, found, person)
    assert len(setting.stays.key) > context.CROWD
    placed = decoded(identities.placed(found, setting, person))
    met = set(zip(*(side.tolist() for side in placed), strict=True))
    assert {(int(who), 600) for who in found.identity_of} <= met
    assert len(met) < 300
