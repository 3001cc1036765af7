"""Where one chooses whom to be: everybody stands in even rows, on a telephone, a tablet and a desk."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page

import waylight.web
from waylight.signin.casting import BEGIN_WITH, PLACES

STYLE = Path(waylight.web.__file__).parent / "static" / "waylight" / "waylight.css"
# Lines of one and of three rows, as the stories have them.
LINES = (
    "Ring them.",
    "This child is away for the fifth time in seven weeks. Read it all on one line of time.",
)


def cast() -> str:
    """The part of the page of sign-in on which invented people are chosen, with the style sheet."""
    from django.template.loader import render_to_string

    from waylight.signin.demonstration import Invented, Offered, RoleOffered

    def somebody(role: str) -> Invented:
        return Invented(uuid4(), uuid4(), f"Somebody {role}", role, "A place", LINES[len(role) % 2])

    places = [
        (place, [RoleOffered(role, [somebody(role)], 1 + len(role) % 3) for role in roles])
        for place, roles in PLACES
    ]
    whom = Offered([somebody(role) for role in BEGIN_WITH], places, [])
    part = render_to_string("waylight/signing/ways/invented.html", {"offered": whom})
    return f"<style>{STYLE.read_text()}</style><main class='wl-width'>{part}</main>"


@pytest.mark.parametrize(("width", "beside", "begin"), [(360, 1, 1), (768, 2, 3), (1280, 2, 3)])
def test_people_of_a_place_stand_beside_each_other_in_even_rows(
    page: Page, width: int, beside: int, begin: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.set_content(cast())

    def rows(of: str) -> list[list[dict[str, float]]]:
        boxes = [box for one in page.locator(f"{of} .wl-person").all() if (box := one.bounding_box())]
        return [list(same) for _, same in groupby(boxes, key=lambda box: round(box["y"]))]

    cards = rows(".wl-cast")
    assert {len(row) for row in cards[:-1]} == {beside}, "no hole before the last row"
    assert len({round(box["width"]) for row in cards for box in row}) == 1
    assert [len(row) for row in rows(".wl-people--begin")] == [begin] * (3 // begin)
    assert all(len({round(box["height"]) for box in row}) == 1 for row in rows(".wl-people--begin"))
