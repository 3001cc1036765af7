"""The journey from "not where expected" to "back", and what is said when something does not fit."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.episodes.telling import Telling
from waylight.access.acting import acting
from waylight.engine.when import at
from waylight.episodes.kinds.claims import Correction
from waylight.episodes.selectors import lists, live
from waylight.episodes.services import endings, protection, reports, updates
from waylight.facts.refusals import NotThere, Refused


@pytest.fixture
def tell(region: Any, now: datetime) -> Telling:
    return Telling(region, now)


def test_forty_minutes_are_an_episode_from_report_to_return(tell: Telling) -> None:
    filed = tell.absent(minutes_ago=40)
    away = tell.live(filed.episode).episode
    assert (away.open, away.category, away.number) == (True, "M", filed.number)
    tell.returned(filed.episode)
    back = tell.live(filed.episode).episode
    assert (back.open, back.ended_by, back.version) == (False, "returned", 2)


def test_known_where_without_concern_and_nobody_told_is_kept_and_no_episode(tell: Telling) -> None:
    filed = tell.absent(whereabouts="known", concern=False, reported=False)
    assert filed.episode is None
    assert tell.region.record.rows("SELECT count(*) FROM facts_fact WHERE kind = 'absent'") == [(1,)]


def test_a_second_report_of_the_home_joins_the_open_episode(tell: Telling) -> None:
    first = tell.absent(minutes_ago=60)
    second = tell.later(600).by(tell.region.manager).absent(minutes_ago=5)
    assert second.episode == first.episode
    assert tell.live(first.episode).episode.claims == [first.fact, second.fact]


def test_what_was_answered_is_there_to_be_read_out(tell: Telling) -> None:
    told = (
        reports.WhoWasTold("police", "101", name="call handler"),
        reports.WhoWasTold("parents", outcome="not told", why_not="the care plan says not to"),
    )
    filed = tell.absent(
        words={"clothes": "red coat", "medication": "inhaler"}, told=told, police_reference=" EF-77 "
    )
    page = tell.live(filed.episode)
    assert page.claims[0].words == {"clothes": "red coat", "medication": "inhaler"}
    assert [(one.body.whom, one.words.get("why not", "")) for one in page.who_was_told] == [
        ("police", ""),
        ("parents", "the care plan says not to"),
    ]
    assert (page.police_know, page.episode.police_reference) == (True, "EF-77")


def test_police_do_not_know_until_a_reference_is_in(tell: Telling) -> None:
    filed = tell.absent()
    assert not tell.live(filed.episode).police_know
    with pytest.raises(Refused, match="ring 101"):
        tell.do(updates.police_reference, episode_id=filed.episode, reference=" ")
    kept = tell.do(updates.police_reference, episode_id=filed.episode, reference="EF-1")
    assert tell.live(filed.episode).police_know
    # Typed for another child: taken back, and the page asks again.
    tell.do(endings.in_error, claim_id=kept.fact, why="the reference of another child")
    assert not tell.live(filed.episode).police_know


def test_who_has_read_it_is_kept_once_a_person(tell: Telling) -> None:
    filed = tell.absent()
    region = tell.region
    for minute, who in enumerate((region.social_worker, region.inspector, region.social_worker)):
        with acting(who):
            updates.seen(actor=who, episode_id=filed.episode, now=tell.later(minute).now)  # type: ignore[arg-type]
    assert [one.person_name for one in tell.live(filed.episode).read_by] == ["Sal Social", "Ian Inspector"]


def test_what_is_learned_meanwhile_stands_in_order_with_its_source(tell: Telling) -> None:
    filed = tell.absent(minutes_ago=50)
    police = tell.by(tell.region.inspector)
    police.later(5).do(
        updates.graded, episode_id=filed.episode, grade="HIGH", wording="High", happened=at(tell.now)
    )
    tell.later(10).do(
        updates.sighting, episode_id=filed.episode, by="public", happened=at(tell.now), place="station"
    )
    police.later(15).do(
        updates.search, episode_id=filed.episode, what="area", found=False, happened=at(tell.now)
    )
    tell.later(20).do(
        updates.action, episode_id=filed.episode, what="rang", happened=at(tell.now), notes="voicemail"
    )
    tell.later(25).do(
        updates.whereabouts, episode_id=filed.episode, known=True, happened=tell.later(25).ago(0)
    )
    page = tell.live(filed.episode)
    assert [(one.kind, one.node_name) for one in page.said] == [
        ("absent", "Beech House"), ("risk graded", "Eastshire Force"), ("sighting", "Beech House"),
        ("search", "Eastshire Force"), ("action", "Beech House"), ("whereabouts", "Beech House"),
    ]  # fmt: skip
    assert (page.episode.grade, page.episode.category) == ("HIGH", "A")
    assert [stretch["category"] for stretch in page.episode.stretches] == ["M", "A"]


def test_a_referral_is_tracked_to_whom_when_and_with_what_outcome(tell: Telling) -> None:
    filed = tell.absent()
    made = tell.do(protection.referral, episode_id=filed.episode, to="nrm", about="trafficking",
                   happened=at(tell.now), concern="locked in a flat", person="duty desk")  # fmt: skip
    worker = tell.by(tell.region.social_worker).later(90)
    worker.do(protection.referral_outcome, episode_id=filed.episode, referral_id=made.fact, outcome="accepted",
              happened=worker.ago(0))  # fmt: skip
    ((referral, outcomes),) = worker.live(filed.episode).referrals
    assert (referral.body.to, referral.words, [one.body.outcome for one in outcomes]) == (
        "nrm", {"concern": "locked in a flat", "person": "duty desk"}, ["accepted"],
    )  # fmt: skip
    # The out-of-hours team reads that there was a referral, not what is feared.
    ((seen, _),) = tell.by(tell.region.out_of_hours).live(filed.episode).referrals
    assert seen.words == {"person": "duty desk"}


def test_the_first_72_hours_of_a_trafficked_child_are_ticked_off_line_by_line(tell: Telling) -> None:
    filed = tell.absent()
    tell.do(protection.arrangement, episode_id=filed.episode, step="photo", done=True, happened=at(tell.now))
    assert {code: one.body.done for code, one in tell.live(filed.episode).arrangements.items()} == {
        "photo": True
    }


def test_a_report_in_error_stays_to_be_read_and_closes_what_it_opened(tell: Telling) -> None:
    filed = tell.absent()
    police = tell.by(tell.region.inspector)
    assert police.live(filed.episode).episode.open
    assert tell.do(endings.in_error, claim_id=filed.fact, why="was in the garden").episode is None
    with pytest.raises(NotThere):
        police.live(filed.episode)
    kinds = tell.region.record.rows("SELECT kind FROM facts_fact ORDER BY kind")
    assert kinds == [("absent",), ("in error",)]
    assert tell.absent(minutes_ago=1).episode is not None


def test_a_corrected_time_moves_the_start_and_the_first_words_stay(tell: Telling) -> None:
    filed = tell.absent(minutes_ago=60)
    changes = Correction(at=tell.ago(90))
    tell.later(5).do(endings.correct, claim_id=filed.fact, changes=changes, why="looked at the log")
    page = tell.live(filed.episode)
    assert page.episode.started_earliest == tell.ago(90).earliest
    assert page.claims[0].when == tell.ago(60) and page.claims[0].corrected == (page.claims[1].id,)


def test_several_nights_away_are_one_episode(tell: Telling) -> None:
    filed = tell.absent(minutes_ago=10)
    tell.later(3 * 24 * 60).returned(filed.episode)
    away = tell.live(filed.episode).episode
    assert away.ended_latest is not None
    assert away.ended_latest - away.started_earliest >= timedelta(days=3)


@pytest.mark.parametrize(
    ("act", "sentence", "field"),
    [
        (lambda t, e: t.absent(minutes_ago=-10), "cannot be later than now, and it is", "since"),
        (lambda t, e: t.returned(e, minutes_ago=-5), "cannot be later than now", "happened"),
        (lambda t, e: t.returned(e, minutes_ago=500), "last seen at .* cannot have been back before", "happened"),
        (lambda t, e: t.found(e, minutes_ago=500), "correct it in the report", "happened"),
        (lambda t, e: t.returned(uuid4()), "no such report .* report it first", ""),
        (lambda t, e: t.do(endings.in_error, claim_id=e, why=" "), "Say why it was a mistake", "why"),
        (lambda t, e: t.do(endings.correct, claim_id=e, changes=Correction(), why="x"),
         "Nothing is different", "changes"),
        (lambda t, e: t.do(endings.prevention_interview, episode_id=e, held=True, happened=t.ago(0)),
         "still away", "held"),
        (lambda t, e: t.do(updates.acknowledged, episode_id=e, next_look=t.now), "later than now", "next_look"),
        (lambda t, e: t.absent(told=(reports.WhoWasTold("parents", outcome="not told"),)), "Say why", "told"),
    ],
)  # fmt: skip
def test_what_does_not_fit_gets_a_sentence_that_says_what_to_do(
    tell: Telling, act: Any, sentence: str, field: str
) -> None:
    filed = tell.absent(minutes_ago=60)
    before = tell.region.record.rows("SELECT count(*) FROM facts_fact")
    with pytest.raises(Refused, match=sentence) as refused:
        act(tell, filed.episode)
    assert refused.value.field == field
    assert tell.region.record.rows("SELECT count(*) FROM facts_fact") == before


def test_a_return_for_a_child_who_is_not_away_says_to_report_first(tell: Telling) -> None:
    with pytest.raises(Refused, match="Nobody has reported this child as away"):
        tell.do(endings.returned_child, child_id=tell.region.child, happened=tell.ago(0))


def test_a_page_that_is_out_of_date_is_refused_with_what_changed(tell: Telling) -> None:
    filed = tell.absent(minutes_ago=60)
    page = tell.live(filed.episode).episode
    tell.by(tell.region.inspector).later(5).found(filed.episode)
    with pytest.raises(Refused, match="Read what is new") as refused:
        tell.later(6).returned(filed.episode, version=page.version)
    assert [sentence.startswith("Eastshire Force said at") for sentence in refused.value.changed] == [True]
    tell.later(7).returned(filed.episode, version=tell.live(filed.episode).episode.version)


def test_a_return_sent_again_after_it_was_kept_is_the_same_return(tell: Telling) -> None:
    filed, key = tell.absent(minutes_ago=60), str(uuid4())
    version = tell.live(filed.episode).episode.version
    first = tell.returned(filed.episode, key=key, version=version)
    again = tell.later(3).do(
        endings.returned, episode_id=filed.episode, happened=tell.ago(0), key=key, version=version
    )
    assert (again.fact, again.already) == (first.fact, True)


def test_somebody_elses_home_can_neither_report_nor_see(tell: Telling) -> None:
    elsewhere = tell.region.record.node("home", "Elsewhere House")
    stranger = tell.by(tell.region.record.person("Sy Stranger", "night worker", elsewhere))
    with pytest.raises(NotThere):
        stranger.absent()
    filed = tell.absent()
    with pytest.raises(NotThere):
        stranger.live(filed.episode)
    with pytest.raises(Refused, match="no such report"):
        stranger.returned(filed.episode)


def test_an_episode_does_not_depend_on_who_wrote_last(tell: Telling) -> None:
    """The force may not read the child's record before the first report, nor the home what it does not see."""
    first = tell.by(tell.region.inspector).absent_named("Kim", "Invented", tell.region.born, minutes_ago=45)
    second = tell.later(1).absent(minutes_ago=50)
    assert first.episode == second.episode
    both = tell.live(second.episode).episode
    assert (both.seen_by, set(both.claims)) == (["home", "police"], {first.fact, second.fact})


