"""The strip of nights: every night has its cell, says in words what it shows, and nothing leaves the paper."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.drawings.boxes import SVG, outside, root
from waylight.drawings.nights import AWAY, IN, LAMP, NIGHT, NOW, PARTLY, Strip, strips

FIRST = date(2026, 10, 26)


def strip(label: str, slept: str) -> Strip:
    word = {"-": IN, "#": AWAY, "/": PARTLY, "!": NOW}
    nights = tuple((FIRST + timedelta(days=n), word[one]) for n, one in enumerate(slept))
    return Strip(label, f"/children/{label.lower()}/", nights)


ROWS = [
    strip("Kim", "--##--/--------------------!"),
    strip("A child with a name that is longer than there is room for", "-" * 28),
]


@pytest.mark.parametrize("which", ["wide", "narrow"])
def test_each_night_has_one_cell_and_yellow_is_the_one_that_goes_on(which: str) -> None:
    paper = root(getattr(strips(ROWS), which))
    fills = [rect.get("fill") for rect in paper.iter(f"{SVG}rect")]
    assert len(fills) == 2 * 28 + 1, "a half dark night is a light one with a dark half"
    assert (fills.count(NIGHT), fills.count(LAMP)) == (3, 1)
    assert outside(getattr(strips(ROWS), which)) == []


def test_each_strip_leads_to_the_child_and_says_how_many_nights() -> None:
    paper = root(strips(ROWS).wide)
    links = {link.get("href"): link.get("aria-label") for link in paper.iter(f"{SVG}a")}
    assert links["/children/kim/"] == "Kim: 3 of 28 nights away"


def test_the_table_says_the_same_in_words() -> None:
    kim, other = strips(ROWS).table.rows
    assert list(kim) == ["Kim", "3", "1", "28 Oct, 29 Oct, 1 Nov (part), 22 Nov"]
    assert list(other)[1:] == ["0", "0", "none"]


def test_nobody_away_draws_an_empty_paper() -> None:
    assert strips([]).table.rows == []
