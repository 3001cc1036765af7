"""Each row of the rulebook that the agreed episode is computed by, with a story in which it decides and one in which
it does not: put another value into the row, and the first answer changes while the second stays."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import pytest

from tests.engine.telling import Story
from waylight.engine.agreed import EndsWhen, PrecedenceRules, Prefer
from waylight.engine.claims import Teller, Whereabouts
from waylight.engine.definitions import Category, Counts
from waylight.engine.words import hours, minutes
from waylight.rulebook.agreed import RULES


@dataclass(frozen=True)
class Spec:
    """A row, another value for it, a story in which the row decides, and one in which it does not."""

    row: str
    otherwise: Any
    decides: Story
    leaves: Story


def away_and_seen() -> Story:
    story = Story().away("home", "2026-03-03T19:00").found("police", "2026-03-03T21:00")
    return story.returned("home", "2026-03-03T23:30")


def found_and_back() -> Story:
    story = Story().absent("home", "2026-03-03T19:00").found("police", "2026-03-03T21:00")
    return story.returned("home", "2026-03-03T23:30")


def home_and_police(police: str) -> Story:
    return Story().absent("home", "2026-03-03T19:00").absent("police", police)


SPECS = (
    Spec(
        "counts",
        (Counts(Whereabouts.UNKNOWN, Category.MISSING, if_followed=False),),
        Story().away("home", "2026-03-03T19:00"),
        Story().absent("home", "2026-03-03T19:00"),
    ),
    Spec(
        "saw",
        frozenset({Teller.HOME, Teller.POLICE}),
        home_and_police("2026-03-03T20:00"),
        home_and_police("2026-03-03T19:00"),
    ),
    Spec(
        "start",
        (Prefer.LATEST,),
        home_and_police("2026-03-03T20:00"),
        Story().absent("home", "2026-03-03T19:00").absent("professional", "2026-03-03T20:00"),
    ),
    Spec("end_of_missing", EndsWhen.RETURNED_ELSE_FOUND, found_and_back(), away_and_seen()),
    Spec("end_of_away", EndsWhen.FIRST_OF_FOUND_AND_RETURNED, away_and_seen(), found_and_back()),
    Spec(
        "near",
        hours(1),
        Story().row("police", "2026-03-03T19:00").row("authority", "2026-03-03T20:30"),
        Story().row("police", "2026-03-03T19:00").row("authority", "2026-03-03T19:30"),
    ),
    Spec(
        "holds",
        hours(12),
        Story().row("police", "2026-03-03T19:00").absent("home", "2026-03-04T10:00"),
        Story().absent("police", "2026-03-03T19:00").absent("home", "2026-03-04T10:00"),
    ),
    Spec(
        "adult_at",
        19,
        Story(born=date(2008, 2, 1)).absent("authority", "2026-01-09T19:00"),
        Story(born=date(2012, 2, 1)).absent("authority", "2026-01-09T19:00"),
    ),
    Spec("differs", minutes(30), home_and_police("2026-03-03T19:40"), home_and_police("2026-03-03T19:20")),
    Spec(
        "should_know",
        frozenset({Teller.AUTHORITY}),
        Story().absent("home", "2026-03-03T19:00").returned("home", "2026-03-03T20:00").absent(
            "police", "2026-03-08T19:00"
        ),
        Story().absent("police", "2026-03-03T19:00").found("police", "2026-03-03T20:00").absent(
            "home", "2026-03-08T19:00"
        ).absent("police", "2026-03-08T19:10"),
    ),
)  # fmt: skip


def changed(spec: Spec) -> PrecedenceRules:
    row = replace(getattr(RULES, spec.row), value=spec.otherwise)
    return replace(RULES, **{spec.row: row})


def named(spec: Spec) -> str:
    rule = getattr(RULES, spec.row)
    return f"{rule.name}: {rule.says} ({rule.source.title})"


@pytest.mark.parametrize("spec", SPECS, ids=named)
def test_the_row_decides_one_story_and_leaves_another(spec: Spec) -> None:
    assert spec.decides.agreed() != spec.decides.agreed(rules=changed(spec))
    assert spec.leaves.agreed() == spec.leaves.agreed(rules=changed(spec))


def test_every_row_has_its_stories() -> None:
    assert [spec.row for spec in SPECS] == [field.name for field in fields(PrecedenceRules)]
