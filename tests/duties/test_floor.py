"""Who reads what is owed, and that nobody but a task writes it, whatever a line of code forgets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.episodes.telling import Telling
from waylight.access.acting import acting
from waylight.agencies.refusals import NotThere
from waylight.duties.models import Owed
from waylight.duties.services import done
from waylight.facts.filing import Filing
from waylight.facts.refusals import Refused


@pytest.fixture
def away(tell: Telling, minute: Callable[[datetime], int]) -> Telling:
    tell.absent()
    minute(tell.now)
    return tell


def codes(actor: Any) -> set[str]:
    with acting(actor):
        return set(Owed.objects.values_list("code", flat=True))


def test_nobody_reads_nothing(away: Telling) -> None:
    with transaction.atomic():
        assert Owed.objects.count() == 0


def test_the_home_and_the_authority_read_all_of_it_and_police_what_police_owe(away: Telling) -> None:
    everything = codes(away.region.social_worker)
    assert {"EP01", "EP02a", "EP04", "EP05"} <= everything
    assert codes(away.region.night_worker) == everything
    assert codes(away.region.inspector) == {"EP04"}


def test_an_agency_of_another_child_reads_nothing(away: Telling) -> None:
    record = away.region.record
    elsewhere = record.node("home", "Elm House")
    assert codes(record.person("Other Person", "registered manager", elsewhere)) == set()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE duties_owed SET due_at = now()",
        "DELETE FROM duties_owed",
        "INSERT INTO duties_reckoned (child, facts, at) VALUES (gen_random_uuid(), 1, now())",
        "SELECT * FROM duties_reckoned",
    ],
)
def test_pages_write_no_row_and_see_no_bookkeeping(away: Telling, sql: str) -> None:
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        acting(away.region.social_worker),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def say(tell: Telling, actor: Any, code: str, what: str) -> None:
    with acting(actor):
        row = Owed.objects.filter(code=code).first()
        done(
            Filing(actor, tell.now, str(uuid4())),
            owed_id=row.id if row else uuid4(),
            what=what,
            happened=tell.ago(0),
        )


def test_who_holds_interviews_reads_what_is_owed_of_them_and_nothing_else(
    tell: Telling, minute: Callable[[datetime], int]
) -> None:
    from waylight.duties.selectors.owed import owed_by

    filed = tell.absent(minutes_ago=300)
    tell.returned(filed.episode, minutes_ago=100)
    minute(tell.now)
    record = tell.region.record
    service = record.node("interview service", "Listening Service")
    interviewer = record.person("Ina Interviewer", "return interviewer", service)
    assert codes(interviewer) == set()
    record.interest(tell.region.child, "interviewing", service)
    assert codes(interviewer) == {"RT02", "RT02b"}
    with acting(interviewer):
        listed = owed_by(actor=interviewer, now=tell.now, node=service).lines
    assert [line.row.code for line in listed] == ["RT02", "RT02b"]


class TestSayingThatItWasDone:
    def test_police_say_that_the_unit_was_told(
        self, away: Telling, minute: Callable[[datetime], int]
    ) -> None:
        say(away, away.region.inspector, "EP04", "unit told")
        minute(away.now)
        with acting(away.region.inspector):
            assert Owed.objects.get(code="EP04").met_by is not None

    def test_the_authority_says_that_a_senior_manager_was_told(
        self, away: Telling, minute: Callable[[datetime], int]
    ) -> None:
        say(away, away.region.social_worker, "EP05", "senior told")
        minute(away.now)
        with acting(away.region.social_worker):
            assert Owed.objects.get(code="EP05").met_by is not None

    def test_the_home_does_not_say_what_the_authority_did(self, away: Telling) -> None:
        with pytest.raises(Refused, match="The authority says"):
            say(away, away.region.night_worker, "EP05", "senior told")

    def test_the_home_does_not_say_what_police_did(self, away: Telling) -> None:
        with pytest.raises(NotThere):
            say(away, away.region.night_worker, "EP04", "unit told")

    def test_what_does_not_meet_it_is_refused(self, away: Telling) -> None:
        with pytest.raises(Refused, match="another way"):
            say(away, away.region.social_worker, "EP05", "visited")

    def test_of_a_duty_that_is_not_open_to_me_nothing_is_there(self, away: Telling) -> None:
        with pytest.raises(NotThere):
            say(away, away.region.inspector, "EP05", "senior told")
