"""What is counted over all records of one child: owed to the child, and shown to whoever may read all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.alerts.telling import do, out_and_back
from tests.episodes.telling import Telling
from tests.episodes.test_one_child import said_to_be_one
from waylight.access.acting import acting
from waylight.duties.rows import COUNTED
from waylight.engine.owing import Owner, Word
from waylight.engine.when import at

Read = Callable[..., dict[str, Any]]
Minute = Callable[[datetime], int]


@pytest.fixture
def twin(region: Any) -> UUID:
    return UUID(str(region.another("Kimmy")))


def three_nights(region: Any, now: datetime, twin: UUID) -> None:
    """Two under one record, one under the other."""
    out_and_back(region, now, 12)
    out_and_back(region, now, 8)
    out_and_back(region, now, 2, child=twin)


def test_only_rows_that_police_do_not_owe_are_counted_over_all() -> None:
    assert {duty.code for duty in COUNTED} == {"RP01", "RP02", "RP03"}
    assert Owner.POLICE not in {duty.owed_by for duty in COUNTED}


def test_three_nights_over_two_records_owe_a_meeting_and_a_review_to_the_one_child(
    region: Any, tell: Telling, minute: Minute, owed: Read, twin: UUID
) -> None:
    three_nights(region, tell.now, twin)
    minute(tell.now)
    worker = region.social_worker
    assert "RP01" not in owed(worker, region.child, tell.now)
    said_to_be_one(tell, region.child, twin)
    minute(tell.now)
    for record in (region.child, twin):
        found = owed(worker, record, tell.now)
        assert {found[code].standing.word for code in ("RP01", "RP02", "RP03")} == {Word.DUE}
        assert found["RP01"].row.child == twin


def test_whoever_may_read_one_record_alone_reads_what_that_one_owes(
    region: Any, tell: Telling, minute: Minute, owed: Read, twin: UUID
) -> None:
    from waylight.duties.models import OwedOverAll

    three_nights(region, tell.now, twin)
    said_to_be_one(tell, region.child, twin)
    minute(tell.now)
    far = region.record.node("team", "Far team", parent=region.authority)
    region.record.interest(region.child, "responsible", far)
    alone = region.record.person("One Worker", "social worker", far)
    found = owed(alone, region.child, tell.now)
    assert "RP01" not in found and found["RP02"].row.child == region.child
    with acting(alone):
        assert not OwedOverAll.objects.exists()
    with acting(region.social_worker):
        assert OwedOverAll.objects.exists()


def test_one_night_that_both_records_tell_of_counts_once(
    region: Any, tell: Telling, minute: Minute, owed: Read, twin: UUID
) -> None:
    out_and_back(region, tell.now, 8)
    out_and_back(region, tell.now, 2)
    out_and_back(region, tell.now, 1.95, child=twin)
    said_to_be_one(tell, region.child, twin)
    minute(tell.now)
    found = owed(region.social_worker, region.child, tell.now)
    assert "RP01" not in found and "RP02" in found


def test_a_meeting_held_under_either_record_meets_it(
    region: Any, tell: Telling, minute: Minute, owed: Read, twin: UUID
) -> None:
    from waylight.decisions.services import discussions

    three_nights(region, tell.now, twin)
    said_to_be_one(tell, region.child, twin)
    called = do(
        discussions.call, region.social_worker, tell.now, child_id=region.child, why="repeat", words="Thrice."
    )
    do(discussions.held, region.social_worker, tell.now, discussion_id=called, happened=at(tell.now), who_came="All.",
       decisions="A plan.")  # fmt: skip
    minute(tell.now)
    assert owed(region.social_worker, twin, tell.now)["RP01"].standing.word is Word.MET


def test_undone_nothing_is_left_of_it(
    region: Any, tell: Telling, minute: Minute, owed: Read, twin: UUID
) -> None:
    from waylight.episodes.services import sameness

    three_nights(region, tell.now, twin)
    same = said_to_be_one(tell, region.child, twin)
    minute(tell.now)
    tell.by(region.social_worker).do(sameness.undo_same, same_id=same, why="Two sisters.")
    minute(tell.now)
    assert region.record.rows("SELECT FROM duties_owedoverall") == []
    assert "RP01" not in owed(region.social_worker, twin, tell.now)


def test_the_list_of_the_team_names_it_once_under_one_child(
    region: Any, tell: Telling, minute: Minute, twin: UUID
) -> None:
    from waylight.duties.selectors.owed import owed_by

    three_nights(region, tell.now, twin)
    said_to_be_one(tell, region.child, twin)
    minute(tell.now)
    with acting(region.social_worker):
        found = owed_by(actor=region.social_worker, now=tell.now + timedelta(hours=1), node=region.authority)
    assert len({one.child.id for one in found.lines}) == 1
    assert len([one for one in found.lines if one.row.code == "RP02"]) == 1
    assert len([one for one in found.lines if one.row.code == "RP01"]) == 1


def test_what_is_counted_over_all_is_said_to_be_done_as_any_other(
    region: Any, tell: Telling, minute: Minute, owed: Read, twin: UUID
) -> None:
    from waylight.duties.services import done

    three_nights(region, tell.now, twin)
    said_to_be_one(tell, region.child, twin)
    minute(tell.now)
    row = owed(region.social_worker, twin, tell.now)["RP02"].row
    do(done, region.social_worker, tell.now, owed_id=row.id, what="support discussed", happened=at(tell.now))
    minute(tell.now)
    assert owed(region.social_worker, region.child, tell.now)["RP02"].standing.word is Word.MET
