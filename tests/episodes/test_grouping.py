"""Which claims are one time away is, in doubt, a person's word; it is a fact, and can be taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.episodes.telling import Telling
from waylight.access.acting import acting
from waylight.engine.when import at, on
from waylight.episodes.kinds.claims import Correction
from waylight.episodes.models import Episode
from waylight.episodes.selectors import waiting
from waylight.episodes.services import endings, placing
from waylight.episodes.services.filing import Filed
from waylight.facts.refusals import Refused


@pytest.fixture
def tell(region: Any, now: datetime) -> Telling:
    """Twelve days ago: the child was away twice on one day."""
    midday = now.replace(hour=12, minute=0) - timedelta(days=12)
    for start in (0, 300):
        when = Telling(region, midday).later(start)
        when.later(60).returned(when.absent(minutes_ago=0).episode)
    return Telling(region, midday)


def episodes(tell: Telling) -> list[Episode]:
    with acting(tell.region.social_worker):
        return list(Episode.objects.filter(child=tell.region.child).order_by("started_earliest"))


def a_day_row(tell: Telling) -> UUID:
    """The authority holds a row for that day alone, without a time."""
    from waylight.episodes.services import reports

    worker = tell.by(tell.region.social_worker).later(3 * 24 * 60)
    report = reports.Report(since=on(tell.now.date()))
    filed: Filed = worker.do(reports.report_absent, child_id=tell.region.child, report=report)
    return filed.fact


def put(tell: Telling, *claims: UUID, together: bool = True, minutes: int = 0) -> Filed:
    worker = tell.by(tell.region.social_worker).later(5 * 24 * 60 + minutes)
    return worker.do(placing.group, claims=claims, together=together, why="asked the home")  # type: ignore[no-any-return]


def test_a_row_that_fits_two_times_away_waits_until_a_person_puts_it_to_one(tell: Telling) -> None:
    row = a_day_row(tell)
    first, second = episodes(tell)[:2]
    with acting(tell.region.social_worker):
        (one,) = waiting.waiting_claims(actor=tell.region.social_worker, child_id=tell.region.child)
    assert one.id == row
    filed = put(tell, second.id, row)
    assert filed.episode == second.id
    first, second = episodes(tell)[:2]
    assert (row in first.claims, row in second.claims) == (False, True)
    assert second.seen_by == ["authority", "home"]
    # Taken back: it waits again.
    worker = tell.by(tell.region.social_worker).later(6 * 24 * 60)
    worker.do(endings.in_error, claim_id=filed.fact, why="the other one")
    assert all(row not in episode.claims for episode in episodes(tell))


def test_reports_that_a_person_keeps_apart_are_two_times_away(tell: Telling) -> None:
    later = tell.later(24 * 60)
    mine = later.absent(minutes_ago=30)
    police = later.by(tell.region.inspector).later(1).absent_named("Kim", "Invented", tell.region.born)
    assert police.episode == mine.episode
    put(tell, mine.fact, police.fact, together=False)
    assert police.fact in {episode.id for episode in episodes(tell)}
    put(tell, mine.fact, police.fact, together=True, minutes=1)
    assert len(episodes(tell)) == 3


def test_reports_about_two_children_cannot_be_one_time_away(tell: Telling) -> None:
    other = tell.absent(child=tell.region.another())
    with pytest.raises(Refused, match="two children"):
        put(tell, episodes(tell)[0].id, other.fact)
    with pytest.raises(Refused, match="at least two"):
        put(tell, other.fact, other.fact)


def test_two_times_away_that_a_person_says_are_one_are_one_and_both_ids_lead_to_it(tell: Telling) -> None:
    first, second = episodes(tell)
    filed = put(tell, second.id, first.id)
    (whole,) = episodes(tell)
    assert filed.episode == whole.id == first.id
    assert (whole.started_earliest, whole.ended_earliest) == (first.started_earliest, second.ended_earliest)
    assert [(s["category"], s["from"], s["to"]) for s in whole.stretches] == [
        ("M", first.started_said, second.ended_said)
    ]
    assert set(whole.claims) == {*first.claims, *second.claims}
    assert tell.live(second.id).episode.id == whole.id
    # Taken back: two again, under the ids that they had.
    worker = tell.by(tell.region.social_worker).later(6 * 24 * 60)
    worker.do(endings.in_error, claim_id=filed.fact, why="two after all")
    assert [episode.id for episode in episodes(tell)] == [first.id, second.id]


def test_what_lies_between_two_times_away_that_are_one_is_part_of_it(tell: Telling) -> None:
    third = tell.later(600)
    third.later(60).returned(third.absent(minutes_ago=0).episode)
    first, second, last = episodes(tell)
    put(tell, first.id, last.id)
    (whole,) = episodes(tell)
    assert second.id in whole.claims and whole.ended_said == last.ended_said


def test_a_correction_that_joins_two_times_away_leaves_one_and_the_old_id_leads_to_it(tell: Telling) -> None:
    first, second = episodes(tell)
    (returned,) = (claim for claim in first.claims if claim != first.id)
    late = at(second.started_earliest + timedelta(minutes=30))
    tell.later(3 * 24 * 60).do(
        endings.correct, claim_id=returned, why="the clock was wrong", changes=Correction(at=late)
    )
    (whole,) = episodes(tell)
    assert (whole.id, whole.ended_earliest) == (first.id, late.earliest)
    assert tell.live(second.id).episode.id == whole.id
