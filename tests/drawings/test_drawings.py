"""What holds for every drawing, and what each of them must say."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.drawings.boxes import SVG, outside, overlapping, rising, root
from tests.drawings.test_bridge import EMPTY, USUAL
from waylight.drawings.bridge import bridge
from waylight.drawings.dots import Dot, dots, ticks
from waylight.drawings.drawing import Drawing
from waylight.drawings.interval import interval
from waylight.drawings.labels import spread
from waylight.drawings.markup import Markup, el
from waylight.drawings.stacked import Line, stacked
from waylight.drawings.words import about, of_every, per_cent, width, wrap

TIMES = {
    "estimate": 12264.7, "low": 12142.1, "high": 12387.2, "seen": 11938.6, "unseen": 326.1,
    "both": 9328.8, "police_only": 1512.0, "authority_only": 1097.8,
}  # fmt: skip
GROUPS = [
    Dot("Ethnicity", "Black", 0.9951, 1790),
    Dot("Ethnicity", "Chinese or other", 0.9877, 434),
    Dot("Children with", "another child at the same home address", 0.9947, 8137),
    Dot("Children with", "1 January as birth date", 0.967, 342),
]
LINES = [
    Line("under 70 min", 145, 46, 69, 22),
    Line("40 h to 3.75 days", 1100, 47, 27, 1),
    Line("an authority with a very long name indeed, and more of it", 0, 0, 3, 0),
]
DRAWINGS = {
    "bridge": bridge(USUAL),
    "empty bridge": bridge(EMPTY),
    "interval": interval(TIMES, ident="i", title="The true number", of="times missing"),
    "lengths": stacked(LINES, ident="l", title="Times missing by length", group="Length"),
    "shares": stacked(LINES, ident="s", title="Times away by authority", group="Authority", shares=True),
    "dots": dots(GROUPS, whole=0.9945, small=1000, ident="d", title="Fairness", measure="F1"),
    "no dots": dots([], whole=1.0, small=1000, ident="n", title="Fairness", measure="F1"),
}


def papers(name: str) -> list[Markup]:
    drawing = DRAWINGS[name]
    return [paper for paper in (drawing.wide, drawing.narrow) if paper is not None]


@pytest.mark.parametrize("name", DRAWINGS)
def test_it_is_well_formed_and_named_and_described(name: str) -> None:
    for paper in papers(name):
        svg = root(paper)
        ids = {e.get("id"): "".join(e.itertext()) for e in svg.iter() if e.get("id")}
        assert svg.get("role") == "img"
        assert ids[svg.get("aria-labelledby")]
        assert len(ids[svg.get("aria-describedby")]) > 10


@pytest.mark.parametrize("name", DRAWINGS)
def test_no_words_cover_others_or_leave_the_paper(name: str) -> None:
    for paper in papers(name):
        assert overlapping(paper) == []
        assert outside(paper) == []


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_strict_policy_has_nothing_to_block(name: str) -> None:
    page = DRAWINGS[name].figure()
    for element in ET.fromstring(page).iter():
        assert element.tag.rpartition("}")[2] not in {"script", "style", "foreignObject", "image"}
        for attribute, value in element.attrib.items():
            assert not attribute.startswith("on")
            assert attribute != "style"
            assert not re.search(r"https?:|javascript:|data:", value)


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_lamp_stays_dark(name: str) -> None:
    """Lamp yellow means that a child is away now, and no drawing of past times says that."""
    assert "f5b700" not in DRAWINGS[name].figure().lower()


@pytest.mark.parametrize("name", DRAWINGS)
def test_what_a_drawing_refers_to_is_in_it(name: str) -> None:
    for paper in papers(name):
        defined = {e.get("id") for e in root(paper).iter() if e.get("id")}
        assert set(re.findall(r"url\(#([^)]+)\)", paper)) <= defined


@pytest.mark.parametrize("name", [n for n in DRAWINGS if not n.startswith(("no", "empty"))])
def test_the_table_beside_it_has_a_caption_and_rows_as_wide_as_its_head(name: str) -> None:
    table = DRAWINGS[name].table
    assert table.caption and table.rows
    assert {len(row) for row in table.rows} == {len(table.head)}


def test_two_drawings_of_one_page_share_no_name() -> None:
    ids: list[str] = []
    for drawing in DRAWINGS.values():
        ids += [i for i in re.findall(r' id="([^"]+)"', drawing.figure()) if not i.startswith("bridge")]
    assert len(ids) == len(set(ids))


def test_the_interval_stands_around_its_estimate_in_true_proportion() -> None:
    wide = root(DRAWINGS["interval"].wide)
    dot = next(wide.iter(f"{SVG}circle"))
    low, high = (
        float(x) for x in re.findall(r"M([\d.]+) [\d.]+v", next(wide.iter(f"{SVG}path")).get("d", ""))
    )
    assert low < float(dot.get("cx", 0)) < high
    assert low / high == pytest.approx(TIMES["low"] / TIMES["high"], abs=0.001)


def test_the_interval_is_said_in_words() -> None:
    assert "between 12,142 and 12,387 with 95% confidence" in DRAWINGS["interval"].wide


def test_bars_of_shares_are_equally_long_and_others_are_in_proportion() -> None:
    def lengths(drawing: Drawing) -> list[float]:
        bars: dict[str, float] = {}
        for rect in root(drawing.wide).iter(f"{SVG}rect"):
            tall = float(rect.get("height", 0))
            if tall > 14:
                bars[rect.get("y", "")] = bars.get(rect.get("y", ""), 0) + float(rect.get("width", 0))
        return list(bars.values())

    first, second, third = lengths(DRAWINGS["shares"])
    assert first == pytest.approx(second, abs=3) == pytest.approx(third, abs=3)
    first, second, _ = lengths(DRAWINGS["lengths"])
    assert first / second == pytest.approx(282 / 1175, abs=0.01)


def test_what_neither_saw_is_in_the_table_only_where_it_was_estimated() -> None:
    known = stacked([Line("A1", 1, 2, 3)], ident="k", title="t", group="Authority")
    assert list(known.table.head) == ["Authority", "Both", "Police only", "Authority only"]
    assert list(DRAWINGS["lengths"].table.head)[-1] == "Neither (estimated)"


def test_a_small_group_is_drawn_hollow() -> None:
    fills = [c.get("fill") for c in root(DRAWINGS["dots"].wide).iter(f"{SVG}circle")]
    assert [fill == "#ffffff" for fill in fills] == [False, True, False, True]


@given(st.lists(st.floats(0, 1), max_size=8))
def test_the_axis_holds_every_dot_and_has_few_marks(values: list[float]) -> None:
    marks = ticks(values)
    assert rising(marks) and marks[-1] == 1.0 and 2 <= len(marks) <= 6
    assert all(value >= marks[0] - 1e-6 for value in values)


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(1, 40)), max_size=12))
def test_labels_keep_their_order_and_their_distance(wanted: list[tuple[float, float]]) -> None:
    wanted.sort()
    heights = [high for _, high in wanted]
    places = spread([y for y, _ in wanted], heights, 0, 300)
    tops = [y - h / 2 for y, h in zip(places, heights, strict=True)]
    ends = [y + h / 2 for y, h in zip(places, heights, strict=True)]
    assert all(end <= top + 1e-6 for end, top in zip(ends[:-1], tops[1:], strict=True))
    if sum(heights) <= 300:
        assert all(top >= -1e-6 for top in tops) and all(end <= 300 + 1e-6 for end in ends)


def test_labels_that_have_room_stay_where_they_are() -> None:
    assert spread([20, 100, 200], [20, 20, 20], 0, 300) == [20, 100, 200]


def test_names_from_files_are_escaped() -> None:
    drawn = stacked([Line('<b onclick="x">&', 1, 1, 1)], ident="x", title="t", group="g").figure()
    assert "<b" not in drawn and "&lt;b onclick=&quot;x&quot;&gt;&amp;" in drawn
    assert el("p", "a < b", Markup("<i>c</i>"), class_="d&e") == '<p class="d&amp;e">a &lt; b<i>c</i></p>'


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 9, "0%"), (1, 10_000, "less than 0.1%"), (1, 40, "2.5%"), (1, 2, "50%"), (999, 1000, "more than 99%"),
     (5, 5, "100%"), (0, 0, "–")],
)  # fmt: skip
def test_shares_are_said_as_people_say_them(part: int, whole: int, said: str) -> None:
    assert per_cent(part, whole) == said


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 9, "none"), (9, 9, "all"), (1, 18, "about 1 in 18"), (1, 2, "about half"), (7, 10, "about 7 in 10"),
     (97, 100, "nearly all"), (1, 5, "about 1 in 5")],
)  # fmt: skip
def test_shares_are_said_in_words(part: int, whole: int, said: str) -> None:
    assert of_every(part, whole) == said


def test_an_estimate_is_not_said_more_exactly_than_it_is_known() -> None:
    assert [about(12264.7), about(326.1, 2), about(0.2), about(7)] == ["12,300", "330", "0", "7"]


def test_lines_fit_their_room_and_lose_no_word() -> None:
    words = "away (A), not expected at police by anybody at all"
    lines = wrap(words, 12, 104)
    assert " ".join(lines) == words
    assert all(width(line, 12) <= 104 for line in lines)
