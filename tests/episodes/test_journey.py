from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.episodes.telling import Telling


def test_a_report_makes_an_episode_and_a_return_ends_it(region: Any, now: datetime) -> None:
    tell = Telling(region, now)
    filed = tell.absent(minutes_ago=50)
    away = tell.live(filed.episode).episode
    assert (away.open, away.category, away.number) == (True, "M", filed.number)
    tell.later(30).returned(filed.episode)
    back = tell.live(filed.episode).episode
    assert (back.open, back.ended_by) == (False, "returned")
