"""Who is told that a plan review was asked for, not answered, answered; that a plan is disputed; that agencies meet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from tests.decisions.conftest import MONDAY, Case
from tests.support import roles

if TYPE_CHECKING:
    from tests.support.record import Region


@pytest.fixture
def case(region: Region) -> Case:
    person = region.record.person
    made = Case(
        region,
        person("Tam Manager", "team manager", region.team),
        person("Iro Officer", "reviewing officer", region.authority),
        person("Di Director", "director", region.authority),
        person("Co Ordinator", "missing coordinator", region.force),
    )
    for who, role in ((region.social_worker, "social worker"), (made.officer, "reviewing officer")):
        on_the_list(region, who, role)
    return made


def on_the_list(region: Region, who: Any, role: str) -> None:
    """The child stands on this person's list by name."""
    region.record.db.execute(
        "INSERT INTO children_interest (id, child_id, node_id, person_id, relation, during, basis_kind, basis_id, why) "
        "VALUES (gen_random_uuid(), %s, %s, %s, 'responsible', tstzrange('2020-01-01', NULL), 'allocation', "
        "gen_random_uuid(), '')",
        [region.child, who.node, who.person_id],
    )


@pytest.fixture
def heard(cluster: Any, region: Region) -> Callable[[datetime], None]:
    """`heard(now)`: the worker's tick for the ladder of requests, and its sweep for what is to be told."""

    def run(now: datetime) -> None:
        from waylight.decisions.services.climbing import climb
        from waylight.telling.services.deciding import sweep

        with roles.worker(cluster):
            climb(now=now)
            sweep(now)
            assert sweep(now) == 0, "a second sweep tells nobody anything again"

    return run


def told(case: Case, about: str) -> list[str]:
    return [
        row[0]
        for row in case.region.record.rows(
            "SELECT p.name FROM telling_receipt r JOIN telling_notice n ON n.id = r.notice_id "
            "JOIN agencies_person p ON p.id = r.person_id WHERE n.about = %s ORDER BY p.name",
            about,
        )
    ]


def open_now(case: Case) -> set[str]:
    return {
        row[0] for row in case.region.record.rows("SELECT about FROM telling_notice WHERE ended_at IS NULL")
    }


def test_the_authority_and_the_officer_are_told_of_a_request_and_the_asker_of_the_answer(
    case: Case, heard: Any
) -> None:
    asked = case.ask()
    heard(case.at)
    assert told(case, "review asked") == ["Iro Officer", "Sal Social", "Tam Manager"]
    case.later(days=1).answer(asked)
    heard(case.at)
    assert told(case, "review answered") == ["Iro Officer", "Mo Manager"]
    assert open_now(case) == {"review answered"}


def test_silence_is_told_to_the_manager_then_to_the_director_each_once(case: Case, heard: Any) -> None:
    asked = case.ask()
    heard(case.at)
    heard(case.later(days=8).at)
    assert told(case, "review unanswered") == ["Iro Officer", "Mo Manager", "Tam Manager"]
    assert told(case, "review still unanswered") == []
    heard(case.later(days=7).at)
    assert told(case, "review still unanswered") == ["Di Director", "Iro Officer", "Mo Manager"]
    case.answer(asked, case.director)
    heard(case.at)
    assert open_now(case) == {"review answered"}


def test_a_worker_that_slept_through_the_answer_tells_nobody_that_it_is_missing(
    case: Case, heard: Any
) -> None:
    asked = case.ask()
    case.later(days=20)
    case.answer(asked)
    heard(case.at)
    assert told(case, "review unanswered") == []


def test_each_stage_of_a_dispute_is_told_to_those_who_answer_in_it(case: Case, heard: Any) -> None:
    from waylight.decisions.services import disputes

    dispute = case.do(
        case.officer,
        disputes.raise_dispute,
        child_id=case.region.child,
        matter="plan",
        words="No visit since August.",
    )
    heard(case.at)
    assert told(case, "dispute raised") == ["Sal Social", "Tam Manager"]
    case.later(days=1).do(case.team_manager, disputes.answer, dispute_id=dispute, words="On Friday.")
    heard(case.at)
    assert told(case, "dispute answered") == ["Iro Officer"]
    case.later(days=9).do(
        case.officer, disputes.move, dispute_id=dispute, stage="three", why="It was not held."
    )
    heard(case.at)
    assert told(case, "dispute with the director") == ["Di Director"]
    assert open_now(case) == {"dispute with the director"}


def test_only_those_who_were_told_see_that_there_is_something(case: Case, heard: Any) -> None:
    from waylight.access.acting import acting
    from waylight.telling.models import Notice
    from waylight.telling.selectors.inbox import inbox

    case.region.record.interest(case.region.child, "police", case.region.force)
    asked = case.ask()
    heard(case.at)
    for who in (case.region.inspector, case.coordinator, case.region.night_worker, case.director):
        with acting(who):
            assert Notice.objects.count() == 0, who.role
    with acting(case.officer):
        (item,) = inbox(actor=case.officer, now=case.at)
        assert item.words == "a review of a plan is asked for" and not item.waits
        assert item.leads_to == ("review", asked)


def test_police_whose_child_it_is_are_told_of_a_discussion(case: Case, heard: Any) -> None:
    from waylight.decisions.services import discussions

    case.region.record.interest(case.region.child, "police", case.region.force, since=MONDAY)
    discussion: UUID = case.do(
        case.region.social_worker,
        discussions.call,
        child_id=case.region.child,
        why="harm",
        words="Three nights.",
    )
    heard(case.at)
    assert told(case, "strategy discussion called") == [
        "Co Ordinator",
        "Iro Officer",
        "Sal Social",
        "Tam Manager",
    ]
    case.do(case.region.social_worker, discussions.drop, discussion_id=discussion, why="The child is safe.")
    heard(case.at)
    assert open_now(case) == set()