def test_what_needs_somebody_comes_first_on_the_list(tell: Telling) -> None:
    region = tell.region
    graded, plain, taken = (tell.absent(child=region.another(name), minutes_ago=m)
                            for name, m in (("Ada", 10), ("Bo", 90), ("Cy", 300)))  # fmt: skip
    tell.by(region.inspector).do(updates.graded, episode_id=graded.episode, grade="LOW", wording="Low",
                                 happened=at(tell.now))  # fmt: skip
    tell.by(region.out_of_hours).do(updates.acknowledged, episode_id=taken.episode, next_look=None)
    with acting(region.social_worker):
        rows = lists.open_now(actor=region.social_worker, now=tell.now)
        assert (
            lists.recent(actor=region.social_worker, since=tell.now - timedelta(days=1), now=tell.now) == ()
        )
    assert [row.episode.id for row in rows] == [plain.episode, graded.episode, taken.episode]


def test_the_night_page_shows_each_child_placed_here_and_who_is_away(tell: Telling) -> None:
    here = tell.region.another("Ada")
    tell.absent(child=here)
    with acting(tell.actor):
        rows = lists.tonight(actor=tell.actor, node=tell.region.home, now=tell.now)
    assert [(row.child.name, row.away is not None) for row in rows] == [
        ("Ada Invented", True),
        ("Kim Invented", False),
    ]


