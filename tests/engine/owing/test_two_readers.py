"""The engine against somebody who walks through the diary: thousands of timelines, not one difference.

2,000 in every run; WAYLIGHT_TIMELINES=10000 for the full count.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.engine.owing.making import Timeline, timeline
from tests.engine.owing.walking import Obligation, stands, walk
from waylight.engine.calendars import Calendar
from waylight.engine.owing import Owed, Word, owed, standing
from waylight.engine.owing import judging as engine
from waylight.rulebook.holidays import HOLIDAYS

COUNT = int(os.environ.get("WAYLIGHT_TIMELINES", "2000"))
CALENDAR = Calendar(HOLIDAYS)


def by_engine(story: Timeline) -> list[tuple[Any, ...]]:
    found = owed(story.line, story.duties, calendar=CALENDAR, now=story.now, known_by=story.known_by,
                 settings=story.settings)  # fmt: skip
    return sorted(_engine_row(one, story.now) for one in found)


def _engine_row(one: Owed, now: datetime) -> tuple[Any, ...]:
    how = standing(one, now)
    return (
        one.duty.code, str(one.begun_by), str(one.subject), int(one.due_from.timestamp()), int(one.due_at.timestamp()),
        str(one.met_by or ""), str(one.ended_by or ""), str(how.word), int(how.by.total_seconds() // 60),
    )  # fmt: skip


def by_walking(story: Timeline) -> list[tuple[Any, ...]]:
    now, known_by = int(story.now.timestamp()), int(story.known_by.timestamp())
    settings = {
        name: [(own.value, own.since, own.until) for own in some] for name, some in story.settings.items()
    }
    return sorted(_walked_row(one, now) for one in walk(story.notes, story.duties, settings, now, known_by))


def _walked_row(one: Obligation, now: int) -> tuple[Any, ...]:
    return (
        one.code, one.begun_by, one.subject, one.due_first, one.due_last, one.met.id if one.met else "",
        one.ended.id if one.ended else "", *stands(one, now),
    )  # fmt: skip


def differing(count: int) -> list[int]:
    """The seeds of the timelines on which the readers differ."""
    return [seed for seed in range(count) if by_engine(story := timeline(seed)) != by_walking(story)]


@pytest.mark.slow
def test_both_readers_say_the_same_of_thousands_of_timelines() -> None:
    assert differing(COUNT) == []


def test_both_readers_say_the_same_of_the_first_hundreds() -> None:
    assert differing(200) == []


def test_the_timelines_hold_every_standing_and_every_duty() -> None:
    rows = [row for seed in range(500) for row in by_walking(timeline(seed))]
    assert {row[7] for row in rows} == {str(word) for word in Word}
    assert len(Counter(row[0] for row in rows)) == 43


@pytest.mark.parametrize(
    "fault",
    [
        "a weekend is worked",
        "a time that ends early",
        "a joining that is forgotten",
        "a late word is believed",
        "a plan is forgotten until its day",
    ],
)
def test_a_planted_fault_is_found(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    match fault:
        case "a weekend is worked":
            # A calendar that has counted nothing yet.
            monkeypatch.setattr(f"{__name__}.CALENDAR", Calendar(HOLIDAYS))
            monkeypatch.setattr(Calendar, "works", lambda self, day: day not in self.holidays(day.year))
        case "a time that ends early":
            due = engine.due_at
            monkeypatch.setattr(engine, "due_at", lambda *given: due(*given).replace(minute=0))
        case "a joining that is forgotten":
            monkeypatch.setattr(engine, "_still_open", lambda *_: False)
        case "a plan is forgotten until its day":
            monkeypatch.setattr(engine, "_planned", lambda *_: ())
        case "a late word is believed":
            plain = engine.owed
            monkeypatch.setattr(
                f"{__name__}.owed", lambda *a, **named: plain(*a, **{**named, "known_by": named["now"]})
            )
    assert differing(150) != []


def test_what_is_owed_does_not_depend_on_the_order_in_which_things_were_told() -> None:
    for seed in range(100):
        story = timeline(seed)
        assert by_engine(replace(story, line=tuple(reversed(story.line)))) == by_engine(story)
