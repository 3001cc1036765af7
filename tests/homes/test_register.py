"""Where a home is: seen by those in it, by those whose child lives there, by the area's force and authority."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.support.record import Region

SINCE = date(2024, 5, 1)


def acting(actor: Any) -> Any:
    from waylight.access.acting import acting as act

    return act(actor)


@pytest.fixture
def registered(region: Region) -> Region:
    from waylight.homes.services import say_where, say_who_runs

    with acting(region.manager):
        say_where(
            actor=region.manager,
            node=region.home,
            lines="4 Beech Lane",
            town="Easton",
            postcode="zz1 1aa",
            since=SINCE,
        )
        say_who_runs(
            actor=region.manager, node=region.home, provider=region.record.nodes["Lantern Care"], owner="Lantern Group",
            responsible_individual="R. Individual", manager="Mo Manager", places=4, since=SINCE,
        )  # fmt: skip
    return region


@pytest.fixture
def address_of(registered: Region) -> Callable[..., str]:
    def look(actor: Any, node: Any = None) -> str:
        from waylight.agencies.refusals import NotThere
        from waylight.homes.selectors import home

        with acting(actor):
            try:
                found = home(actor=actor, node=node or registered.home, day=date(2026, 1, 1))
            except NotThere:
                return ""
        return found.address.lines if found.address else ""

    return look


def test_those_in_it_and_those_whose_child_lives_there_see_where_a_home_is(
    registered: Region, address_of: Callable[..., str]
) -> None:
    for actor in (
        registered.night_worker,
        registered.manager,
        registered.social_worker,
        registered.out_of_hours,
    ):
        assert address_of(actor) == "4 Beech Lane", actor.role


def test_the_force_and_the_authority_of_the_area_see_it_in_their_list(registered: Region) -> None:
    from waylight.homes.selectors import register

    officer = registered.record.person("Hal Host", "host authority officer", registered.authority)
    for actor in (registered.inspector, officer):
        with acting(actor):
            (entry,) = register(actor=actor, day=date(2026, 1, 1))
            assert entry.address is not None and entry.address.postcode == "ZZ1 1AA"
            assert entry.running is not None and entry.running.owner == "Lantern Group"


def test_somebody_of_another_area_sees_neither_the_home_nor_that_it_is_there(
    registered: Region, address_of: Callable[..., str]
) -> None:
    from waylight.homes.models import Address
    from waylight.homes.selectors import register

    record = registered.record
    for role, node in (
        ("duty inspector", record.node("force", "Far Force")),
        ("host authority officer", record.node("authority", "Farshire")),
        ("night worker", record.node("home", "Fir House")),
        ("social worker", record.node("team", "A far team")),
        ("return interviewer", record.node("interview service", "Talk")),
    ):
        actor = record.person(f"Far {role}", role, node)
        assert address_of(actor) == ""
        with acting(actor):
            assert Address.objects.count() == 0
            assert [e for e in register(actor=actor, day=date(2026, 1, 1)) if e.address] == []


def test_a_foster_carers_address_is_in_no_register_and_opens_to_the_force_that_searches(
    registered: Region, address_of: Callable[..., str], now: datetime
) -> None:
    from waylight.homes.selectors import register

    record = registered.record
    carer = record.node("carer", "Carer 0417", force=registered.force, area=registered.authority)
    record.db.execute(
        "INSERT INTO homes_address (id, node_id, household, lines, town, postcode, phone, during) VALUES "
        "(gen_random_uuid(), %s, 'The carers', '9 Quiet Street', '', '', '', '[2020-01-01,)')",
        [carer],
    )
    child = record.child("Jo", "Invented", date(2012, 1, 1), team=registered.team, home=carer)
    with acting(registered.inspector):
        assert carer not in {entry.node.id for entry in register(actor=registered.inspector, day=now.date())}
    assert address_of(registered.inspector, carer) == ""
    record.interest(child, "searching", registered.force, since=now - timedelta(hours=1))
    assert address_of(registered.inspector, carer) == "9 Quiet Street"


def test_break_glass_opens_no_address(registered: Region, address_of: Callable[..., str]) -> None:
    from waylight.access.glass import break_glass

    far = registered.record.person("Fa R", "duty inspector", registered.record.node("force", "Far Force"))
    with acting(far):
        opened = break_glass(
            actor=far, name_key="kim invented", born=date(2010, 5, 4), reason="In danger now."
        )
    assert opened == registered.child
    assert address_of(far) == ""


def test_a_move_of_the_home_ends_the_old_address_the_day_before(registered: Region) -> None:
    from waylight.homes.models import Address
    from waylight.homes.services import NotRegistered, say_where

    me = registered.manager
    with acting(me):
        say_where(actor=me, node=registered.home, lines="7 Elm Road", since=date(2025, 7, 1))
        spans = [(a.lines, a.during.lower, a.during.upper) for a in Address.objects.order_by("during")]
        with pytest.raises(NotRegistered, match="later entry from 1 July 2025"):
            say_where(actor=me, node=registered.home, lines="8 Elm Road", since=date(2025, 1, 1))
    assert spans == [("4 Beech Lane", SINCE, date(2025, 7, 1)), ("7 Elm Road", date(2025, 7, 1), None)]


def test_who_does_not_run_a_home_finds_none_to_register(registered: Region) -> None:
    from waylight.agencies.refusals import NotThere
    from waylight.homes.services import say_where

    other = registered.record.node("home", "Fir House")
    for actor, node in (
        (registered.night_worker, registered.home),
        (registered.manager, other),
        (registered.inspector, registered.home),
    ):
        with pytest.raises(NotThere), acting(actor):
            say_where(actor=actor, node=node, lines="1 Wrong Way", since=date(2025, 8, 1))


def test_every_look_at_the_register_is_on_the_trail(
    registered: Region, address_of: Callable[..., str]
) -> None:
    address_of(registered.night_worker)
    rows = registered.record.rows(
        "SELECT act, subject FROM audit_trail WHERE record = 'register of homes' AND person = %s",
        registered.night_worker.person_id,
    )
    assert rows == [("read", registered.home)]
