"""How an alert stands: new until somebody says something, and new again when it is seen again afterwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from waylight.alerts import kinds
from waylight.alerts.standing import Done, State, standing

SEEN = datetime(2026, 3, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
ALERT = UUID(int=1)


def said(body: Any, days: float) -> Done:
    """Somebody said it so many days after the pattern was seen."""
    kind = {type_.body: type_.name for type_ in kinds.ACTS}[type(body)]
    return Done(ALERT, kind, body, SEEN + days * DAY, "Sal", "a team")


def stands(*done: Done, on_day: float = 2, at: datetime = SEEN, withdrawn: bool = False) -> State:
    return standing(
        at=at, expires_at=at + 90 * DAY, withdrawn=withdrawn, done=done, now=SEEN + on_day * DAY
    ).state


def test_it_waits_until_somebody_acts_or_its_time_is_over() -> None:
    assert stands() is State.NEW
    assert stands(said(kinds.ActedOn("plan review"), 1)) is State.ACTED
    assert stands(said(kinds.Dismissed(), 1)) is State.DISMISSED
    assert stands(on_day=89.9) is State.NEW
    assert stands(on_day=90) is State.EXPIRED


def test_put_off_it_comes_back_on_its_day() -> None:
    later = said(kinds.PutOff(SEEN + 5 * DAY), 1)
    assert stands(later, on_day=4.9) is State.PUT_OFF
    assert stands(later, on_day=5) is State.NEW


def test_seen_again_after_what_was_done_it_is_new() -> None:
    acted = said(kinds.ActedOn("plan review"), 1)
    assert stands(acted, at=SEEN + 3 * DAY, on_day=4) is State.NEW
    assert stands(said(kinds.Dismissed(), 1), at=SEEN + 3 * DAY, on_day=4) is State.NEW


def test_seen_again_while_it_is_put_off_it_still_waits_for_its_day() -> None:
    later = said(kinds.PutOff(SEEN + 5 * DAY), 1)
    assert stands(later, at=SEEN + 3 * DAY, on_day=4) is State.PUT_OFF


def test_the_last_word_counts() -> None:
    both = said(kinds.PutOff(SEEN + 9 * DAY), 1), said(kinds.ActedOn("risk"), 2)
    assert stands(*both, on_day=3) is State.ACTED
    assert stands(*reversed(both), on_day=3) is State.ACTED


def test_a_confirmed_group_stands_for_ninety_days_from_then() -> None:
    confirmed = said(kinds.Confirmed(), 10)
    assert stands(confirmed, on_day=99) is State.CONFIRMED
    assert stands(confirmed, on_day=100) is State.EXPIRED


def test_what_was_told_later_withdraws_it_whatever_was_said() -> None:
    assert stands(said(kinds.Confirmed(), 1), withdrawn=True) is State.WITHDRAWN
