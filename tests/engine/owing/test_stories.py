"""Stories of duties whose end is not plain."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from tests.engine.owing.telling import DUTIES, MONDAY, owing, so
from waylight.engine.happenings import Kind
from waylight.engine.local import Dated
from waylight.engine.owing import Times, Word, event, standing
from waylight.engine.when import LONDON, on, parse
from waylight.engine.words import Undelayed, days, hours, minutes
from waylight.rulebook.deeds import DEEDS
from waylight.rulebook.duties import AGAIN

K = Kind
OTHER = UUID(int=2)
BACK = so(K.RETURNED, missing="yes", prompt="yes")


def at_hour(hour: float) -> datetime:
    return MONDAY + timedelta(hours=hour)


class TestTheReturnInterview:
    def test_a_refusal_ends_it_and_never_counts_as_held(self) -> None:
        (one,) = owing("RT02b", [BACK, so(K.INTERVIEW_DECLINED, 10)], now=at_hour(100))
        assert standing(one, at_hour(100)).word is Word.ENDED
        assert one.met_at is None and one.why_ended == "interview declined"

    def test_a_refusal_after_the_72_hours_says_how_late_it_was(self) -> None:
        (one,) = owing("RT02b", [BACK, so(K.INTERVIEW_DECLINED, 75)], now=at_hour(100))
        assert standing(one, at_hour(100)).by == timedelta(hours=3)

    def test_a_refusal_shows_that_it_was_offered_and_begins_the_question_to_the_carer(self) -> None:
        line = [BACK, so(K.INTERVIEW_DECLINED, 10)]
        (offer,), (carer,) = owing("RT02", line, now=at_hour(11)), owing("RT03", line, now=at_hour(11))
        assert standing(offer, at_hour(11)).word is Word.MET
        assert standing(carer, at_hour(11)).word is Word.DUE and carer.began == line[1].at

    def test_a_child_who_says_yes_after_all_is_heard_in_time(self) -> None:
        line = [BACK, so(K.INTERVIEW_DECLINED, 10), so(K.INTERVIEW_HELD, 30)]
        (one,) = owing("RT02b", line, now=at_hour(100))
        assert standing(one, at_hour(100)).word is Word.MET

    def test_heard_long_after_a_refusal_the_duty_stays_ended(self) -> None:
        line = [BACK, so(K.INTERVIEW_DECLINED, 10), so(K.INTERVIEW_HELD, 100)]
        (one,) = owing("RT02b", line, now=at_hour(200))
        assert standing(one, at_hour(200)).word is Word.ENDED

    def test_gone_again_before_the_interview_it_is_owed_for_both(self) -> None:
        line = [
            BACK,
            so(K.RETURNED, 20, missing="yes", prompt="yes", subject=OTHER),
            so(K.INTERVIEW_HELD, 30),
        ]
        first, second = owing("RT02b", line, now=at_hour(40))
        assert [standing(one, at_hour(40)).word for one in (first, second)] == [Word.MET, Word.DUE]

    def test_it_is_offered_again_once_and_not_for_ever(self) -> None:
        line = [
            BACK,
            so(K.INTERVIEW_DECLINED, 10),
            so(K.INTERVIEW_DECLINED, 60),
            so(K.INTERVIEW_DECLINED, 99),
        ]
        (one,) = owing("RT02c", line, now=at_hour(200))
        assert standing(one, at_hour(200)).word is Word.MET


class TestTimes:
    def test_seventy_two_hours_are_that_many_though_the_clocks_went_forward(self) -> None:
        back = so(K.RETURNED, when=parse("2026-03-28T12:00"), missing="yes", prompt="yes")
        (one,) = owing("RT02b", [back], now=datetime(2026, 4, 5, tzinfo=UTC))
        assert one.due_at.astimezone(LONDON).isoformat() == "2026-03-31T13:00:00+01:00"

    def test_the_hour_that_came_twice_is_due_twice_over(self) -> None:
        back = so(K.RETURNED, when=parse("2026-10-25T01:30"), missing="yes", prompt="yes")
        (one,) = owing("RT02b", [back], now=datetime(2026, 11, 5, tzinfo=UTC))
        assert one.due_at - one.due_from == timedelta(hours=1)

    def test_of_a_return_known_to_the_day_the_third_day_is_in_time_and_the_fourth_cannot_be_told(
        self,
    ) -> None:
        back = so(K.RETURNED, when=on(date(2026, 3, 2)), missing="yes", prompt="yes")
        words = []
        for day in (4, 5, 6):
            held = so(K.INTERVIEW_HELD, when=on(date(2026, 3, day)))
            (one,) = owing("RT02b", [back, held], now=at_hour(300))
            words.append(standing(one, at_hour(300)).word)
        assert words == [Word.MET, Word.CANNOT_TELL, Word.MET_LATE]

    def test_easter_is_not_worked(self) -> None:
        placed = so(K.PLACEMENT_BEGAN, when=parse("2026-04-02T12:00"), prompt="yes", out_of_area="no", first="no",
                    setting="carer")  # fmt: skip
        (one,) = owing("PL01", [placed], now=datetime(2026, 5, 1, tzinfo=UTC))
        assert one.due_at.astimezone(LONDON).date() == date(2026, 4, 13)

    @pytest.mark.parametrize(("day", "due"), [("2026-11-30", "2027-02-28"), ("2023-11-30", "2024-02-29")])
    def test_three_months_on_from_the_thirtieth_of_november_is_the_end_of_february(
        self, day: str, due: str
    ) -> None:
        review = so(K.DONE, when=parse(day), what="review held")
        (one,) = owing("RV02", [review], now=datetime(2028, 1, 1, tzinfo=UTC))
        assert str(one.due_at.astimezone(LONDON).date()) == due


class TestWhichRuleJudges:
    def test_a_rule_that_changes_meanwhile_does_not_move_the_deadline(self) -> None:
        (row,) = [duty for duty in DUTIES if duty.code == "RT02b"]
        old = replace(row, source=replace(row.source, until=date(2026, 3, 3)))
        new = replace(row, within=hours(24), source=replace(row.source, since=date(2026, 3, 3)))
        later = so(K.RETURNED, 24, missing="yes", prompt="yes", subject=OTHER)
        found = owing("RT02b", [BACK, later], now=at_hour(200), duties=[old, new])
        assert {one.subject: one.due_at for one in found} == {BACK.about: at_hour(72), OTHER: at_hour(48)}

    def test_an_authoritys_own_figure_of_that_day_judges(self) -> None:
        own = {"EP01": (Dated(Undelayed(minutes(90)), date(2026, 3, 1)),)}
        reported = so(K.REPORTED, live="yes", category="M", out_of_area="no")
        (one,) = owing("EP01", [reported], now=at_hour(1), settings=own)
        assert one.due_at == at_hour(1.5)

    def test_what_is_not_an_authoritys_to_set_stays(self) -> None:
        own = {"RT02b": (Dated(hours(200), date(2026, 3, 1)),)}
        (one,) = owing("RT02b", [BACK], now=at_hour(1), settings=own)
        assert one.due_at == at_hour(72)

    def test_an_authority_that_meets_after_two_times_meets_after_two(self) -> None:
        line = [
            so(K.AWAY_BEGAN, hour, subject=UUID(int=hour + 10), category="M", prompt="yes")
            for hour in (0, 30)
        ]
        own = {AGAIN.name: (Dated(Times(2, days(30)), date(2026, 1, 1)),)}
        assert owing("RP01", line, now=at_hour(40)) == []
        assert len(owing("RP01", line, now=at_hour(40), settings=own)) == 1

    def test_a_setting_of_another_kind_is_an_error_and_not_a_rule_that_never_fires(self) -> None:
        with pytest.raises(TypeError, match="RT02c"):
            line = [so(K.INTERVIEW_DECLINED)]
            owing("RT02c", line, now=at_hour(1), settings={"RT02c": (Dated(7, date(2020, 1, 1)),)})


class TestWhatIsKnown:
    def test_what_is_told_late_judges_anew_and_what_was_known_then_can_be_replayed(self) -> None:
        line = [BACK, so(K.INTERVIEW_HELD, 50, told=at_hour(90))]
        (then,) = owing("RT02b", line, now=at_hour(80))
        (now,) = owing("RT02b", line, now=at_hour(95))
        (replayed,) = owing("RT02b", line, now=at_hour(95), known_by=at_hour(80))
        assert standing(then, at_hour(80)).word is Word.LATE
        assert standing(now, at_hour(95)).word is Word.MET
        assert standing(replayed, at_hour(95)).word is Word.LATE

    def test_what_was_taken_back_meets_nothing_from_then_on(self) -> None:
        line = [BACK, so(K.INTERVIEW_HELD, 50, withdrawn=at_hour(60))]
        assert owing("RT02b", line, now=at_hour(55))[0].met_at is not None
        assert owing("RT02b", line, now=at_hour(65))[0].met_at is None


class TestJoining:
    def test_while_a_meeting_is_owed_another_time_away_joins_it(self) -> None:
        line = [
            so(K.AWAY_BEGAN, hour, subject=UUID(int=hour + 10), category="M", prompt="yes")
            for hour in (0, 10, 20, 30)
        ]
        (one,) = owing("RP01", line, now=at_hour(40))
        assert one.began == line[2].at

    def test_after_the_meeting_another_time_away_asks_for_the_next(self) -> None:
        line = [
            so(K.AWAY_BEGAN, hour, subject=UUID(int=hour + 10), category="M", prompt="yes")
            for hour in (0, 10, 20, 40)
        ]
        line.append(so(K.STRATEGY_HELD, 30, subject=None))
        first, second = owing("RP01", line, now=at_hour(50))
        assert first.met_at is not None and second.began == line[3].at


class TestTheRows:
    def test_an_answer_that_does_not_exist_is_an_error_at_once(self) -> None:
        with pytest.raises(TypeError, match="never maybe"):
            event(K.RETURNED, {"missing": ("maybe",)})
        with pytest.raises(TypeError, match="carries no"):
            event(K.RETURNED, {"mising": ("yes",)})

    def test_every_deed_that_a_duty_asks_for_can_be_recorded(self) -> None:
        asked = {
            what
            for duty in DUTIES
            for one in (duty.begins, *duty.met_by, *duty.ended_by)
            if one.kind is Kind.DONE
            for what in one.where.get("what", ())
        }
        assert asked == {deed.code for deed in DEEDS}

    def test_no_two_rows_have_one_code(self) -> None:
        assert len({duty.code for duty in DUTIES}) == len(DUTIES)
