"""How pages say how long something took, and when it was."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from waylight.engine.when import LONDON


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 seconds"), (1.2, "1 second"), (119, "119 seconds"), (120, "2 minutes"), (604_896, "7 days")],
)
def test_seconds_up_to_two_minutes_then_as_people_say_it(seconds: float, said: str) -> None:
    from waylight.web.templatetags.people import after

    assert after(seconds) == said


@pytest.mark.parametrize(
    ("days", "said"), [(-1, "22:45 yesterday"), (0, "22:45 today"), (1, "22:45 tomorrow")]
)
def test_a_time_never_stands_without_its_day(days: int, said: str) -> None:
    from waylight.web.templatetags.people import clock

    assert clock(_tonight() + timedelta(days=days)) == said


def test_a_move_of_which_only_the_day_is_known_is_said_without_midnight() -> None:
    from waylight.web.templatetags.people import from_day

    assert from_day(datetime(2023, 4, 15, tzinfo=LONDON)) == "Saturday 15 April 2023"
    assert from_day(datetime(2023, 4, 15, 18, 30, tzinfo=LONDON)) == "18:30 on Saturday 15 April 2023"


def _tonight() -> datetime:
    return datetime.now(LONDON).replace(hour=22, minute=45)
