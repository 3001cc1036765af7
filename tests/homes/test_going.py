"""What the register lets go: on the day and not before, on the trail, and nothing that somebody still needs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest

from tests.support.roles import worker
from waylight.homes.going import RegisterPlan, plan, run
from waylight.ops.retention import said

if TYPE_CHECKING:
    from tests.support.record import Region

CANARY = "zircon-canary"
TODAY = date(2036, 6, 10)


def household(region: Region, until: date | None) -> UUID:
    """A carer's, whose approval ended on that day."""
    carer = region.record.node("carer", "Carer 7", area=region.authority)
    region.record.db.execute("UPDATE agencies_node SET until = %s WHERE id = %s", [until, carer])
    region.record.db.execute(
        "INSERT INTO homes_address (id, node_id, household, lines, town, postcode, phone, during) "
        "VALUES (%s, %s, %s, %s, 'Easton', 'ZZ1 1AA', '', '[2015-01-01,)')",
        [uuid4(), carer, CANARY, CANARY],
    )
    return carer


def ran(region: Region, until: date | None) -> None:
    """Somebody ran the home until the day before."""
    region.record.db.execute(
        "INSERT INTO homes_running (id, node_id, provider_id, owner, responsible_individual, manager, during) "
        "VALUES (%s, %s, %s, 'Lantern Group', %s, %s, daterange('2010-01-01', %s))",
        [uuid4(), region.home, region.record.nodes["Lantern Care"], CANARY, CANARY, until],
    )


def planned(cluster: Any, today: date = TODAY) -> RegisterPlan:
    with worker(cluster):
        return plan(today=today)


def carried_out(cluster: Any, today: date = TODAY) -> int:
    with worker(cluster):
        return run(plan=plan(today=today))


@pytest.mark.parametrize(
    ("until", "goes"), [(date(2026, 6, 10), 1), (date(2026, 6, 11), 0), (date(2001, 1, 1), 1), (None, 0)]
)
def test_a_carers_household_goes_ten_years_after_the_approval(
    region: Region, cluster: Any, until: date | None, goes: int
) -> None:
    household(region, until)
    assert carried_out(cluster) == goes
    assert carried_out(cluster) == 0
    kept = region.record.rows("SELECT count(*) FROM homes_address WHERE household = %s", CANARY)
    assert kept == [(1 - goes,)]


@pytest.mark.parametrize(("until", "goes"), [(date(2021, 6, 10), 1), (date(2021, 6, 11), 0), (None, 0)])
def test_the_names_of_those_who_ran_a_home_go_fifteen_years_after_the_last_entry(
    region: Region, cluster: Any, until: date | None, goes: int
) -> None:
    ran(region, until)
    assert carried_out(cluster) == goes
    assert carried_out(cluster) == 0
    found = region.record.rows(
        "SELECT owner, responsible_individual, manager FROM homes_running WHERE owner <> ''"
    )
    name = "" if goes else CANARY
    assert ("Lantern Group", name, name) in found


def test_it_is_said_before_in_numbers_and_on_the_trail_afterwards(region: Region, cluster: Any) -> None:
    household(region, date(2020, 1, 1))
    ran(region, date(2021, 6, 11))
    found = planned(cluster)
    assert said(found) == [
        "Past their time on 2036-06-10:",
        "      1  to be erased: a foster carer's record",
        "The next is due on 2036-06-11.",
    ]
    carried_out(cluster)
    assert region.record.rows(
        "SELECT actor_name, record, basis FROM audit_trail WHERE act = 'erased' AND route = 'retention'"
    ) == [("Waylight", "register of homes", "a foster carer's record")]


def test_the_worker_does_it_each_night(region: Region, cluster: Any) -> None:
    from procrastinate.contrib.django import app

    from waylight.homes.tasks import retention

    household(region, date(2001, 1, 1))
    with worker(cluster):
        retention.func(0)
    assert region.record.rows("SELECT count(*) FROM homes_address WHERE household = %s", CANARY) == [(0,)]
    assert "homes.retention" in {one.task.name for one in app.periodic_registry.periodic_tasks.values()}
