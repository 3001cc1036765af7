"""Who is told next, and when: the plain cases by hand, and every case against a second, slower reader."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from waylight.engine.climbing import Ladder, Rung, Since, Telling, quiet_until, standing, times
from waylight.engine.local import Dated
from waylight.engine.words import Clock, Rule, hours, minutes
from waylight.rulebook.sources import OURS

AT = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
MANAGER = Rule(name="manager", says="", value=minutes(30), source=OURS, local=True)
LADDER = Ladder(
    "one", "one", None,
    (Rung("inspector", minutes(0), ()), Rung("manager", MANAGER, ()),
     Rung("director", hours(24), (), since=Since.AWAY, regardless=True)),
    OURS,
)  # fmt: skip


def stands(now: datetime, **more: object):  # type: ignore[no-untyped-def]
    known = {"raised_at": AT, "away_since": AT - timedelta(hours=2), "taken": {}, "acknowledged_at": None,
             "ended_at": None, **more}  # fmt: skip
    return standing(LADDER, now=now, **known)  # type: ignore[arg-type]


def test_the_first_step_is_due_when_the_matter_is_raised() -> None:
    assert stands(AT).now.step == 0


def test_after_the_first_step_the_next_is_told_with_its_time() -> None:
    found = stands(AT, taken={0: 1})
    assert (found.now, found.next.step, found.next.at) == (None, 1, AT + timedelta(minutes=30))


def test_a_step_that_reaches_nobody_makes_the_next_one_due_at_once() -> None:
    assert stands(AT, taken={0: 0}).now.rung.role == "manager"


def test_where_nobody_is_there_at_all_the_last_step_is_due_at_once_too() -> None:
    assert stands(AT, taken={0: 0, 1: 0}).now.rung.role == "director"


def test_that_nobody_answers_is_raised_in_its_time_where_somebody_was_told_and_at_once_where_nobody_was() -> (
    None
):
    rungs = (*LADDER.rungs[:2], Rung("", minutes(60), (), raises="silence"))
    ladder = Ladder("two", "two", None, rungs, OURS)
    known = {"raised_at": AT, "away_since": AT, "acknowledged_at": None, "ended_at": None, "now": AT}
    told = standing(ladder, taken={0: 1, 1: 0}, **known)  # type: ignore[arg-type]
    assert (told.now, told.next.at) == (None, AT + timedelta(minutes=60))  # type: ignore[union-attr]
    assert standing(ladder, taken={0: 0, 1: 0}, **known).now.step == 2  # type: ignore[arg-type, union-attr]


def test_taking_it_on_ends_the_climb_save_for_what_is_told_regardless() -> None:
    found = stands(AT + timedelta(hours=1), taken={0: 1}, acknowledged_at=AT + timedelta(minutes=5))
    assert found.now is None
    assert (found.next.step, found.next.at) == (2, AT + timedelta(hours=22))


def test_a_missed_step_that_somebody_has_overtaken_is_not_taken_afterwards() -> None:
    late = stands(AT + timedelta(hours=1), taken={0: 1}, acknowledged_at=AT + timedelta(minutes=40))
    assert late.now is None


def test_a_child_who_is_back_ends_everything() -> None:
    found = stands(AT + timedelta(hours=30), ended_at=AT + timedelta(minutes=9))
    assert (found.now, found.next) == (None, None)


def test_steps_fall_on_whole_minutes_and_never_before_the_matter_was_raised() -> None:
    raised = AT + timedelta(seconds=37)
    due = times(LADDER, raised_at=raised, away_since=AT - timedelta(days=3), taken={})
    assert due == (raised, AT + timedelta(minutes=31), raised)


def test_an_authority_s_own_minutes_count_on_the_london_day_on_which_the_matter_was_raised() -> None:
    # 00:10 in London is still yesterday in UTC.
    raised = datetime(2026, 6, 30, 23, 10, tzinfo=UTC)
    own = {"manager": (Dated(minutes(10), date(2026, 7, 1)),)}
    due = times(LADDER, raised_at=raised, away_since=raised, taken={}, settings=own)
    assert due[1] == raised + timedelta(minutes=10)


def test_what_is_less_urgent_waits_until_the_quiet_time_is_over() -> None:
    assert quiet_until([], minutes(15), AT) == AT
    assert quiet_until([AT - timedelta(minutes=5)], minutes(15), AT) == AT + timedelta(minutes=10)
    assert quiet_until([AT - timedelta(hours=5)], minutes(15), AT) == AT


def test_what_waits_goes_at_a_whole_minute_and_a_quiet_minute_is_over_at_the_next_one() -> None:
    sent = AT + timedelta(seconds=5)
    assert quiet_until([sent], minutes(1), AT + timedelta(seconds=20)) == AT + timedelta(minutes=1)
    late = AT + timedelta(minutes=1, seconds=2)
    assert quiet_until([sent], minutes(1), late) == late


@given(
    spans=st.lists(st.integers(0, 90), min_size=1, max_size=5),
    reached=st.lists(st.integers(0, 2), min_size=5, max_size=5),
    acknowledged=st.none() | st.integers(0, 200),
    ended=st.none() | st.integers(0, 200),
    ticks=st.lists(st.integers(0, 300), min_size=1, max_size=12),
)
def test_whatever_ticks_are_missed_the_same_steps_are_taken_as_by_one_who_looks_each_minute(
    spans: list[int], reached: list[int], acknowledged: int | None, ended: int | None, ticks: list[int]
) -> None:
    ladder = Ladder(
        "x", "x", None, tuple(Rung(str(n), minutes(span), ()) for n, span in enumerate(spans)), OURS
    )
    stop = min(m for m in (acknowledged, ended, 10_000) if m is not None)

    # Those who were told by the last tick, of a clock that looks only now and then ...
    taken: dict[int, int] = {}
    for tick in sorted(ticks):
        while (due := standing(
            ladder, raised_at=AT, away_since=AT, taken=taken, now=AT + timedelta(minutes=tick),
            acknowledged_at=AT + timedelta(minutes=acknowledged)
            if acknowledged is not None and acknowledged <= tick else None,
            ended_at=AT + timedelta(minutes=ended) if ended is not None and ended <= tick else None,
        ).now) is not None:  # fmt: skip
            taken[due.step] = reached[due.step]
    # ... against one step after the other, written down plainly.
    at, expected = 0, set()
    for n, span in enumerate(spans):
        pulled = n - 1 in expected and reached[n - 1] == 0
        at = min(at, span) if pulled else span
        first = next((tick for tick in sorted(ticks) if tick >= at), None)
        skipped = any(later in expected for later in range(n + 1, len(spans)))
        if first is not None and first < stop and not skipped:
            expected.add(n)
    if spans == sorted(spans):
        assert set(taken) == expected


def test_the_ladders_of_the_rulebook_only_name_roles_that_may_read_what_they_are_told_of() -> None:
    from waylight.rulebook import telling as rows
    from waylight.rulebook.access import CELLS

    open_to = {(c.role, c.relation) for c in CELLS if c.record in ("episode", "episode core")}
    strays = [
        (ladder.code, rung.role)
        for telling in vars(rows).values()
        if isinstance(telling, Telling)
        for ladder in telling.ladders
        for rung in ladder.rungs
        if ladder.relation is not None and not rung.raises and (rung.role, ladder.relation) not in open_to
    ]
    assert strays == []


def test_a_clock_of_a_step_is_a_clock() -> None:
    assert isinstance(LADDER.rungs[0].after, Clock)


def test_a_step_whose_messages_cannot_arrive_makes_the_next_one_due_when_that_is_known() -> None:
    known = AT + timedelta(minutes=4)
    assert stands(AT, taken={0: 1}, failed={0: known}).next.at == known
    assert stands(known, taken={0: 1}, failed={0: known}).now.rung.role == "manager"
    late = AT + timedelta(minutes=45)
    assert stands(late, taken={0: 1}, failed={0: late}).now.at == AT + timedelta(minutes=30)
