"""An authority's own figure: set by a named role with a reason, from tomorrow on, and never written over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from waylight.engine.local import Dated
from waylight.engine.when import LONDON
from waylight.engine.words import days, hours, minutes

if TYPE_CHECKING:
    from tests.support.record import Region

RULE = "when a part of the pack is stale"


def acting(actor: Any) -> Any:
    from waylight.access.acting import acting as act

    return act(actor)


@pytest.fixture
def today(now: datetime) -> date:
    return now.astimezone(LONDON).date()


@pytest.fixture
def director(region: Region) -> Any:
    return region.record.person("Di Director", "director", region.authority)


def put(actor: Any, authority: UUID, today: date, since: int = 1, **more: Any) -> Any:
    from waylight.protocols.services import set_value

    given = {"rule": RULE, "value": days(60), "why": "Our protocol of May says so.", "key": uuid4(), **more}
    with acting(actor):
        return set_value(
            actor=actor, authority=authority, since=today + timedelta(days=since), today=today, **given
        )


def of(region: Region, actor: Any, **more: Any) -> Any:
    from waylight.protocols.selectors import settings_of

    with acting(actor):
        return settings_of(region.authority, **more)


def test_a_director_sets_a_figure_and_everybody_who_is_signed_in_may_read_by_what_is_measured(
    region: Region, director: Any, today: date
) -> None:
    put(director, region.authority, today)
    tomorrow = today + timedelta(days=1)
    for actor in (director, region.night_worker, region.inspector):
        assert of(region, actor) == {RULE: (Dated(days(60), tomorrow),)}


def test_another_value_ends_the_one_that_runs_and_what_was_known_before_can_be_replayed(
    region: Region, director: Any, today: date
) -> None:
    put(director, region.authority, today, since=1)
    between = datetime.now(UTC)
    put(director, region.authority, today, since=30, value=days(45))
    month = today + timedelta(days=30)
    first = today + timedelta(days=1)
    assert of(region, director)[RULE] == (Dated(days(60), first, month), Dated(days(45), month))
    assert of(region, director, known_by=between)[RULE] == (Dated(days(60), first),)


def test_who_set_it_as_what_and_why_stands_beside_it_and_on_the_trail(
    region: Region, director: Any, today: date
) -> None:
    from waylight.protocols.selectors import history

    done = put(director, region.authority, today)
    with acting(region.social_worker):
        (one,) = history(region.authority, RULE)
    assert (one.by, one.role, one.why) == ("Di Director", "director", "Our protocol of May says so.")
    rows = region.record.rows(
        "SELECT act, basis FROM audit_trail WHERE record = 'authority setting' AND subject = %s", done.id
    )
    assert rows == [("wrote", RULE)]


def test_only_the_director_or_a_manager_of_the_authority_itself_sets_one(region: Region, today: date) -> None:
    from waylight.agencies.refusals import NotThere

    record = region.record
    manager = record.person("Ma Manager", "team manager", region.authority)
    of_a_team = record.person("Te Manager", "team manager", region.team)
    elsewhere = record.person("El Director", "director", record.node("authority", "Farshire"))
    assert put(manager, region.authority, today).already is False
    for actor in (region.social_worker, region.manager, region.inspector, of_a_team, elsewhere):
        with pytest.raises(NotThere):
            put(actor, region.authority, today)
    with pytest.raises(NotThere):
        put(of_a_team, region.team, today)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"since": 0}, "Choose tomorrow or a later day"),
        ({"since": -9}, "stays as it was judged"),
        ({"why": "  "}, "Say why"),
        ({"rule": "closed at 18"}, "not an authority's to set"),
        ({"rule": "no such rule"}, "not an authority's to set"),
        ({"value": 60}, "must be a Clock"),
        ({"value": minutes(0)}, "one or more"),
        ({"until": date(2020, 1, 1)}, "The last day comes after"),
    ],
)
def test_what_cannot_be_set_is_refused_with_what_to_do(
    region: Region, director: Any, today: date, given: dict[str, Any], sentence: str
) -> None:
    from waylight.protocols.services import NotSet

    with pytest.raises(NotSet, match=sentence):
        put(director, region.authority, today, **given)
    assert of(region, director) == {}


def test_a_page_that_is_sent_twice_sets_one_value(region: Region, director: Any, today: date) -> None:
    from waylight.protocols.services import NotSet

    key = uuid4()
    assert [put(director, region.authority, today, key=key).already for _ in range(2)] == [False, True]
    with pytest.raises(NotSet, match="sent before"):
        put(director, region.authority, today, key=key, value=hours(5))


def test_the_database_itself_takes_no_past_day_no_other_name_and_no_change(
    region: Region, director: Any, today: date
) -> None:
    from waylight.protocols.models import Setting

    put(director, region.authority, today)
    row = Setting(node_id=region.authority, rule=RULE, value={}, role="", why="because")
    for since, by in ((today, director), (today + timedelta(days=1), region.manager)):
        row.id, row.since, row.set_by_id = uuid4(), since, by.person_id
        with pytest.raises(DatabaseError), acting(director):
            row.save(force_insert=True)
    for statement in ("UPDATE protocols_setting SET value = NULL", "DELETE FROM protocols_setting"):
        with pytest.raises(DatabaseError), acting(director), connection.cursor() as cursor:
            cursor.execute(statement)
        with pytest.raises(Exception, match="not changed or deleted"):
            region.record.db.execute(statement)


def test_nobody_who_is_not_signed_in_reads_a_setting(region: Region, director: Any, today: date) -> None:
    from waylight.protocols.models import Setting

    put(director, region.authority, today)
    with transaction.atomic():
        assert Setting.objects.count() == 0


def test_settings_are_found_for_every_authority_and_for_whatever_stands_under_one(
    region: Region, director: Any, today: date
) -> None:
    from waylight.protocols.selectors import settings_by_authority, settings_for

    put(director, region.authority, today)
    with acting(director):
        assert list(settings_by_authority()) == [region.authority]
        assert settings_for(region.team) == of(region, director)
        assert settings_for(region.home) == {}
