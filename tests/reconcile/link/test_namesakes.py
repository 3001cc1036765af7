"""Namesakes are counted, so that two names that agree are not taken for rarer than they are."""

import numpy as np
import pytest

from tests.reconcile.extracts import Case, many
from tests.reconcile.link.towns import FORENAMES, SURNAMES, born
from waylight.reconcile.link.evidence import compare
from waylight.reconcile.link.names import NameLevels
from waylight.reconcile.link.namesakes import Namesakes
from waylight.reconcile.link.weights import begin
from waylight.reconcile.prepare.tables import Sides, sides


def of_many(namesakes: int) -> Sides:
    names = [(FORENAMES[n % 20], SURNAMES[(n * 7 + n // 20) % 20]) for n in range(200)]
    case = many(Case(), names, births=[born(n) for n in range(50)], reported=False)
    case.child("K", "Quintus", "Zwemmer", "2010-10-10")
    case.report("itself", "Quintus", "Zwemmer", "2010-10-11")
    for n in range(namesakes):
        case.report(f"n{n}", "Quintus", "Zwemmer", f"{1996 + n}-0{1 if n % 2 else 3}-01")
    for n in range(60):
        case.report(f"o{n}", FORENAMES[n % 20], SURNAMES[n % 7], born(n * 3))
    return sides(case.extracts())


@pytest.mark.parametrize("namesakes", [0, 1, 5])
def test_people_of_both_names_born_in_other_years_are_counted(namesakes):
    found = of_many(namesakes)
    child = np.array([len(found.children) - 1])
    seen, first = Namesakes.of(found.identities).count(found.children, child)
    assert (seen.tolist(), first.tolist()) == ([namesakes], [namesakes // 2])


def test_names_that_agree_weigh_less_where_namesakes_were_seen():
    weighed = []
    for namesakes in (0, 5):
        found = of_many(namesakes)
        names = NameLevels(found.words)
        weights = begin(found.identities, found.children, names)
        itself, child = found.identity_of[:1], np.array([len(found.children) - 1])
        levels = compare(found.identities, found.children, itself, child, names)
        parts = weights.parts(levels, found.identities, found.children)
        weighed.append(parts["forename"][0] + parts["surname"][0])
    assert weighed[1] < weighed[0] - 2
