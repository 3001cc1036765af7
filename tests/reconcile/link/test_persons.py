"""Two records of one child are one person; twins, brothers and namesakes stay two."""

import numpy as np
import polars as pl
import pytest

from tests.reconcile.extracts import child_of, run
from tests.reconcile.link.towns import town
from waylight.reconcile import decided
from waylight.reconcile.link.link import link
from waylight.reconcile.link.persons import families
from waylight.reconcile.prepare.tables import prepared, sides

WHO = ("Quintus", "Zwemmer", "2010-10-10")
HOME = "AB1 2CD"


def one_person(first: tuple[str, str, str], second: tuple[str, str, str], **more: str) -> bool:
    case = town(60, times=1)
    case.child("A", *first, sex="M", home_postcode=HOME)
    case.child("B", *second, **{"sex": "M", "home_postcode": HOME, "authority": "A2", **more})
    extracts = case.extracts()
    person = link(prepared(extracts), sides(extracts), decided.latest(extracts)).person
    assert len(np.unique(person[:60])) == 60
    return bool(person[60] == person[61])


@pytest.mark.parametrize(
    "second",
    [
        WHO, ("Quintus", "Zwemer", "2010-10-10"), ("Zwemmer", "Quintus", "2010-10-10"),
        ("QUINTUS", "ZWEMMER", "2010-10-10"),
    ],
    ids=["as written", "a slip in the surname", "names swapped", "in capitals"],
)  # fmt: skip
def test_a_child_who_is_entered_twice_is_one_person(second):
    assert one_person(WHO, second)


@pytest.mark.parametrize(
    ("second", "more"),
    [
        (("Zebedee", "Zwemmer", "2010-10-10"), {}),
        (("Zebedee", "Zwemmer", "2010-10-10"), {"sex": "F"}),
        (("Zebedee", "Zwemmer", "2012-03-07"), {}),
        (("Quintus", "Zwemmer", "2006-02-21"), {"home_postcode": "ZE9 9ZZ"}),
        (("Quintus", "Okafor", "2006-02-21"), {}),
    ],
    ids=["a twin brother", "a twin sister", "a younger brother", "a namesake", "a forename in common"],
)
def test_two_children_are_two_persons(second, more):
    assert not one_person(WHO, second, **more)


def test_reports_and_rows_of_both_records_come_together():
    case = town(60, times=1).child("A", *WHO, home_postcode=HOME)
    case.child("B", *WHO, authority="A2", home_postcode=HOME).placed(
        "A", "ZE9 8AA", "2024-01-01", "2025-05-31"
    )
    case.placed("B", "ZE9 9ZZ", "2025-06-01")
    for month, code in ((3, "ZE9 8AA"), (8, "ZE9 9ZZ")):
        at, until = f"2025-0{month}-09T20:15", f"2025-0{month}-10T04:00"
        case.report(f"i{month}", *WHO, at, until, postcode=code)
        case.row(f"m{month}", "A" if month == 8 else "B", at, until)  # each written by the other authority
    out = run(case.extracts())
    assert {child_of(out, "i3"), child_of(out, "i8")} <= {"A", "B"}
    assert {("i3", "m3"), ("i8", "m8")} <= set(out.matches.select("incident_id", "missing_id").iter_rows())
    assert out.links.filter(pl.col("incident_id").is_in(["i3", "i8"]))["probability"].min() > 0.95


@pytest.mark.parametrize(("born", "kin"), [("2010-10-10", True), ("2010-01-01", False)])
def test_one_surname_and_birth_date_make_a_family_but_not_on_1_january(born, kin):
    case = town(10).child("A", "Quintus", "Zwemmer", born).child("B", "Zebedee", "Zwemmer", born)
    children = sides(case.extracts()).children
    family = families(children, np.arange(len(children)), np.zeros(len(children), dtype=np.int64))
    assert bool(family[-1] == family[-2]) is kin
