"""The page of who looked: one line for what a person saw within a minute, in words that everybody knows."""

from __future__ import annotations

from datetime import UTC, datetime

from waylight.audit.selectors import Look
from waylight.rulebook.access import CELLS
from waylight.rulebook.access.records import IN_WORDS
from waylight.web.board.looks import visits


def look(second: int, record: str, name: str = "Ursa Underhay", act: str = "read") -> Look:
    at = datetime(2026, 3, 3, 22, 45 + second // 60, second % 60, tzinfo=UTC)
    return Look(at, name, "night worker", "Beacon Lodge", act, record, "caring")


def test_what_one_person_opened_at_once_is_one_line() -> None:
    (one,) = visits([look(40, "episode"), look(20, "duty"), look(10, "child core", act="listed")])

    assert one.who == "Ursa Underhay, night worker, Beacon Lodge"
    assert one.acts == (
        ("read", ("times away, with everything said", "what is owed")),
        ("listed", ("who the child is",)),
    )
    assert one.why == ("caring",)


def test_somebody_else_and_another_minute_stand_apart() -> None:
    found = list(visits([look(70, "duty"), look(20, "duty"), look(10, "duty", name="")]))

    assert [one.who for one in found] == [
        "Ursa Underhay, night worker, Beacon Lodge",
        "Ursa Underhay, night worker, Beacon Lodge",
        "night worker, Beacon Lodge",
    ]


def test_every_record_of_the_grid_has_words() -> None:
    assert {cell.record for cell in CELLS} <= IN_WORDS.keys()
