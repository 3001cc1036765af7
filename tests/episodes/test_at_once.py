"""What several connections do at the same moment is what they would have done one after the other."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from tests.episodes.telling import Telling
from waylight.episodes.services.filing import Filed
from waylight.facts.refusals import SentDifferently

# `make release` raises these.
PAIRS = int(os.environ.get("WAYLIGHT_PAIRS", "50"))
REPORTS = int(os.environ.get("WAYLIGHT_REPORTS", "60"))


class Hands:
    """Threads that each keep a connection of their own."""

    def __init__(self, many: int) -> None:
        self.pool = ThreadPoolExecutor(many)

    def at_once(self, *acts: Callable[[], Any]) -> list[Any]:
        """What each act answered or raised; all begin together."""
        ready = threading.Barrier(len(acts))

        def run(act: Callable[[], Any]) -> Any:
            connection.ensure_connection()
            ready.wait()
            try:
                return act()
            except Exception as error:
                return error

        return [future.result() for future in [self.pool.submit(run, act) for act in acts]]

    def close(self) -> None:
        # Each thread closes its own connection, or the database could not be dropped.
        self.at_once(*[connection.close] * self.pool._max_workers)
        self.pool.shutdown()


@pytest.fixture
def at_once(region: Any) -> Iterator[Callable[..., list[Any]]]:
    hands = Hands(10)
    yield hands.at_once
    hands.close()


def test_home_and_police_report_one_absence_in_the_same_second_one_episode_two_claims(
    region: Any, now: datetime, at_once: Any
) -> None:
    home, police = Telling(region, now), Telling(region, now).by(region.inspector)
    children = [region.record.child("Kim", f"Invented{n}", date(2010, 5, 4), team=region.team, home=region.home)
                for n in range(PAIRS)]  # fmt: skip
    for n, child in enumerate(children):
        answers = at_once(
            lambda child=child: home.absent(child=child, minutes_ago=40),
            lambda n=n: police.absent_named("Kim", f"Invented{n}", date(2010, 5, 4), minutes_ago=35),
        )
        assert all(isinstance(answer, Filed) for answer in answers), answers
    assert region.record.rows(
        "SELECT count(*), count(DISTINCT child_id), min(cardinality(claims)), max(cardinality(claims)), "
        "count(*) FILTER (WHERE seen_by = '{home,police}') FROM episodes_episode"
    ) == [(PAIRS, PAIRS, 2, 2, PAIRS)]


def test_a_report_sent_several_times_at_once_is_kept_once(region: Any, now: datetime, at_once: Any) -> None:
    tell = Telling(region, now)
    for n in range(REPORTS):
        child, key = region.another(), str(uuid4())
        answers = at_once(*[lambda c=child, k=key: tell.absent(child=c, key=k)] * (1 + n % 10))
        assert len({answer.fact for answer in answers}) == 1
        assert sum(not answer.already for answer in answers) == 1
    assert region.record.rows("SELECT count(*) FROM facts_fact WHERE kind = 'absent'") == [(REPORTS,)]
    assert region.record.rows("SELECT count(*) FROM audit_trail WHERE act = 'wrote'") == [(REPORTS,)]


def test_a_key_that_was_used_for_something_else_is_refused(region: Any, now: datetime) -> None:
    tell, key = Telling(region, now), str(uuid4())
    tell.absent(key=key, minutes_ago=30)
    with pytest.raises(SentDifferently):
        tell.absent(key=key, minutes_ago=31)


def test_two_people_say_back_at_once_and_both_are_heard(region: Any, now: datetime, at_once: Any) -> None:
    tell = Telling(region, now)
    filed = tell.absent()
    answers = at_once(
        lambda: tell.later(5).returned(filed.episode),
        lambda: tell.by(region.manager).later(6).returned(filed.episode),
    )
    assert all(isinstance(answer, Filed) for answer in answers), answers
    assert len(tell.live(filed.episode).episode.claims) == 3
