"""A child of 1 January is weighed by what is usual for children of 1 January."""

from dataclasses import replace

import numpy as np

from tests.reconcile.link.towns import town
from waylight.reconcile.link import births
from waylight.reconcile.link.evidence import compare
from waylight.reconcile.link.names import NameLevels
from waylight.reconcile.link.weights import begin
from waylight.reconcile.prepare.tables import sides
from waylight.reconcile.settings import Birth


def test_two_dates_of_1_january_weigh_as_much_as_their_rarity_and_not_as_how_few_children_have_one():
    case = town(120)
    for n in range(12):  # one child in ten
        case.children[n]["date_of_birth"] = case.children[n]["date_of_birth"].replace(month=1, day=1)
    for row in case.police:
        if row["incident_id"].startswith("x") and int(row["incident_id"][1:].split(".")[0]) < 12:
            row["date_of_birth"] = row["date_of_birth"].replace(month=1, day=1)
    found = sides(case.extracts())
    names = NameLevels(found.words)
    weights = begin(found.identities, found.children, names)
    at, child = found.identity_of[np.arange(0, 240, 2)], np.arange(120)
    levels = compare(found.identities, found.children, at, child, names)
    assert (levels.birth[:12] == Birth.SAME_FIRST_JANUARY).all() and (levels.birth[12:] == Birth.SAME).all()
    flat = {name: np.zeros(120) for name in ("forename", "surname", "order", "birth", "sex", "ethnicity")}
    weights.learn(levels, found.children, flat, np.arange(120), np.full(120, 0.99))
    said = weights.parts(levels, found.identities, found.children)["birth"]
    assert said[12:].mean() > said[:12].mean() > 1.0


def test_chance_of_a_near_year_is_counted_apart_for_1_january():
    found = sides(town(120).extracts())
    children = found.children
    some = np.arange(len(children)) < 30
    first = replace(
        children, month=np.where(some, 1, children.month), day=np.where(some, 1, children.day)
    )  # fmt: skip
    weights = begin(found.identities, first, NameLevels(found.words))
    assert weights.u["birth"].shape == births.START.shape
    assert weights.u["birth"][1, Birth.ASSIGNED] > 5 * weights.u["birth"][0, Birth.ASSIGNED]
