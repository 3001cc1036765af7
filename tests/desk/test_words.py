"""Evidence and times are said in words that nobody has to look up."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("weight", "words"),
    [
        (0.1, "tells little"),
        (-0.6, "tells little"),
        (1.0, "points weakly to this child"),
        (-3.0, "points away from this child"),
        (5.0, "points strongly to this child"),
        (-9.0, "points very strongly away from this child"),
    ],
)
def test_a_weight_has_words(weight: float, words: str) -> None:
    from waylight.exchange.wording import strength

    assert strength(weight) == words


def test_every_level_of_every_field_has_words() -> None:
    from waylight.exchange.wording import _FIELDS
    from waylight.reconcile import settings as levels

    enums = {"forename": levels.Name, "surname": levels.Name, "order": levels.Order, "birth": levels.Birth,
             "sex": levels.Sex, "place": levels.Place, "time": levels.Time}  # fmt: skip
    for name, _, words, _, _ in _FIELDS:
        for level in enums.get(name, range(36)):
            assert words[level]


def test_a_swapped_birth_date_is_said_so() -> None:
    from waylight.exchange.wording import lines_of
    from waylight.reconcile.settings import Birth

    (line,) = lines_of({"birth": int(Birth.SWAPPED), "birth_weight": 4.7}, None, None)
    assert (line.words, line.strength) == (
        "the same with day and month swapped",
        "points strongly to this child",
    )


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def compared(police: Any, authority: Any, day: bool = False) -> tuple[str, str]:
    from waylight.desk.gaps import gaps

    ours = SimpleNamespace(last_seen_at=police, found_at=None, last_seen_day=False, found_day=False)
    theirs = SimpleNamespace(started_at=authority, ended_at=None, started_day=day, ended_day=False)
    start, _ = gaps(ours, theirs)
    return start.words, start.leans


@pytest.mark.parametrize(
    ("police", "authority", "day", "said"),
    [
        ("2026-01-03T21:00", "2026-01-03T21:00", False, ("the same minute", "for")),
        ("2026-01-03T21:05", "2026-01-03T21:00", False, ("5 minutes later at the police", "for")),
        ("2026-01-03T18:00", "2026-01-03T21:10", False, ("3 hours 10 minutes earlier at the police", "none")),
        ("2026-01-08T21:00", "2026-01-03T21:00", False, ("5 days later at the police", "against")),
        ("2026-01-03T21:00", "2026-01-03T00:00", True, ("the same day; one side gives only the date", "for")),
        ("2026-01-04T21:00", "2026-01-03T00:00", True, ("1 day later at the police by date", "none")),
    ],
)
def test_two_times_are_compared_in_words(
    police: str, authority: str, day: bool, said: tuple[str, str]
) -> None:
    assert compared(at(police), at(authority), day) == said


def test_a_missing_end_says_which_side_did_not_record_it() -> None:
    assert compared(None, at("2026-01-03T21:00")) == ("the police did not record it", "none")
