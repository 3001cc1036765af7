"""From a report to what is owed: through the services, the worker and what people read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.episodes.telling import Telling
from waylight.agencies.refusals import NotThere
from waylight.engine.owing import Word
from waylight.episodes.services import updates
from waylight.facts.filing import Filing
from waylight.facts.refusals import Refused
from waylight.interviews import services as interviews

Read = Callable[..., dict[str, Any]]
Minute = Callable[[datetime], int]


def interview(tell: Telling, service: Any, episode: Any, **more: Any) -> None:
    from waylight.access.acting import acting

    filing = Filing(tell.actor, tell.now, f"{service.__name__} {tell.now}")
    with acting(tell.actor):
        service(filing, episode_id=episode, happened=tell.ago(0), **more)


def test_a_report_begins_what_the_home_owes_and_the_police_reference_meets_it(
    tell: Telling, minute: Minute, owed: Read
) -> None:
    filed = tell.absent(minutes_ago=30)
    minute(tell.now)
    before = owed(tell.actor, tell.region.child, tell.now)
    assert before["EP01"].standing.word is Word.DUE
    assert before["EP01"].owners == ("Beech House",)
    tell.later(10).do(updates.police_reference, episode_id=filed.episode, reference="123")
    minute(tell.now + timedelta(minutes=11))
    after = owed(tell.actor, tell.region.child, tell.now + timedelta(minutes=40))
    assert after["EP01"].standing.word is Word.MET
    assert after["EP02a"].standing.word is Word.DUE and after["EP02a"].standing.by == timedelta(minutes=20)


def test_nothing_done_it_is_late_from_the_next_minute_on_without_anything_being_written(
    tell: Telling, minute: Minute, owed: Read
) -> None:
    tell.absent(minutes_ago=5)
    minute(tell.now)
    later = tell.now + timedelta(minutes=50)
    assert minute(later) == 0
    line = owed(tell.actor, tell.region.child, later)["EP01"]
    assert (line.standing.word, line.standing.by) == (Word.LATE, timedelta(minutes=20))


def test_that_the_authority_reads_the_live_page_meets_the_duty_to_tell_it(
    tell: Telling, minute: Minute, owed: Read
) -> None:
    filed = tell.absent()
    social = tell.by(tell.region.social_worker).later(20)
    from waylight.access.acting import acting

    with acting(social.actor):
        updates.seen(actor=social.actor, episode_id=filed.episode, now=social.now)
    minute(social.now)
    assert owed(tell.actor, tell.region.child, social.now)["EP02a"].standing.word is Word.MET


class TestTheInterview:
    @pytest.fixture
    def back(self, tell: Telling) -> Any:
        filed = tell.absent(minutes_ago=600)
        return tell.returned(filed.episode, minutes_ago=300).episode

    def test_the_return_begins_offering_and_holding_and_each_is_met_by_its_own_fact(
        self, tell: Telling, back: Any, minute: Minute, owed: Read
    ) -> None:
        social = tell.by(tell.region.social_worker)
        minute(tell.now)
        first = owed(social.actor, tell.region.child, tell.now)
        assert {first[code].standing.word for code in ("RT02", "RT02b")} == {Word.DUE}
        interview(social, interviews.offered, back, how="person")
        interview(social.later(60), interviews.held, back, by="independent")
        minute(social.now + timedelta(minutes=61))
        after = owed(social.actor, tell.region.child, tell.now + timedelta(minutes=61))
        assert {after[code].standing.word for code in ("RT02", "RT02b")} == {Word.MET}
        assert after["RT04"].standing.word is Word.DUE

    def test_a_refusal_ends_holding_and_begins_the_question_to_the_carer(
        self, tell: Telling, back: Any, minute: Minute, owed: Read
    ) -> None:
        social = tell.by(tell.region.social_worker)
        interview(social, interviews.declined, back, how="phone")
        minute(tell.now)
        lines = owed(social.actor, tell.region.child, tell.now)
        words = {code: str(lines[code].standing.word) for code in ("RT02", "RT02b", "RT02c", "RT03")}
        assert words == {"RT02": "met", "RT02b": "ended", "RT02c": "due", "RT03": "due"}
        interview(social.later(5), interviews.carer_asked, back, whom="carer", outcome="told")
        minute(tell.now + timedelta(minutes=6))
        assert owed(social.actor, tell.region.child, social.now)["RT03"].standing.word is Word.MET

    def test_the_home_does_not_say_that_an_interview_was_held(self, tell: Telling, back: Any) -> None:
        with pytest.raises(NotThere):
            interview(tell, interviews.held, back, by="independent")

    def test_an_answer_that_is_none_and_a_time_to_come_are_refused(self, tell: Telling, back: Any) -> None:
        social = tell.by(tell.region.social_worker)
        with pytest.raises(Refused, match="Choose who talked"):
            interview(social, interviews.held, back, by="somebody")
        with pytest.raises(Refused, match="cannot be later than now"):
            from waylight.access.acting import acting

            filing = Filing(social.actor, social.now, "later")
            with acting(social.actor):
                interviews.offered(filing, episode_id=back, happened=social.later(90).ago(0), how="person")

    def test_a_return_taken_back_takes_the_duties_with_it(
        self, tell: Telling, back: Any, minute: Minute, owed: Read
    ) -> None:
        from waylight.episodes.services import endings
        from waylight.facts.models import Fact

        minute(tell.now)
        assert "RT02" in owed(tell.actor, tell.region.child, tell.now)
        from waylight.access.acting import acting

        with acting(tell.actor):
            fact = Fact.objects.get(kind="returned", child=tell.region.child)
        tell.later(1).do(endings.in_error, claim_id=fact.id, why="another child")
        minute(tell.now + timedelta(minutes=2))
        assert "RT02" not in owed(tell.actor, tell.region.child, tell.now)


def test_hearing_is_done_once_and_the_sweep_finds_what_nobody_heard(
    tell: Telling, minute: Minute, as_worker: Callable[..., Any]
) -> None:
    from waylight.duties.models import Owed, Reckoned
    from waylight.duties.reckoning import faults, hear, recompute

    filed = tell.absent()

    def rows() -> list[Any]:
        return sorted(Owed.objects.values_list("id", "due_at", "open"))

    as_worker(hear, filed.fact, tell.now)
    once = as_worker(rows)
    as_worker(hear, filed.fact, tell.now)
    assert once and as_worker(rows) == once
    assert minute(tell.now) == 0
    # A worker that was killed before it heard: nothing is there, and the sweep finds it.
    as_worker(lambda: (Owed.objects.all().delete(), Reckoned.objects.all().delete()))
    assert minute(tell.now) == 1 and as_worker(rows) == once
    assert as_worker(faults, tell.region.child, tell.now) == []
    as_worker(lambda: Owed.objects.filter(code="EP01").update(due_at=tell.now))
    assert [what for _, what in as_worker(faults, tell.region.child, tell.now)] == ["differs"]
    as_worker(recompute, [tell.region.child], tell.now)
    assert as_worker(rows) == once


def test_one_new_fact_is_judged_in_less_than_20_milliseconds(
    tell: Telling, minute: Minute, as_worker: Callable[..., Any], record_property: Any
) -> None:
    import time

    from waylight.duties.reckoning import hear

    facts = []
    for times in range(6):
        at = tell.later(times * 400)
        filed = at.absent(minutes_ago=200)
        facts.append(at.returned(filed.episode, minutes_ago=10).fact)

    def timed() -> float:
        hear(facts[-1], tell.now)
        spent = []
        for _ in range(15):
            started = time.process_time()
            hear(facts[-1], tell.later(2400).now)
            spent.append(time.process_time() - started)
        return sorted(spent)[len(spent) // 2]

    seconds = as_worker(timed)
    record_property("milliseconds", round(seconds * 1000, 1))
    print(f"one fact about a child with {len(facts) * 2} claims: {seconds * 1000:.1f} ms of the processor")
    assert seconds < 0.02


def test_a_release_with_other_rows_reckons_everybody_anew(
    tell: Telling, minute: Minute, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell.absent()
    minute(tell.now)
    assert minute(tell.now) == 0
    monkeypatch.setattr("waylight.duties.reckoning.RULES", "another release")
    assert minute(tell.now) == 1
    assert minute(tell.now) == 0


def test_a_placement_that_is_planned_begins_its_clocks_when_it_comes(
    tell: Telling, minute: Minute, owed: Read
) -> None:
    from waylight.access.acting import acting
    from waylight.children.services import placements
    from waylight.facts.filing import Filing

    social = tell.region.social_worker
    elsewhere = tell.region.record.node(
        "home", "Elm House", area=tell.region.record.node("authority", "Westshire")
    )
    with acting(social):
        placements.place(
            Filing(social, tell.now, "planned"),
            child=tell.region.child,
            node=elsewhere,
            since=tell.now + timedelta(days=2),
        )
    minute(tell.now)
    assert "PL03" not in owed(social, tell.region.child, tell.now)
    assert minute(tell.now + timedelta(days=1)) == 0
    moved = tell.now + timedelta(days=2, minutes=1)
    assert minute(moved) == 1
    lines = owed(social, tell.region.child, moved)
    assert {"PL01", "PL03", "PL06", "VS01", "CH01a"} <= lines.keys()
    assert lines["CH01a"].owners == ("Elm House",)


def test_an_authoritys_own_figure_judges_from_its_day_on(tell: Telling, minute: Minute, owed: Read) -> None:
    region = tell.region
    region.record.db.execute(
        "INSERT INTO protocols_setting (id, node_id, rule, value, since, set_by_id, role, why) VALUES "
        "(gen_random_uuid(), %s, 'EP01', %s::jsonb, '2020-01-01', %s, 'director', 'a test')",
        [
            region.authority,
            '{"Undelayed": {"unless_set": {"Clock": {"minutes": 90}}}}',
            region.social_worker.person_id,
        ],
    )
    tell.absent()
    minute(tell.now)
    line = owed(tell.actor, region.child, tell.now)["EP01"]
    assert line.row.due_at == tell.now + timedelta(minutes=90)
    assert "1 hour" in line.row.within or "90 minutes" in line.row.within


def test_one_child_who_cannot_be_reckoned_keeps_nobody_else_waiting_and_is_seen(
    tell: Telling, minute: Minute, owed: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    from waylight.duties import reckoning

    other = tell.region.another()
    tell.absent()
    tell.absent(child=other)
    plain = reckoning.rows_of

    def faulty(child: Any, now: datetime) -> Any:
        if child.id == other:
            raise KeyError("something")
        return plain(child, now)

    monkeypatch.setattr(reckoning, "rows_of", faulty)
    with pytest.raises(reckoning.NotReckoned):
        minute(tell.now)
    assert "EP01" in owed(tell.actor, tell.region.child, tell.now)
    assert owed(tell.actor, other, tell.now) == {}
    monkeypatch.setattr(reckoning, "rows_of", plain)
    assert minute(tell.now) == 1
    assert "EP01" in owed(tell.actor, other, tell.now)
