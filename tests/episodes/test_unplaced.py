"""A report about a child whom the system does not know is filed, and waits for a person to place it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from tests.episodes.telling import Telling
from waylight.access.acting import acting
from waylight.agencies.actor import Actor
from waylight.engine.when import at
from waylight.episodes.selectors import live, receipts
from waylight.episodes.services import followups, placing, reports
from waylight.episodes.services.filing import Filed
from waylight.facts.refusals import NotThere, Refused


@pytest.fixture
def tell(region: Any, now: datetime) -> Telling:
    return Telling(region, now)


def waits(tell: Telling) -> tuple[live.Waiting, ...]:
    with acting(tell.actor):
        return live.unplaced(actor=tell.actor)


def unknown(tell: Telling, who: str = "a boy called Jo, about 14, Beech House", **more: Any) -> Filed:
    report = reports.Report(since=tell.ago(30), words={"child": who, "clothes": "red coat"}, **more)
    return tell.do(reports.report_unknown_child, report=report, to_node=tell.region.authority)


def place(tell: Telling, report: Filed, **more: Any) -> Filed:
    return (
        tell.by(tell.region.out_of_hours)
        .later(20)
        .do(
            placing.place_claim,
            claim_id=report.fact,
            child_id=tell.region.child,
            why="known by the name Jo",
            **more,
        )
    )


def stranger(tell: Telling) -> Actor:
    school = tell.region.record.node("home", "Elsewhere House")
    return tell.region.record.person("Sy Stranger", "night worker", school)


def test_it_is_filed_with_a_number_and_waits_with_its_sender_and_who_is_to_place_it(tell: Telling) -> None:
    filed = unknown(tell)
    assert (filed.episode, filed.number.startswith("W-")) == (None, True)
    for who in (tell.actor, tell.region.out_of_hours, tell.region.social_worker):
        seen = [one.report.words["child"] for one in waits(tell.by(who))]
        assert seen == (
            ["a boy called Jo, about 14, Beech House"] if who is not tell.region.social_worker else []
        )
    assert waits(tell.by(stranger(tell))) == ()


def test_it_is_not_refused_for_saying_little_but_for_saying_nothing(tell: Telling) -> None:
    assert unknown(tell, "a girl in a blue coat").fact
    with pytest.raises(Refused, match="as well as you can"):
        unknown(tell, "  ")


def test_placed_by_a_person_it_becomes_an_episode_in_the_name_of_who_said_it(tell: Telling) -> None:
    filed = unknown(tell, told=(reports.WhoWasTold("police", "999"),))
    placed = place(tell, filed)
    page = tell.by(tell.region.social_worker).live(placed.episode)
    assert [(one.kind, one.node_name, one.words.get("clothes", "")) for one in page.said] == [
        ("absent", "Beech House", "red coat"),
        ("told", "Beech House", ""),
        ("placed", "Eastshire", ""),
    ]
    assert (page.episode.open, page.episode.told_at) == (True, tell.now)
    assert waits(tell.by(tell.region.out_of_hours)) == ()


def test_what_its_sender_adds_later_goes_to_the_child_and_the_number_stays(tell: Telling) -> None:
    who = tell.by(stranger(tell))
    filed = unknown(who)
    first = who.later(5).do(followups.returned, claim_id=filed.fact, happened=who.later(5).ago(0))
    placed = place(tell, filed)
    page = tell.live(placed.episode)
    assert (page.episode.open, page.episode.ended_by) == (False, "returned")
    who.later(30).do(followups.add, claim_id=filed.fact, notes="he said he walked", happened=at(tell.now))
    assert tell.live(placed.episode).of("action")[0].words == {"notes": "he said he walked"}
    with acting(who.actor):
        assert receipts.receipt(actor=who.actor, fact_id=filed.fact, now=tell.now).number == filed.number
    assert first.number == filed.number
    # The sender's home reads what it said, and nothing of the child.
    with pytest.raises(NotThere):
        who.live(placed.episode)


def test_placing_sent_twice_places_once_and_by_two_people_says_so(tell: Telling) -> None:
    filed = unknown(tell)
    first, again = place(tell, filed, key="one page"), place(tell, filed, key="one page")
    assert (again.already, again.episode) == (True, first.episode)
    with pytest.raises(Refused, match="placed this report already"):
        place(tell, filed)
    assert tell.region.record.rows("SELECT count(*) FROM episodes_episode") == [(1,)]


def test_placed_with_the_wrong_child_it_is_taken_back_and_waits_again(tell: Telling) -> None:
    filed = unknown(tell)
    placed = place(tell, filed)
    other = tell.region.another("Ola")
    triage = tell.by(tell.region.out_of_hours).later(40)
    triage.do(placing.take_back_placing, placed_id=placed.fact, why="another boy")
    with pytest.raises(NotThere):
        tell.live(placed.episode)
    assert [one.report.id for one in waits(triage)] == [filed.fact]
    again = triage.later(5).do(placing.place_claim, claim_id=filed.fact, child_id=other, why="this one")
    assert tell.live(again.episode).child.name == "Ola Invented"


def test_placing_needs_the_right_to_write_of_that_child(tell: Telling) -> None:
    filed = unknown(tell)
    elsewhere = tell.region.record.node("authority", "Westshire")
    other = tell.by(tell.region.record.person("Wes", "out-of-hours team", elsewhere))
    with pytest.raises(NotThere):
        other.do(placing.place_claim, claim_id=filed.fact, child_id=tell.region.child, why="guess")


def test_a_report_by_police_under_a_name_that_nobody_has_waits_and_looks_the_same(tell: Telling) -> None:
    police = tell.by(tell.region.inspector)
    known = police.absent_named("Kim", "Invented", tell.region.born)
    unknown = police.absent_named("Nobody", "Atall", date(2012, 1, 1))
    assert (known.episode is None, unknown.episode is None) == (False, True)
    assert [one.report.words["child"] for one in waits(police)] == ["Nobody Atall, born 1 January 2012"]


def test_two_children_of_one_name_and_birthday_are_not_guessed_between(tell: Telling) -> None:
    tell.region.another("Kim", tell.region.born)
    assert tell.by(tell.region.inspector).absent_named("Kim", "Invented", tell.region.born).episode is None


def test_who_is_no_police_cannot_ask_by_name(tell: Telling) -> None:
    who = tell.by(stranger(tell))
    assert who.absent_named("Kim", "Invented", tell.region.born).episode is None
    with pytest.raises(NotThere):
        who.absent()
