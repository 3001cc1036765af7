"""A group of children as a picture: every pair drawn, every name readable, the same as a table."""

from __future__ import annotations

import pytest

from tests.drawings.boxes import SVG, outside, overlapping, root
from waylight.drawings.ring import Joined, ring

NAMES = ["Ada Invented", "Bea Invented", "Cem Invented", "Dan Invented", "Eli Invented", "Fay <Invented>"]


def around(count: int) -> list[Joined]:
    """Each joined with the next."""
    return [Joined(n, (n + 1) % count, n + 2, "0.04") for n in range(count if count > 2 else 1)]


@pytest.mark.parametrize("count", range(2, 7))
def test_no_words_cover_others_or_leave_the_paper(count: int) -> None:
    drawing = ring(NAMES[:count], around(count))
    for picture in (drawing.wide, drawing.narrow):
        assert picture is not None
        assert overlapping(picture) == []
        assert outside(picture) == []


def test_each_pair_is_a_line_with_its_nights_and_a_row_of_the_table() -> None:
    drawing = ring(NAMES[:4], [Joined(0, 1, 3, "0.04"), Joined(1, 3, 12, "less than 0.01")])
    found = root(drawing.wide)
    assert len(list(found.iter(f"{SVG}line"))) == 2
    assert {"3", "12"} <= {text.text for text in found.iter(f"{SVG}text")}
    assert drawing.table.rows[1] == ("Bea Invented and Dan Invented", "12", "less than 0.01")


def test_more_nights_are_a_thicker_line_up_to_a_limit() -> None:
    thick = [
        float(root(ring(NAMES[:2], [Joined(0, 1, nights, "")]).wide).find(f"{SVG}line").get("stroke-width"))  # type: ignore[union-attr,arg-type]
        for nights in (2, 5, 40)
    ]
    assert thick == sorted(thick)
    assert thick[-1] == 10


def test_names_are_escaped() -> None:
    assert "<Invented>" not in ring(NAMES, around(6)).wide


def test_a_long_name_is_cut_where_the_paper_ends() -> None:
    drawing = ring(["Ada " + "Invented" * 9, "Bea"], [Joined(0, 1, 2, "")])
    assert drawing.narrow is not None
    assert outside(drawing.narrow) == []
