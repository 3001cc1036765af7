"""Each row: a story that begins it, until when it is due, what meets it, and a story that does not begin it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from tests.engine.owing.telling import DUTIES, MONDAY, SUBJECT, owing, so
from waylight.engine.happenings import Happening, Kind
from waylight.engine.owing import Word, standing
from waylight.engine.when import LONDON, at

K = Kind
BEFORE = (
    so(K.AWAY_BEGAN, -100, category="M", prompt="yes"),
    so(K.AWAY_BEGAN, -50, category="M", prompt="yes"),
)


@dataclass(frozen=True)
class Spec:
    """`due` in London; `first` is what had to be before the beginning."""

    code: str
    begun_by: Happening
    due: str
    met_by: Happening
    not_begun_by: Happening
    first: tuple[Happening, ...] = ()


def done(what: str, hours: float = 2, of: Happening | None = None) -> Happening:
    """Said of the placement or time away of the story, or of that plan or event itself."""
    return so(K.DONE, hours, by="authority", what=what, subject=of.id if of else SUBJECT)


REPORTED = so(K.REPORTED, live="yes", category="M", out_of_area="yes")
BY_FILE = so(K.REPORTED, live="no", category="M", out_of_area="yes", by="authority")
AWAY = so(K.AWAY_BEGAN, category="M", prompt="yes")
AWAY_LONG_AGO = so(K.AWAY_BEGAN, category="M", prompt="no")
RETURNED = so(K.RETURNED, missing="yes", prompt="yes")
RETURNED_LONG_AGO = so(K.RETURNED, missing="yes", prompt="no")
HIGH = so(K.GRADED, grade="HIGH", child="yes", by="police")
MEDIUM = so(K.GRADED, grade="MEDIUM", child="yes", by="police")
DECLINED = so(K.INTERVIEW_DECLINED, by="authority")
OFFERED = so(K.INTERVIEW_OFFERED, by="authority")
HELD = so(K.INTERVIEW_HELD, by="authority")
TRAFFICKED = so(K.REFERRED, to="social worker", about="trafficking")
OTHER_DANGER = so(K.REFERRED, to="social worker", about="other", by="authority")


def placed(**values: str) -> Happening:
    """Outside the area, in one that adjoins; the first; no child of the last years of school."""
    plain = {"prompt": "yes", "out_of_area": "yes", "distant": "no", "first": "yes", "setting": "home"}
    return so(K.PLACEMENT_BEGAN, **{**plain, "key_stage_4": "no", **values})


PLACED = placed()
PLACED_NEAR = placed(out_of_area="no", first="no")
PLACED_LONG_AGO = placed(prompt="no")
MOVED_AT_SCHOOL = placed(first="no", key_stage_4="yes")
LEFT = so(K.PLACEMENT_ENDED, prompt="yes", out_of_area="yes", setting="home")
LEFT_NEAR = so(K.PLACEMENT_ENDED, prompt="yes", out_of_area="no", setting="home")
LEFT_LONG_AGO = so(K.PLACEMENT_ENDED, prompt="no", out_of_area="yes", setting="home")
CARE = so(K.CARE_BEGAN, prompt="yes", by="authority")
CARE_LONG_AGO = so(K.CARE_BEGAN, prompt="no", by="authority")
REVIEW, EARLIER_REVIEW = done("review held", 0), done("review held", -500)
CARE_ENDS = so(K.PLANNED, subject=None, what="care ends", approved_by="nominated officer", by="authority")
DIRECTORS = so(K.PLANNED, subject=None, what="care ends", approved_by="director", by="authority")
CHANGE = so(K.PLANNED, subject=None, what="plan change", approved_by="nobody", by="authority")
DIED = so(K.GRAVE, subject=None, what="died", setting="home")
DIED_ELSEWHERE = so(K.GRAVE, subject=None, what="died", setting="other")
ENQUIRY = so(K.ENQUIRY_DECIDED, subject=None, by="authority")
NO_ENQUIRY = so(K.STRATEGY_HELD, subject=None, by="authority")
AUTHORITY_TOLD = so(K.TOLD, 0.5, whom="out-of-hours", outcome="told")

SPECS = (
    Spec("EP01", REPORTED, "2026-03-02 19:30", so(K.POLICE_KNOW, 0.2),
         so(K.REPORTED, live="yes", category="A", out_of_area="no")),
    Spec("EP02a", REPORTED, "2026-03-02 20:00", AUTHORITY_TOLD, BY_FILE),
    Spec("EP02b", REPORTED, "2026-03-02 23:00", so(K.TOLD, 1, whom="parents", outcome="told"), BY_FILE),
    Spec("EP02c", REPORTED, "2026-03-02 23:00", done("host told"),
         so(K.REPORTED, live="yes", category="M", out_of_area="no")),
    Spec("EP03a", HIGH, "2026-03-02 20:00", so(K.ACKNOWLEDGED, 0.5, by="authority"), MEDIUM),
    Spec("EP03b", HIGH, "2026-03-02 20:00", done("unit told", 0.9), MEDIUM),
    Spec("EP04", REPORTED, "2026-03-05 19:00", done("unit told", 72), BY_FILE),
    Spec("EP05", AWAY, "2026-03-03 19:00", done("senior told"), so(K.AWAY_BEGAN, category="A", prompt="yes")),
    Spec("RT01", RETURNED, "2026-03-03 19:00", so(K.PREVENTION_INTERVIEW, 3, held="yes", by="police"),
         so(K.RETURNED, missing="no", prompt="yes")),
    Spec("RT02", RETURNED, "2026-03-03 19:00", so(K.INTERVIEW_OFFERED, 20, by="authority"), RETURNED_LONG_AGO),
    Spec("RT02b", RETURNED, "2026-03-05 19:00", so(K.INTERVIEW_HELD, 72, by="authority"), RETURNED_LONG_AGO),
    Spec("RT02c", DECLINED, "2026-03-09 19:00", so(K.INTERVIEW_OFFERED, 48, by="authority"), OFFERED),
    Spec("RT03", DECLINED, "2026-03-03 19:00", so(K.CARER_ASKED, 1, by="authority"), HELD),
    Spec("RT04", HELD, "2026-03-03 23:59", done("risk shared"), DECLINED),
    Spec("RP01", AWAY, "2026-03-09 23:59", so(K.STRATEGY_HELD, 30, by="authority"), AWAY_LONG_AGO, BEFORE),
    Spec("RP02", AWAY, "2026-03-16 23:59", done("support discussed"), AWAY_LONG_AGO, BEFORE[:1]),
    Spec("RP03", AWAY, "2026-03-09 23:59", so(K.PLAN_REVIEW_ASKED, 30), AWAY_LONG_AGO, BEFORE),
    Spec("RP04", TRAFFICKED, "2026-03-09 23:59", so(K.PLAN_REVIEW_ASKED, 2), OTHER_DANGER),
    Spec("EX01", TRAFFICKED, "2026-03-03 23:59", so(K.REFERRED, 5, to="nrm", about="other", by="authority"),
         OTHER_DANGER),
    Spec("RV01", CARE, "2026-03-30 23:59", done("review held"), CARE_LONG_AGO),
    Spec("RV02", REVIEW, "2026-06-02 23:59", done("review held", 1000), done("visited", 0)),
    Spec("RV03", REVIEW, "2026-09-02 23:59", done("review held", 1000), done("visited", 0), (EARLIER_REVIEW,)),
    Spec("RV04", done("early review asked", 0), "2026-03-30 23:59", done("review held"), done("visited", 0)),
    Spec("PL01", PLACED, "2026-03-09 23:59", done("placement plan made", -5), PLACED_LONG_AGO),
    Spec("PL02", PLACED, "2026-03-16 23:59", done("care plan made"), PLACED_NEAR),
    Spec("PL03", PLACED, "2026-03-09 23:59", done("notices sent", -5), PLACED_LONG_AGO),
    Spec("PL04", PLACED, "2026-03-02 19:00", done("area placement approved", -30), PLACED_NEAR),
    Spec("PL07", done("emergency placement approved", -1), "2026-03-09 23:59", done("consultations completed"),
         done("area placement approved", -1)),
    Spec("PL06", PLACED, "2026-03-09 23:59", done("area authority told"), PLACED_NEAR),
    Spec("PL08", LEFT, "2026-03-16 23:59", done("ending notices sent", -100), LEFT_LONG_AGO),
    Spec("VS01", PLACED, "2026-03-09 23:59", done("visited", 160), PLACED_LONG_AGO),
    Spec("VS01b", done("visited", 0), "2026-04-13 23:59", done("visited", 900), done("review held", 0)),
    Spec("CH01a", PLACED, "2026-03-03 23:59", done("admission notice sent"), PLACED_NEAR),
    Spec("CH02", so(K.REFERRED, to="social worker", about="sexual"), "2026-03-03 19:00",
         done("serious event notified", 20), so(K.REFERRED, to="social worker", about="sexual", by="authority")),
    Spec("PL05", placed(distant="yes"), "2026-03-02 19:00", done("distant placement approved", -30), PLACED),
    Spec("PL09", MOVED_AT_SCHOOL, "2026-03-02 19:00", done("school move approved", -5),
         placed(first="yes", key_stage_4="yes")),
    Spec("RV05", CHANGE, "2026-03-02 19:00", done("change considered", -50, CHANGE), CARE_ENDS),
    Spec("LC01", CARE_ENDS, "2026-03-02 19:00", done("care ending approved", -50, CARE_ENDS), DIRECTORS),
    Spec("LC02", DIRECTORS, "2026-03-02 19:00", done("director approved ending", -50, DIRECTORS), CARE_ENDS),
    Spec("EX02", ENQUIRY, "2026-03-23 23:59", done("conference held", 100), NO_ENQUIRY),
    Spec("EX03", DIED_ELSEWHERE, "2026-03-09 23:59", done("panel notified", 20, DIED_ELSEWHERE), ENQUIRY),
    Spec("CH03", DIED, "2026-03-03 19:00", done("death notified", 20, DIED), DIED_ELSEWHERE),
    Spec("CH01b", LEFT, "2026-03-03 23:59", done("discharge notice sent"), LEFT_NEAR),
)  # fmt: skip
EACH = pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.code)
LATER = MONDAY + timedelta(days=400)


def begun(spec: Spec, *more: Happening, days: float = 400) -> list[tuple[Word, timedelta, str]]:
    """How what the beginning began stands that many days later."""
    now = MONDAY + timedelta(days=days)
    found = owing(spec.code, [*spec.first, spec.begun_by, *more], now=now)
    own = [one for one in found if one.begun_by == spec.begun_by.id]
    return [
        (standing(one, now).word, standing(one, now).by, f"{one.due_at.astimezone(LONDON):%F %H:%M}")
        for one in own
    ]


def test_every_duty_of_the_rulebook_has_its_stories() -> None:
    assert sorted(spec.code for spec in SPECS) == sorted(duty.code for duty in DUTIES)


@EACH
def test_it_begins_and_is_due_by_then(spec: Spec) -> None:
    ((word, _, due),) = begun(spec, days=0)
    assert (word, due) == (Word.DUE, spec.due)


@EACH
def test_what_meets_it_meets_it(spec: Spec) -> None:
    ((word, by, _),) = begun(spec, spec.met_by)
    assert (word, by) == (Word.MET, timedelta(0))


@EACH
def test_what_meets_it_afterwards_meets_it_late(spec: Spec) -> None:
    ((_, late, _),) = begun(spec)
    after = at(LATER - late + timedelta(hours=1))
    ((word, by, _),) = begun(spec, replace(spec.met_by, at=after, told_at=after.earliest))
    assert word is Word.MET_LATE and timedelta(minutes=59) <= by <= timedelta(hours=1)


@EACH
def test_where_nothing_meets_it_it_is_late_by_the_time_since_it_was_due(spec: Spec) -> None:
    ((word, by, due),) = begun(spec)
    assert word is Word.LATE
    assert f"{(LATER - by).astimezone(LONDON):%F %H:%M}" == due


@EACH
def test_what_is_not_its_beginning_does_not_begin_it(spec: Spec) -> None:
    found = owing(spec.code, [*spec.first, spec.not_begun_by], now=LATER)
    assert [one for one in found if one.begun_by == spec.not_begun_by.id] == []


AHEAD = [spec for spec in SPECS if spec.code in {"PL04", "PL05", "PL09", "RV05", "LC01", "LC02"}]


@pytest.mark.parametrize("spec", AHEAD, ids=lambda spec: spec.code)
def test_what_is_planned_is_asked_for_before_its_day(spec: Spec) -> None:
    ten_days = MONDAY - timedelta(days=10)
    plan = replace(spec.begun_by, told_at=ten_days)
    (one,) = owing(spec.code, [plan], now=ten_days)
    assert (standing(one, ten_days).word, standing(one, ten_days).by) == (Word.DUE, timedelta(days=10))
    assert owing(spec.code, [plan], now=ten_days - timedelta(minutes=1)) == []


@pytest.mark.parametrize("spec", AHEAD, ids=lambda spec: spec.code)
def test_an_approval_before_a_planned_day_meets_it_and_goes_on_meeting_it(spec: Spec) -> None:
    plan = replace(spec.begun_by, told_at=MONDAY - timedelta(days=10))
    for now in (MONDAY - timedelta(hours=1), MONDAY + timedelta(days=1)):
        (one,) = owing(spec.code, [plan, spec.met_by], now=now)
        assert (standing(one, now).word, one.begun_by) == (Word.MET, plan.id)


def test_a_plan_that_does_not_go_ahead_owes_nothing() -> None:
    plan = replace(CARE_ENDS, told_at=MONDAY - timedelta(days=10))
    (one,) = owing("LC01", [plan, done("plan dropped", -100, CARE_ENDS)], now=MONDAY)
    assert (standing(one, MONDAY).word, standing(one, MONDAY).by) == (Word.ENDED, timedelta(0))


def test_after_a_death_no_interview_is_owed() -> None:
    gone = so(K.GRAVE, 30, subject=None, what="died", setting="home")
    for code in ("RT02", "RT02b"):
        (one,) = owing(code, [RETURNED, gone], now=LATER)
        assert standing(one, LATER).word is Word.ENDED
