"""The reviewing officer disputes, stage by stage, each with its clock, as far as Cafcass."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.decisions.conftest import Case


def raised(case: Case, **more: Any) -> Any:
    from waylight.decisions.services import disputes

    given = {
        "matter": "plan",
        "words": "No visit since August; I ask for a review.",
        "child_id": case.region.child,
    }
    return case.do(case.officer, disputes.raise_dispute, **{**given, **more})


def seen(case: Case, id: Any, who: Any = None) -> Any:
    from waylight.decisions.selectors import lists

    return case.see(who or case.officer, lists.dispute, dispute_id=id).case


def answered(case: Case, id: Any, who: Any, words: str = "A review is held on Friday.") -> Any:
    from waylight.decisions.services import disputes

    return case.do(who, disputes.answer, dispute_id=id, words=words)


def moved(case: Case, id: Any, stage: str) -> Any:
    from waylight.decisions.services import disputes

    return case.do(case.officer, disputes.move, dispute_id=id, stage=stage, why="It was not held.")


def test_it_begins_informally_and_goes_up_stage_by_stage_each_with_its_own_clock(case: Case) -> None:
    dispute = raised(case)
    for stage, who in (
        ("one", case.region.social_worker),
        ("two", case.team_manager),
        ("three", case.team_manager),
        ("cafcass", case.director),
    ):
        answered(case, dispute, who)
        case.later(days=7)
        moved(case, dispute, stage)
    shown = seen(case, dispute)
    assert [one.stage.code for one in shown.stages] == ["informal", "one", "two", "three", "cafcass"]
    assert [one.due_at.date() for one in shown.stages] == [
        date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 14),
    ]  # fmt: skip
    assert [one.answer.person_name for one in shown.stages[:-1]] == [
        "Sal Social", "Tam Manager", "Tam Manager", "Di Director",
    ]  # fmt: skip
    assert (shown.state, shown.stage.answer) == ("waiting", None)


def test_an_answer_that_is_not_given_in_time_is_late_by_the_stages_clock(case: Case) -> None:
    dispute = raised(case)
    assert seen(case, dispute).state == "waiting"
    case.later(days=8)
    assert seen(case, dispute).state == "late"


def test_each_stage_is_answered_by_those_who_are_named_for_it(case: Case) -> None:
    from waylight.facts.refusals import NotThere, Refused

    dispute = raised(case)
    with pytest.raises(Refused, match="social worker or team manager answers"):
        answered(case, dispute, case.director)
    moved(case, dispute, "three")
    with pytest.raises(Refused, match="director answers"):
        answered(case, dispute, case.team_manager)
    with pytest.raises(NotThere):
        answered(case, dispute, case.region.manager)
    answered(case, dispute, case.director)
    with pytest.raises(Refused, match="has its answer"):
        answered(case, dispute, case.director)


def test_it_goes_only_forward_and_cafcass_may_come_at_any_stage(case: Case) -> None:
    from waylight.facts.refusals import Refused

    dispute = raised(case)
    moved(case, dispute, "two")
    with pytest.raises(Refused, match="after the present one"):
        moved(case, dispute, "one")
    moved(case, dispute, "cafcass")
    assert seen(case, dispute).stage.stage.code == "cafcass"


def test_only_the_reviewing_officer_raises_moves_and_ends_one(case: Case) -> None:
    from waylight.decisions.services import disputes
    from waylight.facts.refusals import Refused

    dispute = raised(case)
    for service, more in (
        (disputes.raise_dispute, {"child_id": case.region.child, "matter": "plan", "words": "x"}),
        (disputes.move, {"dispute_id": dispute, "stage": "one", "why": "x"}),
        (disputes.end, {"dispute_id": dispute, "outcome": "resolved", "how": "x"}),
    ):
        with pytest.raises(Refused, match="reviewing officer"):
            case.do(case.region.social_worker, service, **more)


def test_an_ended_dispute_is_on_no_list_and_takes_nothing_more(case: Case) -> None:
    from waylight.decisions.selectors import lists
    from waylight.decisions.services import disputes
    from waylight.facts.refusals import Refused

    dispute = raised(case)
    assert [row.case.id for row in case.see(case.director, lists.open_disputes)] == [dispute]
    case.do(case.officer, disputes.end, dispute_id=dispute, outcome="resolved", how="Held on Friday.")
    assert case.see(case.director, lists.open_disputes) == ()
    with pytest.raises(Refused, match="ended this dispute"):
        moved(case, dispute, "one")
    assert seen(case, dispute).ended.words["how"] == "Held on Friday."


def test_it_may_be_about_a_request_of_the_home_which_does_not_read_the_dispute(case: Case) -> None:
    from waylight.facts.refusals import NotThere

    asked = case.ask()
    case.answer(asked)
    dispute = raised(case, request_id=asked, matter="request")
    assert seen(case, dispute).raised.about == asked
    with pytest.raises(NotThere):
        seen(case, dispute, case.region.manager)


def test_a_request_of_another_child_is_not_there(case: Case) -> None:
    from waylight.facts.refusals import NotThere

    asked = case.ask(child_id=case.region.another())
    with pytest.raises(NotThere):
        raised(case, request_id=asked)
