"""Two records that two people said are one child: one line in every list, for whoever may read both; else no hint."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from tests.episodes.telling import Telling
from waylight.access.acting import acting
from waylight.agencies.refusals import NotThere
from waylight.episodes.selectors import lists
from waylight.episodes.services import updates
from waylight.facts.refusals import Refused


def said_to_be_one(tell: Telling, one: UUID, twin: UUID) -> UUID:
    """By two people; gives the fact that says so."""
    from waylight.episodes.services import sameness

    region = tell.region
    second = region.record.person("Tom Second", "social worker", region.team)
    asked = tell.by(region.social_worker).do(sameness.ask_same, child_id=one, other_id=twin, why="One face.")
    decided = tell.by(second).do(sameness.decide_same, asked_id=asked.id, same=True, why="One certificate.")
    return UUID(str(decided.id))


@pytest.fixture
def tell(region: Any, now: datetime) -> Telling:
    return Telling(region, now)


@pytest.fixture
def twin(region: Any) -> UUID:
    return UUID(str(region.another("Kimmy")))


@pytest.fixture
def one_alone(region: Any) -> Callable[[], Any]:
    """Somebody who may read the first record and not its twin; made after what interests follow from."""

    def made() -> Any:
        far = region.record.node("team", "Far team", parent=region.authority)
        region.record.interest(region.child, "responsible", far)
        return region.record.person("One Worker", "social worker", far)

    return made


@pytest.fixture
def no_filter(region: Any, twin: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    """The question which records are one child answers everybody with everything."""
    from waylight.children.selectors import same

    monkeypatch.setattr(same, "pairs", lambda _: [(region.child, twin)])


def away(actor: Any, now: datetime) -> list[tuple[UUID, tuple[UUID, ...]]]:
    with acting(actor):
        rows = lists.open_now(actor=actor, now=now)
        assert lists.how_many_away() == len(rows)
        return [(row.child.id, tuple(one.child_id for one in row.also)) for row in rows]


def both_away(tell: Telling, twin: UUID) -> tuple[UUID, UUID]:
    first, second = tell.absent(minutes_ago=90), tell.absent(child=twin, minutes_ago=30)
    assert first.episode and second.episode
    return first.episode, second.episode


class TestAwayNow:
    def test_two_records_stand_twice_until_two_people_say_that_they_are_one_child(
        self, tell: Telling, twin: UUID
    ) -> None:
        both_away(tell, twin)
        worker, child = tell.region.social_worker, tell.region.child
        assert away(worker, tell.now) == [(child, ()), (twin, ())]
        said_to_be_one(tell, child, twin)
        assert away(worker, tell.now) == [(child, (twin,))]

    def test_undone_they_stand_apart_again(self, tell: Telling, twin: UUID) -> None:
        from waylight.episodes.services import sameness

        both_away(tell, twin)
        same = said_to_be_one(tell, tell.region.child, twin)
        tell.by(tell.region.social_worker).do(sameness.undo_same, same_id=same, why="Two sisters.")
        assert len(away(tell.region.social_worker, tell.now)) == 2

    def test_a_third_record_is_the_same_child_through_the_second(
        self, tell: Telling, twin: UUID, region: Any
    ) -> None:
        third = UUID(str(region.another("Kimberley")))
        both_away(tell, twin)
        tell.absent(child=third, minutes_ago=20)
        said_to_be_one(tell, region.child, twin)
        said_to_be_one(tell, third, twin)
        ((child, also),) = away(region.social_worker, tell.now)
        assert {child, *also} == {region.child, twin, third}

    def test_whoever_may_read_one_record_alone_sees_that_one_and_no_hint(
        self, tell: Telling, twin: UUID, one_alone: Callable[[], Any]
    ) -> None:
        both_away(tell, twin)
        said_to_be_one(tell, tell.region.child, twin)
        assert away(one_alone(), tell.now) == [(tell.region.child, ())]

    def test_also_with_the_selectors_filter_taken_out(
        self, tell: Telling, twin: UUID, one_alone: Callable[[], Any], no_filter: None
    ) -> None:
        both_away(tell, twin)
        said_to_be_one(tell, tell.region.child, twin)
        assert away(one_alone(), tell.now) == [(tell.region.child, ())]

    def test_a_stranger_asks_the_database_for_pairs_and_gets_none(
        self, tell: Telling, twin: UUID, one_alone: Callable[[], Any]
    ) -> None:
        from waylight.children.selectors.same import pairs

        child = tell.region.child
        said_to_be_one(tell, child, twin)
        with acting(tell.region.social_worker):
            assert pairs([child]) == pairs([twin]) == [(child, twin)]
        for stranger in (
            one_alone(),
            tell.region.record.person("Nobody Here", "social worker", tell.region.force),
        ):
            with acting(stranger):
                assert pairs([child]) == pairs([twin]) == pairs([child, twin]) == []


def test_tonight_names_the_child_once(tell: Telling, twin: UUID) -> None:
    both_away(tell, twin)
    said_to_be_one(tell, tell.region.child, twin)
    with acting(tell.actor):
        (line,) = lists.tonight(actor=tell.actor, node=tell.region.home, now=tell.now)
    assert {line.child.id, *(one.child_id for one in line.also)} == {tell.region.child, twin}


def test_the_list_of_children_names_the_child_once_and_says_under_how_many_records(
    tell: Telling, twin: UUID, one_alone: Callable[[], Any], region: Any
) -> None:
    from waylight.children.selectors.mine import my_children

    def listed(actor: Any) -> list[tuple[UUID, int]]:
        with acting(actor):
            return [(row.child.id, len(row.others)) for row in my_children(actor=actor, now=tell.now).rows]

    assert len(listed(region.social_worker)) == 2
    said_to_be_one(tell, region.child, twin)
    assert listed(region.social_worker) == [(min(region.child, twin), 1)]
    assert listed(one_alone()) == [(region.child, 0)]


class TestOneTimeAway:
    @pytest.fixture
    def join(self, tell: Telling) -> Callable[..., Any]:
        from waylight.episodes.services import joining

        return lambda who, **what: tell.by(who).do(joining.one_time_away, **{"why": "One night.", **what})

    def test_what_was_said_of_the_other_stands_as_made_in_error(
        self, tell: Telling, twin: UUID, join: Callable[..., Any]
    ) -> None:
        stays, goes = both_away(tell, twin)
        said_to_be_one(tell, tell.region.child, twin)
        join(tell.region.social_worker, stays=stays, goes=goes)
        assert away(tell.region.social_worker, tell.now) == [(tell.region.child, ())]

    def test_it_is_refused_while_police_know_of_the_one_that_would_go(
        self, tell: Telling, twin: UUID, join: Callable[..., Any]
    ) -> None:
        stays, goes = both_away(tell, twin)
        said_to_be_one(tell, tell.region.child, twin)
        tell.do(updates.police_reference, episode_id=goes, reference="77")
        with pytest.raises(Refused, match="Police know"):
            join(tell.region.social_worker, stays=stays, goes=goes)
        join(tell.region.social_worker, stays=goes, goes=stays)
        assert away(tell.region.social_worker, tell.now) == [(twin, ())]

    def test_of_two_children_nothing_can_be_joined_nor_by_whoever_reads_one_record(
        self, tell: Telling, twin: UUID, join: Callable[..., Any], one_alone: Callable[[], Any]
    ) -> None:
        stays, goes = both_away(tell, twin)
        with pytest.raises(NotThere):
            join(tell.region.social_worker, stays=stays, goes=goes)
        said_to_be_one(tell, tell.region.child, twin)
        with pytest.raises(NotThere):
            join(one_alone(), stays=stays, goes=goes)

    def test_it_asks_how_that_is_known(self, tell: Telling, twin: UUID, join: Callable[..., Any]) -> None:
        stays, goes = both_away(tell, twin)
        said_to_be_one(tell, tell.region.child, twin)
        with pytest.raises(Refused):
            join(tell.region.social_worker, stays=stays, goes=goes, why=" ")
