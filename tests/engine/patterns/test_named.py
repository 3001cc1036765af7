"""The same address, telephone, car or adult in what is kept of several children; and homes from which several go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

import pytest

from tests.engine.patterns.lines import time_away
from waylight.engine.patterns import Naming, named_in, raised_of_home, shared_names
from waylight.engine.patterns.naming import Named
from waylight.rulebook.patterns import FROM_HOME, SAME_NAME

SPACE = UUID(int=6)
THEN = datetime(2026, 3, 1, tzinfo=UTC)


def naming(
    child: str, value: str = "jo example", record: str = "exploitation record", day: int = 0
) -> Naming:
    entry = uuid5(SPACE, f"{child} {value} {day}")
    return Naming(uuid5(SPACE, child), Named.ADULT, value, record, entry, THEN + timedelta(days=day))


@pytest.mark.parametrize(
    ("text", "person", "found"),
    [
        ("Flat above 12 Mill Lane, ls1 4dy", False, {(Named.ADDRESS, "12, LS1 4DY")}),
        ("12a Mill Lane LS14DY", False, {(Named.ADDRESS, "12a, LS1 4DY")}),
        ("The park, LS1 4DY", False, set()),
        ("Ring 0113 496 0123 or +44 113 496 0123", False, {(Named.PHONE, "01134960123")}),
        ("White van, ab12 cde", False, {(Named.CAR, "AB12CDE")}),
        ("JÓ Example, seen with a white van", True, {(Named.ADULT, "jo example")}),
        ("jo example (about 30)", True, {(Named.ADULT, "jo example")}),
        ("Jo, about 30", True, set()),
        ("Jo Example, friend", False, set()),
    ],
)
def test_what_can_be_compared_is_read_from_an_entry(text: str, person: bool, found: set[object]) -> None:
    assert named_in(text, person=person) == found


def test_an_adult_named_for_two_children_is_shown_once_with_both() -> None:
    (shared,) = shared_names([naming("Ann"), naming("Ben", day=4), naming("Cem", "somebody else")], SAME_NAME)
    assert set(shared.children) == {uuid5(SPACE, "Ann"), uuid5(SPACE, "Ben")}
    assert shared.since == THEN + timedelta(days=4)
    assert len(shared.entries) == 2


def test_twice_in_one_childs_record_is_one_child() -> None:
    assert shared_names([naming("Ann"), naming("Ann", day=4)], SAME_NAME) == ()


def test_what_everybody_names_is_a_public_place() -> None:
    assert shared_names([naming(str(n)) for n in range(16)], SAME_NAME) == ()
    assert len(shared_names([naming(str(n)) for n in range(15)], SAME_NAME)) == 1


def test_it_is_read_under_all_the_records_it_was_made_from() -> None:
    (shared,) = shared_names([naming("Ann", record="grab pack"), naming("Ben")], SAME_NAME)
    assert shared.records == {"grab pack", "exploitation record"}


def test_a_home_is_asked_about_when_several_of_its_children_go() -> None:
    children = [uuid5(SPACE, name) for name in ("Ann", "Ben", "Cem")]
    days = [f"2026-03-{day:02}T19:00" for day in range(1, 17, 2)]
    eight = [(children[n % 3], time_away(day, day[:11] + "23:00")) for n, day in enumerate(days)]
    (home,) = raised_of_home(eight, FROM_HOME)
    assert (home.count, len(home.children), home.anchor) == (8, 3, eight[-1][1].id)
    assert raised_of_home(eight[1:], FROM_HOME) == ()
    # Two children are a matter of these two.
    assert raised_of_home([(children[n % 2], away) for n, (_, away) in enumerate(eight)], FROM_HOME) == ()
