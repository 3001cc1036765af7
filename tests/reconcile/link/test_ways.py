"""How likely an identity is each child's before its names are looked at, learned from copies and from sizes."""

from __future__ import annotations

import numpy as np
import pytest

from waylight.reconcile.link.ways import Ways


def typed(*reports: int) -> tuple[Ways, np.ndarray]:
    """Child 0 typed in so many ways, so often each; a thousand others, typed once; and the share of each report."""
    pair = np.repeat(np.arange(len(reports) + 1000), [*reports, *[1] * 1000])
    person = np.maximum(pair - len(reports) + 1, 0)
    return Ways(pair, person, np.ones(len(pair)), np.arange(len(pair))), np.ones(len(pair))


def test_a_child_that_police_copy_is_not_expected_under_twenty_names():
    copied, copies = typed(2000)
    afresh, each = typed(*[1] * 2000)
    assert copied.learn(copies, 1001)[0] < 100 and afresh.learn(each, 1001)[0] == 2000


def test_while_little_is_known_each_report_counts_almost_as_a_way_of_its_own():
    ways, share = typed(6)
    assert ways.learn(share, 1001)[0] > 5.5


def test_an_identity_s_own_reports_say_nothing_of_whose_it_is():
    ways, share = typed(20)
    prior = ways.prior(ways.learn(share, 1001))
    assert prior[0] == pytest.approx(prior[5])


def test_a_child_of_many_ways_is_likelier_to_be_typed_in_another():
    ways, share = typed(5, 5, 5, 5)
    prior = ways.prior(ways.learn(share, 1001))
    assert prior[0] > prior[10] + 0.1


def test_before_anything_is_learned_each_report_counts_as_a_way_of_its_own():
    ways, _ = typed(20)
    prior = ways.prior(np.append(20.0, np.zeros(1000)))
    assert prior[0] - prior[1] == pytest.approx(np.log(21.0))


def test_an_identity_typed_often_is_more_often_a_child_in_care_where_that_is_so():
    pair = np.concatenate([np.arange(1000), np.repeat(np.arange(1000, 1100), 8)])
    ways = Ways(pair, pair, np.ones(len(pair)), np.arange(len(pair)))
    care = ways.care(np.where(pair < 1000, 0.2, 0.9), len(pair))
    assert care[0] == pytest.approx(0.2, abs=0.05) and care[3] == pytest.approx(0.9, abs=0.05)


def test_reports_without_a_candidate_are_of_strangers_of_every_size():
    pair = np.arange(1000)
    ways = Ways(pair, pair, np.ones(1000), pair)
    assert ways.care(np.full(1000, 0.5), 2000)[0] == pytest.approx(0.25, abs=0.02)
