"""What is planned, and what is grave: said on the child's page, owed before it takes effect or from then on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.duties.test_lines import HOME, NIGHT, line, said
from tests.episodes.telling import Telling
from waylight.agencies.refusals import NotThere
from waylight.children.kinds import CareBegan, PlacedAt
from waylight.duties.ahead import distant, in_key_stage_4
from waylight.duties.kinds import GraveEvent, GraveEventInError, Planned
from waylight.duties.lines import line_of
from waylight.duties.said import Cared, ChildSaid, Lived, Said
from waylight.engine.happenings import Happening
from waylight.engine.owing import Word
from waylight.engine.when import at, on
from waylight.facts.refusals import Refused

Read = Callable[..., dict[str, Any]]
Minute = Callable[[datetime], int]
SIXTEEN, FIFTEEN = date(2010, 3, 1), date(2010, 4, 1)
TO_END = Planned("care ends", date(2026, 3, 20))
BEGAN = CareBegan(HOME)


def planned(body: Planned = TO_END, born: date | None = None, care_days_before: int = 400) -> Happening:
    began = said(
        "care began", BEGAN, when=on((NIGHT - timedelta(days=care_days_before)).date()), record="child core"
    )
    return line(began, said("planned", body, record="duty"), born=born)["planned"]


class TestWhoApproves:
    def test_the_nominated_officer_approves_that_care_ends(self) -> None:
        assert planned().values["approved by"] == "nominated officer"
        assert planned().at == on(date(2026, 3, 20))

    def test_nobody_is_named_for_a_child_looked_after_for_less_than_twenty_working_days(self) -> None:
        # From 20 February to 20 March there are nineteen whole ones.
        assert planned(care_days_before=10).values["approved by"] == "nobody"
        assert planned(care_days_before=11).values["approved by"] == "nominated officer"

    @pytest.mark.parametrize(
        ("born", "voluntary", "who"),
        [
            (SIXTEEN, True, "director"),
            (SIXTEEN, False, "nominated officer"),
            (FIFTEEN, True, "nominated officer"),
            (date(2008, 3, 20), True, "nominated officer"),
            (None, True, "nominated officer"),
        ],
    )
    def test_the_director_approves_at_16_and_17_without_a_care_order(
        self, born: date | None, voluntary: bool, who: str
    ) -> None:
        assert planned(Planned("care ends", date(2026, 3, 20), voluntary), born).values["approved by"] == who

    def test_a_change_of_the_plan_is_approved_by_nobody_by_name(self) -> None:
        assert planned(Planned("plan change", date(2026, 3, 20))).values["approved by"] == "nobody"


class TestAtADistance:
    @pytest.mark.parametrize(
        ("own", "host", "answer"),
        [
            ("202", "206", "no"),  # they meet
            ("206", "202", "no"),
            ("202", "931", "yes"),  # half of England apart
            ("201", "204", "unknown"),  # perhaps at a corner
            ("202", "660", "unknown"),  # in Wales
            ("", "206", "unknown"),
            ("202", "", "unknown"),
        ],
    )
    def test_an_area_adjoins_by_the_numbers_of_both_authorities(
        self, own: str, host: str, answer: str
    ) -> None:
        lived = Lived(uuid4(), HOME, "home", NIGHT, None, True, host)
        assert distant(lived, [Cared(own, date(2020, 1, 1), None)]) == answer

    def test_the_authority_of_the_day_of_the_placement_decides(self) -> None:
        lived = Lived(uuid4(), HOME, "home", NIGHT, None, True, "206")
        periods = [Cared("931", date(2020, 1, 1), date(2024, 1, 1)), Cared("202", date(2024, 1, 1), None)]
        assert distant(lived, periods) == "no"
        assert distant(lived, periods[:1]) == "unknown"

    def test_in_the_own_area_nothing_is_at_a_distance(self) -> None:
        assert distant(Lived(uuid4(), HOME, "home", NIGHT, None, False), ()) == "no"


class TestTheLastYearsOfSchool:
    @pytest.mark.parametrize(
        ("born", "day", "answer"),
        [
            (date(2011, 8, 31), date(2025, 9, 1), True),  # the oldest school year: 14 before September
            (date(2011, 9, 1), date(2025, 9, 1), False),  # the youngest of the year below
            (date(2009, 8, 31), date(2026, 8, 31), False),  # 16 before the September before
            (date(2009, 9, 1), date(2025, 8, 31), True),
            (date(2010, 9, 1), date(2026, 8, 31), True),
            (None, date(2026, 8, 31), False),
        ],
    )
    def test_a_child_is_in_them_by_the_birth_date(self, born: date | None, day: date, answer: bool) -> None:
        assert in_key_stage_4(born, day) is answer


class TestAGraveEvent:
    def story(self, *facts: Said, node: str = "home") -> dict[str, Happening]:
        began = said("placed at", PlacedAt(HOME), record="placement")
        lived = Lived(began.fact.id, HOME, node, NIGHT, None, False)
        child = ChildSaid(uuid4(), None, [began, *facts], [lived])
        return {one.kind: one for one in line_of(child, known_by=NIGHT + timedelta(days=90))}

    def test_a_death_in_a_home_is_the_homes_to_notify_and_ends_care(self) -> None:
        found = self.story(said("grave event", GraveEvent("died"), 30, record="duty"))
        assert found["grave event"].values == {"what": "died", "setting": "home"}
        assert found["care ended"].at == at(NIGHT + timedelta(hours=30))

    def test_with_a_carer_it_is_not_and_harm_ends_nothing(self) -> None:
        found = self.story(said("grave event", GraveEvent("harmed"), 30, record="duty"), node="carer")
        assert found["grave event"].values == {"what": "harmed", "setting": "other"}
        assert "care ended" not in found

    def test_what_was_told_in_error_never_was(self) -> None:
        died = said("grave event", GraveEvent("died"), 30, record="duty")
        back = said("grave event in error", GraveEventInError(), 31, about=died.fact.id, record="duty")
        assert "grave event" not in self.story(died, back) and "care ended" not in self.story(died, back)


def keep(tell: Telling, actor: Any, service: Any, **what: Any) -> Any:
    from waylight.access.acting import acting
    from waylight.facts.filing import Filing

    with acting(actor):
        return service(Filing(actor, tell.now, uuid4().hex), **what)


@pytest.fixture
def planning() -> Any:
    from waylight.duties import planning

    return planning


def test_the_end_of_care_is_approved_before_its_day_and_the_record_shows_it(
    tell: Telling, minute: Minute, owed: Read, planning: Any
) -> None:
    from waylight.duties.services import done

    social_worker, child = tell.region.social_worker, tell.region.child
    day = (tell.now + timedelta(days=20)).date()
    keep(tell, social_worker, planning.plan, child=child, what="care ends", on=day)
    minute(tell.now)
    line = owed(social_worker, child, tell.now)["LC01"]
    assert line.standing.word is Word.DUE and line.standing.by > timedelta(days=18)
    keep(tell, social_worker, done, owed_id=line.row.id, what="care ending approved", happened=at(tell.now))
    minute(tell.now)
    assert owed(social_worker, child, tell.now + timedelta(days=60))["LC01"].standing.word is Word.MET


def test_nothing_done_the_end_of_care_was_not_approved_and_that_is_late(
    tell: Telling, minute: Minute, owed: Read, planning: Any
) -> None:
    social_worker, child = tell.region.social_worker, tell.region.child
    day = (tell.now + timedelta(days=3)).date()
    keep(tell, social_worker, planning.plan, child=child, what="plan change", on=day)
    minute(tell.now)
    later = tell.now + timedelta(days=6)
    minute(later)
    assert owed(social_worker, child, later)["RV05"].standing.word is Word.LATE


def test_a_death_asks_for_notices_of_home_and_authority_and_for_no_interview(
    tell: Telling, minute: Minute, owed: Read, planning: Any
) -> None:
    from waylight.children.models import Child

    filed = tell.absent(minutes_ago=300)
    tell.returned(filed.episode, minutes_ago=200)
    social_worker, child = tell.region.social_worker, tell.region.child
    keep(tell, social_worker, planning.tell_of, child=child, what="died", happened=tell.ago(1))
    minute(tell.now)
    found = owed(social_worker, child, tell.now)
    assert {found["CH03"].standing.word, found["EX03"].standing.word} == {Word.DUE}
    assert found["CH03"].owners == ("Beech House",)
    assert found["RT02b"].standing.word is Word.ENDED
    assert keep_read(social_worker, lambda: Child.objects.get(pk=child).died) is not None
    ((told, _),) = keep_read(social_worker, planning.told_of, child)
    keep(tell, social_worker, planning.take_back, event=told.id)
    minute(tell.now)
    assert "CH03" not in owed(social_worker, child, tell.now)
    assert owed(social_worker, child, tell.now)["RT02b"].standing.word is Word.DUE
    assert keep_read(social_worker, lambda: Child.objects.get(pk=child).died) is None


def keep_read(actor: Any, reads: Any, *given: Any) -> Any:
    from waylight.access.acting import acting

    with acting(actor):
        return reads(*given)


def test_the_home_neither_plans_nor_tells_of_a_death_here(tell: Telling, planning: Any) -> None:
    child, day = tell.region.child, datetime.now(UTC).date() + timedelta(days=9)
    with pytest.raises(NotThere):
        keep(tell, tell.actor, planning.plan, child=child, what="care ends", on=day)
    with pytest.raises(NotThere):
        keep(tell, tell.actor, planning.tell_of, child=child, what="died", happened=at(tell.now))


@pytest.mark.parametrize("given", [{"what": "else"}, {"on": None}, {"on": date(2020, 1, 1)}])
def test_a_plan_without_a_day_ahead_or_of_no_known_kind_is_refused_in_a_sentence(
    tell: Telling, planning: Any, given: dict[str, Any]
) -> None:
    day = (tell.now + timedelta(days=20)).date()
    with pytest.raises(Refused):
        keep(tell, tell.region.social_worker, planning.plan,
             **{"child": tell.region.child, "what": "care ends", "on": day, **given})  # fmt: skip
