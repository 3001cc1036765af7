"""Care ends, a child moves, either was a mistake: who sees the child before and after, through row security alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest

from waylight.engine.when import LONDON

if TYPE_CHECKING:
    from tests.support.record import Region

Sees = Callable[..., bool]
DAY = timedelta(days=1)


def do(actor: Any, now: datetime, service: Callable[..., Any], key: str = "", **what: Any) -> Any:
    from waylight.access.acting import acting
    from waylight.facts.filing import Filing

    with acting(actor):
        return service(Filing(actor, now, key or str(uuid4())), **what)


def today(now: datetime) -> date:
    return now.astimezone(LONDON).date()


@pytest.fixture
def ended(region: Region, now: datetime) -> UUID:
    """Kim was on Sal's list by name, and went home; yesterday was the last day of care."""
    from waylight.children import services

    sal = region.social_worker
    do(sal, now, services.allocate, child=region.child, node=region.team, role="social worker",
       relation="responsible", person=sal.person_id, since=now - 9 * DAY)  # fmt: skip
    return do(sal, now, services.end_care, child=region.child, last_day=today(now) - DAY, reason="E4A")


@pytest.fixture
def elm(region: Region) -> dict[str, Any]:
    """A home in another authority's area, and its night worker."""
    home = region.record.node("home", "Elm House", area=region.record.node("authority", "Westshire"))
    return {"home": home, "worker": region.record.person("Wil Worker", "night worker", home)}


def test_when_care_ends_nobody_who_looked_after_the_child_sees_the_child(
    region: Region, ended: UUID, sees: Sees
) -> None:
    assert not any(sees(one) for one in (region.social_worker, region.night_worker, region.out_of_hours))
    left = region.record.rows("SELECT count(*) FROM children_interest WHERE during @> now()")
    assert left == [(0,)]


def test_until_midnight_of_the_last_day_the_child_is_seen(
    region: Region, now: datetime, sees: Sees, passes: Callable[[timedelta], None]
) -> None:
    from waylight.children import services

    do(region.social_worker, now, services.end_care, child=region.child, last_day=today(now), reason="E4A")
    assert sees(region.social_worker) and sees(region.night_worker)
    passes(DAY)
    assert not sees(region.social_worker) and not sees(region.night_worker)


def test_taken_back_everybody_sees_the_child_again_and_both_lines_stay(
    region: Region, now: datetime, ended: UUID, sees: Sees
) -> None:
    from waylight.children import services

    before = region.record.rows("SELECT count(*) FROM facts_fact WHERE kind LIKE 'care end%%'")
    do(region.social_worker, now, services.take_back_end, ended=ended, why="The wrong Kim.")
    assert all(sees(one) for one in (region.social_worker, region.night_worker, region.out_of_hours))
    lasting = "SELECT count(*) FROM {} WHERE child_id = %s AND upper_inf(during)"
    for table in ("children_careperiod", "children_placement", "children_allocation"):
        assert region.record.rows(lasting.format(table), region.child) == [(1,)], table
    after = region.record.rows("SELECT count(*) FROM facts_fact WHERE kind LIKE 'care end%%'")
    assert (before, after) == ([(1,)], [(2,)])


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE facts_fact SET recorded_at = recorded_at - interval '29 days' WHERE kind = 'care ended'",
        "UPDATE children_child SET sealed = true",
        "UPDATE children_child SET restricted = true; "
        "UPDATE facts_fact SET by_person_id = NULL WHERE kind = 'care ended'",
    ],
    ids=["a month later", "closed for good", "narrowed, by somebody else"],
)
def test_what_may_be_taken_back_no_more_is_not_there_and_not_listed(
    region: Region, now: datetime, ended: UUID, spoil: str
) -> None:
    from waylight.access.acting import acting
    from waylight.agencies.refusals import NotThere
    from waylight.children import services
    from waylight.children.selectors.care_ended import ended_lately

    sal = region.social_worker
    with acting(sal):
        assert [row.id for row in ended_lately(actor=sal)] == [ended]
    region.record.db.execute("ALTER TABLE facts_fact DISABLE TRIGGER USER")
    region.record.db.execute(spoil)
    region.record.db.execute("ALTER TABLE facts_fact ENABLE TRIGGER USER")
    with acting(sal):
        assert ended_lately(actor=sal) == []
    with pytest.raises(NotThere):
        do(sal, now, services.take_back_end, ended=ended, why="Too late.")


def test_who_may_not_write_of_the_authoritys_children_neither_lists_nor_takes_back(
    region: Region, now: datetime, ended: UUID
) -> None:
    from waylight.access.acting import acting
    from waylight.agencies.refusals import NotThere
    from waylight.children import services
    from waylight.children.selectors.care_ended import ended_lately

    far = region.record.person("Fay Far", "social worker", region.record.node("authority", "Westshire"))
    for actor in (region.night_worker, region.out_of_hours, far):
        with acting(actor):
            assert ended_lately(actor=actor) == []
        with pytest.raises(NotThere):
            do(actor, now, services.take_back_end, ended=ended, why="Not mine.")


