"""A home asks for a review of the plan; the authority answers by name with reasons, or the request climbs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import roles

if TYPE_CHECKING:
    from tests.decisions.conftest import Case


def test_a_request_has_five_working_days_and_everybody_concerned_sees_it(case: Case) -> None:
    asked = case.ask()
    for who in (case.region.manager, case.region.social_worker, case.officer, case.director):
        seen = case.request(who, asked)
        assert seen.state == "waiting"
        assert f"{seen.due_at:%A %-d %B %H:%M}" == "Monday 9 November 23:59"
        assert seen.asked.words["why"] == "Away eleven times since May."


def test_the_answer_stands_with_its_reasons_and_the_name_of_whoever_gave_it(case: Case) -> None:
    asked = case.ask()
    case.later(days=3).answer(asked, answer="review", review_on=date(2026, 11, 20))
    for who in (case.region.manager, case.officer):
        seen = case.request(who, asked)
        assert (seen.state, seen.answered_late) == ("answered", False)
        assert (seen.answer.person_name, seen.answer.words["reasons"]) == (
            "Sal Social",
            "The plan was reviewed in May.",
        )
        assert seen.answer.body.review_on == date(2026, 11, 20)


def test_what_nobody_answers_goes_to_the_manager_and_then_to_the_director(case: Case, cluster: Any) -> None:
    asked = case.ask()
    told = []
    for _ in range(16):
        with roles.worker(cluster):
            case.later(days=1).tick()
            assert case.tick() == 0, "a second tick at the same moment does nothing"
        told.append([one.body.role for one in case.request(case.officer, asked).climbed])
    # The clocks end with Monday 9 and Monday 16 November.
    assert told[6] == [] and told[7] == ["team manager"]
    assert told[13] == ["team manager"] and told[14] == ["team manager", "director"]
    assert case.request(case.region.manager, asked).state == "late"
    case.answer(asked, case.director)
    assert case.request(case.officer, asked).answered_late


def test_what_is_answered_climbs_no_further(case: Case, cluster: Any) -> None:
    asked = case.ask()
    case.later(days=1).answer(asked)
    case.later(days=30)
    with roles.worker(cluster):
        assert case.tick() == 0


def test_an_authoritys_own_clock_holds_for_what_is_asked_from_its_day_on(case: Case) -> None:
    from waylight.engine.words import working_days
    from waylight.protocols.values import to_json
    from waylight.rulebook.reviews import CLIMBS

    before = case.ask()
    case.region.record.db.execute(
        "INSERT INTO protocols_setting (id, node_id, rule, value, since, set_by_id, role, why, set_at) VALUES "
        "(gen_random_uuid(), %s, %s, %s::jsonb, '2026-11-03', %s, 'director', 'ours', '2026-11-01')",
        [case.region.authority, CLIMBS[0].name, str(to_json(working_days(2))).replace("'", '"'),
         case.director.person_id],
    )  # fmt: skip
    case.answer(before)
    after = case.later(days=1).ask()
    days = [case.request(case.officer, one).due_at.date() for one in (before, after)]
    assert days == [date(2026, 11, 9), date(2026, 11, 5)]


def test_only_the_home_asks_and_only_the_authority_answers(case: Case) -> None:
    from waylight.facts.refusals import NotThere, Refused

    with pytest.raises(Refused, match="asked for by the home's manager"):
        case.ask(case.region.social_worker)
    for stranger in (case.region.night_worker, case.region.inspector):
        with pytest.raises(NotThere):
            case.ask(stranger)
    asked = case.ask()
    for who in (case.region.manager, case.officer):
        with pytest.raises(Refused, match="The authority answers"):
            case.answer(asked, who)
    with pytest.raises(NotThere):
        case.answer(asked, case.region.night_worker)


def test_a_manager_who_is_a_social_worker_elsewhere_does_not_answer_the_own_request(case: Case) -> None:
    from dataclasses import replace

    from waylight.agencies.actor import Grant
    from waylight.facts.refusals import Refused

    region = case.region
    far = region.record.node("team", "A far team")
    region.record.db.execute(
        "INSERT INTO agencies_rolegrant (id, person_id, role, node_id, during, granted_by_id, why) VALUES "
        "(gen_random_uuid(), %s, 'social worker', %s, tstzrange(now() - interval '1 year', now() + interval '1 year'), "
        "%s, '')",
        [region.manager.person_id, far, region.social_worker.person_id],
    )
    both = replace(
        region.manager, grants=(*region.manager.grants, Grant("social worker", far, "A far team", "team"))
    )
    asked = case.ask(both)
    with pytest.raises(Refused, match="The authority answers"):
        case.answer(asked, both)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"reasons": " "}, "Give the reasons"),
        ({"answer": "maybe"}, "Choose what the answer is"),
        ({"answer": "review"}, "Give the day"),
        ({"answer": "review", "review_on": date(2026, 11, 1)}, "a day that is past"),
        ({"answer": "none", "review_on": date(2026, 11, 20)}, "A day belongs"),
    ],
)
def test_an_answer_that_says_too_little_is_not_taken(
    case: Case, given: dict[str, Any], sentence: str
) -> None:
    from waylight.facts.refusals import Refused

    asked = case.ask()
    with pytest.raises(Refused, match=sentence):
        case.answer(asked, **given)
    assert case.request(case.officer, asked).state == "waiting"


def test_a_second_request_waits_for_the_first_and_a_second_answer_is_told_of_the_first(case: Case) -> None:
    from waylight.facts.refusals import Refused

    asked = case.ask(key="one page")
    assert case.ask(key="one page") == asked, "the same page sent twice is one request"
    with pytest.raises(Refused, match="waits for an answer already"):
        case.ask()
    case.answer(asked, key="a page")
    case.answer(asked, key="a page")
    with pytest.raises(Refused, match="answered meanwhile by Sal Social"):
        case.answer(asked, case.team_manager)
    assert case.ask() != asked


def test_a_request_that_is_taken_back_waits_for_nobody(case: Case) -> None:
    from waylight.decisions.selectors import lists
    from waylight.decisions.services import reviews

    asked = case.ask()
    case.do(case.region.manager, reviews.withdraw, request_id=asked, why="The plan was changed on Friday.")
    assert case.request(case.officer, asked).state == "withdrawn"
    assert case.see(case.officer, lists.open_reviews) == ()
    (ended,) = case.see(case.officer, lists.answered_reviews, since=case.at - timedelta(days=1))
    assert ended.case.withdrawn.words["why"] == "The plan was changed on Friday."


def test_the_list_stands_in_the_order_of_the_column_that_it_shows(case: Case) -> None:
    from waylight.decisions.selectors import lists

    second = case.region.another()
    late = case.ask()
    early = case.later(days=4).ask(child_id=second, reason="child")
    case.later(days=4)
    rows = case.see(case.region.social_worker, lists.open_reviews)
    assert [row.case.id for row in rows] == [late, early]
    assert rows[0].late_by == timedelta(hours=10, microseconds=1) and rows[1].late_by is None
    assert [row.due_at for row in rows] == sorted(row.due_at for row in rows)


def test_a_foster_carer_asks_for_a_review_as_a_home_does(case: Case) -> None:
    record = case.region.record
    carer_node = record.node("carer", "Carer 0417", force=case.region.force, area=case.region.authority)
    carer = record.person("Fo Carer", "foster carer", carer_node)
    child = record.child("Jo", "Invented", date(2012, 1, 1), team=case.region.team, home=carer_node)
    asked = case.ask(carer, child_id=child)
    assert case.request(case.region.social_worker, asked).asked.person_name == "Fo Carer"
