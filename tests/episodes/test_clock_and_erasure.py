"""What the worker does: it closes episodes at eighteen, and erases what people decided to erase."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from tests.episodes.telling import Telling
from tests.support.roles import worker
from waylight.access.acting import acting
from waylight.engine.when import LONDON
from waylight.episodes.services import pack
from waylight.episodes.services.birthdays import Clock, close_at_18
from waylight.episodes.services.erasing import erase_child, erase_words
from waylight.facts.refusals import NotThere
from waylight.ops.rebuild import check

CANARY = "zircon-canary"


@pytest.fixture
def tell(region: Any, now: datetime) -> Telling:
    return Telling(region, now)


def eighteen(now: datetime, days: int) -> date:
    """Born so that the eighteenth birthday is this many days from now."""
    birthday = (now + timedelta(days=days)).astimezone(LONDON).date()
    return date(birthday.year - 18, birthday.month, min(birthday.day, 28))


def test_a_child_who_turns_18_while_away_is_closed_once_and_the_search_goes_on(
    tell: Telling, now: datetime, cluster: Any
) -> None:
    child = tell.region.another("Ada", eighteen(now, 0))
    before = Telling(tell.region, now - timedelta(days=40))
    filed, young = before.absent(child=child), before.absent()
    assert tell.live(filed.episode).episode.open
    with worker(cluster):
        assert [close_at_18(now=now), close_at_18(now=now + timedelta(minutes=5))] == [1, 0]
    old = tell.live(filed.episode).episode
    assert (old.open, old.searching, old.ended_by) == (False, True, "18th birthday")
    assert tell.live(young.episode).episode.open
    tell.later(10).returned(filed.episode)
    back = tell.live(filed.episode).episode
    assert (back.searching, back.ended_by) == (False, "18th birthday")


def test_erasure_leaves_no_word_of_the_child_and_the_projections_follow(
    tell: Telling, now: datetime, cluster: Any
) -> None:
    filed = tell.absent(words={"notes": CANARY}, police_reference=CANARY)
    tell.do(pack.keep, child_id=tell.region.child, part="friends", field="friend", value=CANARY)
    other = tell.absent(child=tell.region.another())
    authority = Clock(tell.region.authority, "Eastshire")
    with worker(cluster):
        for _ in range(2):
            erase_child(
                actor=authority, child_id=tell.region.child, ground="retention", now=now, key="decision 1"
            )
    left = tell.region.record.rows(
        "SELECT to_jsonb(f)::text FROM facts_fact f UNION ALL SELECT to_jsonb(w)::text FROM facts_words w "
        "UNION ALL SELECT to_jsonb(e)::text FROM episodes_episode e "
        "UNION ALL SELECT to_jsonb(p)::text FROM episodes_packentry p"
    )
    assert len(left) > 3 and CANARY not in str(left)
    with pytest.raises(NotThere):
        tell.live(filed.episode)
    assert tell.live(other.episode).episode.open
    assert tell.region.record.rows("SELECT count(*) FROM facts_fact WHERE kind = 'erased'") == [(1,)]
    assert check(tell.region.record.db).faults == 0


def test_words_alone_can_be_erased_and_the_episode_stays(tell: Telling, now: datetime, cluster: Any) -> None:
    filed = tell.absent(words={"notes": CANARY})
    authority = Clock(tell.region.authority, "Eastshire")
    with worker(cluster):
        erase_words(actor=authority, child_id=tell.region.child, facts=(filed.fact,), ground="rectification",
                    now=now, key="decision 2")  # fmt: skip
    page = tell.live(filed.episode)
    assert page.episode.open and page.claims[0].words == {"notes": ""}


def test_pages_cannot_erase_and_nobody_erases_without_a_fact(tell: Telling, cluster: Any) -> None:
    tell.absent()
    sql = "SELECT facts_erase(%s, NULL, true)"
    with pytest.raises(ProgrammingError, match="permission denied"), acting(tell.actor):
        connection.cursor().execute(sql, [tell.region.child])
    with worker(cluster), pytest.raises(ProgrammingError, match="without a fact"), transaction.atomic():
        connection.cursor().execute(sql, [tell.region.child])
