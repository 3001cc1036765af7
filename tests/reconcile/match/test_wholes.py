"""How often spans that follow each other are one absence: learned from those that the other side has as one."""

from dataclasses import replace

import numpy as np
import pytest

from tests.reconcile.match.test_chains import side
from waylight.reconcile.match.wholes import Wholes, wholes

ALONE = (0.1, 0.1)


def halves() -> Wholes:
    """A report for each of two days beside one row of the authority for both."""
    incidents, rows = side((1, 1), (2, 2)), side((1, 2))
    incidents.times["reported"] = incidents.times["start_lo"]
    zero = np.zeros(2, dtype=np.int64)
    return wholes(incidents, rows, np.arange(2), zero, (np.arange(2), zero[:1]))


def learned(meeting: float) -> float:
    found = halves()
    odds = found.learn(np.full(len(found), 3.0), found.apart(np.ones(1)), ALONE, meeting)
    return float(odds[0])


def test_two_days_reports_and_one_row_of_both_days_are_tried_as_one():
    assert halves().i.tolist() == [0]
    assert sorted(halves().members[0][1].tolist()) == [0, 1]


def test_links_are_one_oftener_where_the_ends_of_one_absence_seldom_meet():
    assert learned(0.5) > 1.2 * learned(1.0)


def test_the_chance_of_no_partner_is_that_of_the_spans_of_the_whole():
    alone = halves().lone(np.array([0.1, 0.4]), np.array([0.9]))
    assert alone.tolist() == pytest.approx([0.2])


def twice() -> Wholes:
    """Two children, of each a report for each of two days beside one row of the authority for both."""
    incidents, rows = side((1, 1), (2, 2), (1, 1), (2, 2)), side((1, 2), (1, 2))
    incidents.times["reported"] = incidents.times["start_lo"]
    both, child = np.arange(4), np.array([0, 0, 1, 1])
    incidents, rows = replace(incidents, person=child), replace(rows, person=child[1:3])
    return wholes(incidents, rows, both, both // 2, (both, np.arange(2)))


def test_reports_of_the_child_who_goes_more_seldom_are_rather_one_absence():
    found = twice()
    odds = found.learn(np.zeros(len(found)), found.apart(np.array([2.0, 1.0, 0.5])), ALONE, 1.0)
    assert odds[0] == pytest.approx(4 * odds[2])
    alike = found.learn(np.zeros(len(found)), found.apart(np.ones(3)), ALONE, 1.0)
    assert alike[0] == pytest.approx(alike[2])
    assert odds[2] < alike[0] < odds[0]
