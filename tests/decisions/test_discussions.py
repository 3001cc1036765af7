"""A strategy discussion: called, held with who came and what was decided, its actions done by somebody by a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from waylight.engine.when import at

if TYPE_CHECKING:
    from tests.decisions.conftest import Case


def called(case: Case, who: Any = None, **more: Any) -> Any:
    from waylight.decisions.services import discussions

    given = {"why": "repeat", "words": "Three nights away in ten days.", "child_id": case.region.child,
             "asked": "Police, school nurse"}  # fmt: skip
    return case.do(who or case.region.social_worker, discussions.call, **{**given, **more})


def held(case: Case, id: Any, **more: Any) -> Any:
    from waylight.decisions.services import discussions

    actions = (
        discussions.NewAction("Disrupt the flat in Mill Road", "police", date(2026, 11, 6), "Co Ordinator"),
        discussions.NewAction("Talk with the child", "authority", date(2026, 11, 4), "Sal Social"),
    )
    given = {"happened": at(case.at), "who_came": "Sal Social (authority), Co Ordinator (police)",
             "decisions": "Return plan agreed.", "actions": actions}  # fmt: skip
    return case.do(case.region.social_worker, discussions.held, discussion_id=id, **{**given, **more})


def seen(case: Case, id: Any, who: Any = None) -> Any:
    from waylight.decisions.selectors import lists

    return case.see(who or case.officer, lists.discussion, discussion_id=id).case


def test_it_is_held_by_the_end_of_the_next_working_day_or_at_the_time_that_was_agreed(case: Case) -> None:
    case.later(days=4)
    by_the_rule = called(case)
    assert f"{seen(case, by_the_rule).due_at:%A %H:%M}" == "Monday 23:59"
    agreed = called(case, meets_at=case.at + timedelta(hours=2))
    assert seen(case, agreed).due_at == case.at + timedelta(hours=2)
    assert seen(case.later(days=4), by_the_rule).state == "late"


def test_who_came_what_was_decided_and_whose_actions_by_when_are_kept(case: Case) -> None:
    discussion = called(case)
    held(case.later(hours=3), discussion)
    shown = seen(case, discussion)
    assert shown.state == "held"
    assert shown.held.words["who came"].startswith("Sal Social (authority)")
    assert [(a.words["what"], a.body.owner, a.body.by) for a, _ in shown.actions] == [
        ("Disrupt the flat in Mill Road", "police", date(2026, 11, 6)),
        ("Talk with the child", "authority", date(2026, 11, 4)),
    ]


def test_an_action_is_open_until_somebody_says_what_came_of_it(case: Case) -> None:
    from waylight.decisions.selectors import lists
    from waylight.decisions.services import discussions
    from waylight.facts.refusals import Refused

    discussion = called(case)
    held(case, discussion)
    first, second = (act.id for act, _ in seen(case, discussion).actions)
    rows = case.see(case.officer, lists.open_discussions)
    assert [f"{row.due_at:%-d %B}" for row in rows] == ["4 November"], "the list is by what is due first"
    for action in (second, first):
        case.do(case.region.social_worker, discussions.action_done, action_id=action, outcome="Done.",
                happened=at(case.at))  # fmt: skip
    assert case.see(case.officer, lists.open_discussions) == ()
    with pytest.raises(Refused, match="said meanwhile"):
        case.do(case.coordinator, discussions.action_done, action_id=first, outcome="x", happened=at(case.at)) \
            if police(case) else None  # fmt: skip


def police(case: Case) -> bool:
    """The child was reported: the force is police to it from now on."""
    case.region.record.interest(case.region.child, "police", case.region.force)
    return True


def test_the_same_page_sent_twice_keeps_one_discussion_with_its_actions_once(case: Case) -> None:
    key = str(uuid4())
    assert called(case, key=key) == called(case, key=key)
    discussion = called(case)
    again = str(uuid4())
    assert held(case, discussion, key=again) == held(case, discussion, key=again)
    assert len(seen(case, discussion).actions) == 2


def test_police_call_one_while_the_child_is_theirs_and_not_otherwise(case: Case) -> None:
    from waylight.facts.refusals import NotThere

    with pytest.raises(NotThere):
        called(case, case.coordinator)
    police(case)
    assert (
        seen(case, called(case, case.coordinator), case.region.social_worker).called.person_name
        == "Co Ordinator"
    )


def test_it_comes_of_a_time_away_of_this_child_and_of_no_other(case: Case, now: Any) -> None:
    from tests.episodes.telling import Telling
    from waylight.facts.refusals import NotThere

    episode = Telling(case.region, now).absent().episode
    other = Telling(case.region, now).absent(child=case.region.another()).episode
    assert seen(case, called(case, episode_id=episode)).called.body.episode == episode
    with pytest.raises(NotThere):
        called(case, episode_id=other)


def test_one_that_is_not_held_after_all_says_why(case: Case) -> None:
    from waylight.decisions.services import discussions
    from waylight.facts.refusals import Refused

    discussion = called(case)
    case.do(
        case.region.social_worker,
        discussions.drop,
        discussion_id=discussion,
        why="The child is safe at home.",
    )
    assert seen(case, discussion).state == "dropped"
    with pytest.raises(Refused, match="meanwhile"):
        held(case, discussion)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"who_came": ""}, "who came"),
        ({"decisions": ""}, "what was decided"),
        ({"happened": "later"}, "cannot be later than now"),
    ],
)
def test_a_record_that_says_too_little_is_not_taken(case: Case, given: dict[str, Any], sentence: str) -> None:
    from waylight.facts.refusals import Refused

    discussion = called(case)
    if given.get("happened"):
        given = {"happened": at(case.at + timedelta(hours=1))}
    with pytest.raises(Refused, match=sentence):
        held(case, discussion, **given)
