"""A birth date that is put right moves the end of counting at eighteen at once, whatever way it comes in."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

import waylight
from tests.episodes.telling import Telling
from waylight.access.acting import acting
from waylight.children.models import Child
from waylight.children.services import particulars_of
from waylight.engine.when import LONDON, on
from waylight.episodes.models import Episode
from waylight.episodes.services.particulars import rectify
from waylight.facts.filing import Filing
from waylight.facts.refusals import Refused
from waylight.ops.rebuild import check


def put_right(tell: Telling, *, key: str = "", **changes: Any) -> None:
    worker = tell.region.social_worker
    with acting(worker):
        who = replace(particulars_of(Child.objects.get(pk=tell.region.child)), **changes)
        rectify(
            Filing(worker, tell.now, key or str(uuid4())),
            child=tell.region.child,
            who=who,
            why="a copy of it",
        )


def the_one(tell: Telling) -> Episode:
    with acting(tell.region.social_worker):
        return Episode.objects.get(child=tell.region.child)


def test_an_episode_ends_at_the_birthday_as_soon_as_the_date_is_right(region: Any, now: datetime) -> None:
    tell = Telling(region, now)
    back = tell.now + timedelta(days=3)
    Telling(region, back).returned(Telling(region, now).absent().episode)
    assert the_one(tell).ended_by == "returned"
    birthday = (now + timedelta(days=2)).astimezone(LONDON).date()
    put_right(Telling(region, back), born=date(birthday.year - 18, birthday.month, birthday.day))
    closed = the_one(tell)
    assert (closed.ended_by, closed.ended_earliest) == ("18th birthday", on(birthday).earliest)
    assert check(region.record.db).faults == 0
    put_right(Telling(region, back), born=date(2012, 1, 1))
    assert the_one(tell).ended_by == "returned"
    assert check(region.record.db).faults == 0


def test_another_name_leaves_the_episodes_alone_and_sending_twice_is_one_change(
    region: Any, now: datetime
) -> None:
    tell = Telling(region, now)
    tell.absent()
    put_right(tell, given_names="Kim Lee", key="once")
    with pytest.raises(Refused, match="Nothing is different"):
        put_right(tell)
    assert check(region.record.db).faults == 0


def test_nobody_puts_particulars_right_past_the_episodes() -> None:
    root = Path(waylight.__file__).parent
    past = re.compile(r"(services|children)\.rectify\(|from waylight\.children\S* import [^\n]*\brectify\b")
    found = [
        str(file.relative_to(root)) for file in root.rglob("*.py") if past.search(file.read_text("utf-8"))
    ]
    assert sorted(found) == ["children/services/__init__.py", "episodes/services/particulars.py"]