def test_of_a_narrowed_record_whoever_ended_care_takes_it_back(
    region: Region, now: datetime, sees: Sees
) -> None:
    from waylight.children import services

    sal = region.social_worker
    do(sal, now, services.allocate, child=region.child, node=region.team, role="social worker",
       relation="responsible", person=sal.person_id, since=now - DAY)  # fmt: skip
    do(sal, now, services.restrict, child=region.child, restricted=True, reason="A relative.")
    end = do(sal, now, services.end_care, child=region.child, last_day=today(now) - 2 * DAY, reason="E8")
    assert not sees(sal)
    do(sal, now, services.take_back_end, ended=end, why="It was Ola.")
    assert sees(sal) and not sees(region.out_of_hours)


def test_sent_twice_care_ends_once_and_is_taken_back_once(region: Region, now: datetime) -> None:
    from waylight.children import services

    sal = region.social_worker
    ids = {
        do(sal, now, services.end_care, key="page", child=region.child, last_day=today(now), reason="E8")
        for _ in range(2)
    }
    assert len(ids) == 1
    for _ in range(2):
        do(sal, now, services.take_back_end, key="back", ended=ids.copy().pop(), why="A mistake.")
    assert region.record.rows("SELECT count(*) FROM facts_fact WHERE kind = 'care end in error'") == [(1,)]


@pytest.mark.parametrize("days", [1, -4000])
def test_a_day_ahead_and_a_day_before_care_are_refused(region: Region, now: datetime, days: int) -> None:
    from waylight.children import services
    from waylight.facts.refusals import Refused

    with pytest.raises(Refused):
        do(region.social_worker, now, services.end_care, child=region.child, last_day=today(now) + days * DAY)


def test_care_does_not_end_before_a_move_that_stands(region: Region, elm: dict, now: datetime) -> None:
    from waylight.children import services
    from waylight.facts.refusals import Refused

    do(region.social_worker, now, services.place, child=region.child, node=elm["home"], since=now)
    with pytest.raises(Refused, match="take that move back"):
        do(region.social_worker, now, services.end_care, child=region.child, last_day=today(now) - 2 * DAY)
    assert region.record.rows("SELECT count(*) FROM facts_fact WHERE kind = 'care ended'") == [(0,)]


def test_a_move_taken_back_leaves_the_child_where_they_lived(
    region: Region, elm: dict, now: datetime, sees: Sees
) -> None:
    from waylight.access.acting import acting
    from waylight.children import services
    from waylight.children.selectors import placements
    from waylight.facts.refusals import Refused

    sal = region.social_worker
    move = do(sal, now, services.place, child=region.child, node=elm["home"], since=now - DAY)
    assert sees(elm["worker"]) and not sees(region.night_worker)
    do(sal, now, services.take_back_move, placement=move, why="It was Ola who moved.")
    assert sees(region.night_worker) and not sees(elm["worker"])
    with acting(sal):
        rows = placements(actor=sal, child_id=region.child, now=now)
    assert [(row.node.name, row.during.upper) for row in rows] == [("Beech House", None)]
    with pytest.raises(Refused):
        do(sal, now, services.take_back_move, placement=move, why="Again.")


def test_only_the_last_move_is_taken_back(region: Region, elm: dict, now: datetime) -> None:
    from waylight.children import services
    from waylight.facts.refusals import Refused

    sal = region.social_worker
    first = do(sal, now, services.place, child=region.child, node=elm["home"], since=now - 2 * DAY)
    do(sal, now, services.place, child=region.child, node=region.home, since=now - DAY)
    with pytest.raises(Refused):
        do(sal, now, services.take_back_move, placement=first, why="The first one.")


def test_what_is_read_back_is_what_then_happens_and_nothing_of_it_is_kept(
    region: Region, elm: dict, now: datetime, sees: Sees
) -> None:
    from waylight.access.acting import acting
    from waylight.children import services
    from waylight.facts.filing import Filing

    sal = region.social_worker
    with acting(sal):
        told = services.foreseen(
            child=region.child, now=now,
            act=lambda: services.place(Filing(sal, now, "k"), child=region.child, node=elm["home"], since=now),
        )  # fmt: skip
    assert [(tie.place, tie.relation) for tie in told.ends] == [("Beech House", "caring")]
    assert [(tie.place, tie.relation) for tie in told.begins] == [
        ("Elm House", "caring"),
        ("Westshire", "host"),
    ]
    assert [(tie.place, tie.relation) for tie in told.goes_on] == [
        ("Eastshire looked-after team", "responsible")
    ]
    assert sees(region.night_worker) and not sees(elm["worker"])
    assert region.record.rows("SELECT count(*) FROM facts_fact") == [(0,)]


def test_a_search_goes_on_when_care_ends_and_is_read_back_so(region: Region, now: datetime) -> None:
    from tests.children.test_stories import report
    from waylight.access.acting import acting
    from waylight.children import services
    from waylight.facts.filing import Filing

    report(region, now)
    sal = region.social_worker
    with acting(sal):
        told = services.foreseen(
            child=region.child, now=now,
            act=lambda: services.end_care(Filing(sal, now, "k"), child=region.child, last_day=today(now)),
        )  # fmt: skip
    assert ("Eastshire Force", "searching") in {(tie.place, tie.relation) for tie in told.goes_on}
    assert {(tie.place, tie.relation) for tie in told.ends} == {("Beech House", "caring")}