def test_the_force_sees_who_is_away_in_its_area_and_nobody_else(tell: Telling) -> None:
    tell.region.another("Ada")
    filed = tell.absent()
    force = tell.region.inspector
    with acting(force):
        rows = lists.force_now(actor=force, node=tell.region.force, now=tell.now)
        assert [(row.episode.id, row.child.name, row.place) for row in rows] == [
            (filed.episode, "Kim Invented", "Beech House")
        ]


def test_a_host_authority_reads_times_and_category_no_word_and_not_the_name(tell: Telling) -> None:
    region = tell.region
    west = region.record.node("authority", "Westshire")
    host = region.record.person("Hal Host", "host authority officer", west)
    child = region.record.child("Ada", "Invented", region.born, team=region.team, home=region.home, host=west)
    filed = tell.absent(child=child, words={"clothes": "red coat"}, told=(reports.WhoWasTold("police"),))
    with pytest.raises(NotThere):
        tell.by(host).live(filed.episode)
    with acting(host):
        page = live.live_core(actor=host, episode_id=filed.episode, now=tell.now)  # type: ignore[arg-type]
    assert (page.episode.category, page.child.name, page.claims[0].words) == ("M", "", {})
    assert page.who_was_told == ()
    with acting(host):
        updates.seen(actor=host, episode_id=filed.episode, now=tell.now)  # type: ignore[arg-type]
        assert [row.episode.id for row in lists.open_now(actor=host, now=tell.now)] == [filed.episode]
    assert tell.live(filed.episode).read_by == ()
