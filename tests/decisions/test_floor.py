"""What was asked and decided is read and written by whom the grid names, in the database itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, connection

from tests.decisions import test_discussions as strategy
from tests.decisions import test_disputes as dispute

if TYPE_CHECKING:
    from tests.decisions.conftest import Case

KINDS = ("review asked", "dispute raised", "strategy called")


@pytest.fixture
def told(case: Case) -> Case:
    case.ask()
    dispute.raised(case)
    strategy.called(case)
    return case


def reads(who: Any) -> tuple[set[str], set[str]]:
    """The kinds of fact and of words that the database shows this person, without any filter of ours."""
    from waylight.access.acting import acting

    with acting(who), connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM facts_fact WHERE kind = ANY(%s)", [list(KINDS)])
        facts = {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT DISTINCT record FROM facts_words")
        return facts, {row[0] for row in cursor.fetchall()}


def test_each_reads_the_records_that_the_grid_opens_to_them_and_no_other(told: Case) -> None:
    all_three = set(KINDS), {"plan review", "plan dispute", "strategy discussion"}
    for who in (told.region.social_worker, told.team_manager, told.officer, told.director):
        assert reads(who) == all_three, who.role
    assert reads(told.region.manager) == ({"review asked"}, {"plan review"})
    assert reads(told.region.out_of_hours) == ({"strategy called"}, {"strategy discussion"})
    nothing: tuple[set[str], set[str]] = (set(), set())
    record = told.region.record
    far = record.node("authority", "Farshire")
    strangers = [
        record.person(f"Far {role}", role, far) for role in ("director", "reviewing officer", "team manager")
    ]
    for who in (told.region.inspector, *strangers):
        assert reads(who) == nothing, who.role


def test_neither_the_night_at_the_home_nor_whoever_counts_at_the_authority_reads_what_colleagues_wrote(
    told: Case,
) -> None:
    officer = told.region.record.person("Da Officer", "data officer", told.region.authority)
    for who in (told.region.night_worker, officer):
        assert reads(who) == (set(), set()), who.role


def test_a_home_that_the_child_has_left_reads_its_question_and_no_answer(told: Case) -> None:
    from waylight.facts.refusals import NotThere

    asked = told.ask(child_id=told.region.another())
    told.region.record.db.execute(
        "UPDATE children_interest SET during = tstzrange(lower(during), now() - interval '1 minute') "
        "WHERE relation = 'caring'"
    )
    assert "review asked" in reads(told.region.manager)[0]
    with pytest.raises(NotThere):
        told.request(told.region.manager, asked)


def test_nobody_writes_under_a_record_that_is_not_theirs_past_the_program(told: Case) -> None:
    from waylight.access.acting import acting

    insert = (
        "INSERT INTO facts_fact (id, kind, version, record, happened_earliest, happened_latest, happened_said, told, "
        "child, by_node_id, by_person_id, door, source_key, body) VALUES (gen_random_uuid(), %s, 1, %s, now(), now(), "
        "'2026-01-01', now(), %s, %s, %s, 'web', gen_random_uuid()::text, '{}')"
    )
    for who, kind, record in (
        (told.region.manager, "dispute raised", "plan dispute"),
        (told.region.manager, "strategy called", "strategy discussion"),
        (told.officer, "strategy called", "strategy discussion"),
        (told.region.night_worker, "review asked", "plan review"),
    ):
        values = [kind, record, told.region.child, who.node, who.person_id]
        with pytest.raises(DatabaseError), acting(who), connection.cursor() as cursor:
            cursor.execute(insert, values)


def test_every_look_and_every_act_is_on_the_trail(told: Case) -> None:
    rows = told.region.record.rows(
        "SELECT record, count(*) FROM audit_trail WHERE act = 'wrote' AND child = %s GROUP BY record",
        told.region.child,
    )
    assert dict(rows) == {"plan review": 1, "plan dispute": 1, "strategy discussion": 1}
    from waylight.decisions.selectors import lists

    told.see(told.officer, lists.of_child, child_id=told.region.child)
    looked = told.region.record.rows(
        "SELECT DISTINCT record FROM audit_trail WHERE act = 'read' AND person = %s", told.officer.person_id
    )
    assert {row[0] for row in looked} == {"plan review", "plan dispute", "strategy discussion"}


def test_the_file_for_a_child_who_asks_holds_the_request_and_no_strategy_discussion(told: Case) -> None:
    from waylight.episodes.selectors.export import export

    held = told.see(told.region.social_worker, export, child_id=told.region.child)
    kinds = {one["kind"] for one in held["said"]}
    assert "review asked" in kinds and "strategy called" not in kinds
    assert "Strategy discussions are not in it" in held["before_handing_over"]


def test_with_every_filter_taken_out_a_stranger_is_still_shown_nothing(
    told: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    from waylight.access import reach
    from waylight.access.grid import roles as of_the_grid
    from waylight.decisions.selectors import lists
    from waylight.facts.refusals import NotThere

    monkeypatch.setattr(reach, "may_children", lambda *_: [told.region.child])
    monkeypatch.setattr(reach, "reasons", lambda ids, *_: dict.fromkeys(ids, "no filter"))
    ids = {
        kind: told.region.record.rows("SELECT id FROM facts_fact WHERE kind = %s", kind)[0][0]
        for kind in KINDS
    }
    far = told.region.record.node("other", "A far agency")
    for role in of_the_grid():
        stranger = told.region.record.person(f"Far {role}", role, far)
        for listed in (lists.open_reviews, lists.open_disputes, lists.open_discussions):
            assert told.see(stranger, listed) == (), (role, listed.__name__)
        assert told.see(stranger, lists.of_child, child_id=told.region.child) == ((), (), ())
        for one, name, kind in (
            (lists.review, "request_id", "review asked"),
            (lists.dispute, "dispute_id", "dispute raised"),
            (lists.discussion, "discussion_id", "strategy called"),
        ):
            with pytest.raises(NotThere):
                told.see(stranger, one, **{name: ids[kind]})
    # And the filters were indeed out: whoever may read it all is shown each.
    assert len(told.see(told.officer, lists.open_disputes)) == 1
