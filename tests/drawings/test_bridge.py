"""The bridge: exact sums, labels that never cover each other, words for those who cannot see it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.drawings.boxes import SVG, boxes, outside, overlapping, rising, root
from tests.support.cases import cases
from waylight.drawings.bridge import bridge
from waylight.drawings.classes import CLASSES, parts
from waylight.drawings.drawing import svg, text

POLICE = [c.name for c in CLASSES if c.name != "away (A) not expected at police"]
AUTHORITY = [c.name for c in CLASSES if c.name != "no child of these authorities"]
# Mostly nothing or a handful, sometimes enormous: where labels crowd.
# Without explaining: a failure is shown at once instead of after many more drawings.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
COUNTS = st.one_of(st.just(0), st.integers(1, 9), st.integers(10, 3_000), st.integers(10**5, 10**7))


def told(police: list[int], authority: list[int], both: int) -> dict[str, Any]:
    return {
        "police": {"rows": sum(police), "classes": dict(zip(POLICE, police, strict=True))},
        "authority": {"rows": sum(authority), "classes": dict(zip(AUTHORITY, authority, strict=True))},
        "both": both,
    }


USUAL = told([8543, 763, 1070, 1429, 30, 12386, 290, 1], [8543, 425, 263, 1277, 1135, 178, 21, 0], 9195)
EMPTY = told([0] * 8, [0] * 8, 0)


def both_papers(said: dict[str, Any]) -> list[str]:
    drawing = bridge(said)
    assert drawing.narrow is not None
    return [drawing.wide, drawing.narrow]


@given(st.lists(COUNTS, min_size=8, max_size=8), st.lists(COUNTS, min_size=8, max_size=8), COUNTS)
@settings(max_examples=cases(30), deadline=None, phases=PHASES)
def test_no_label_covers_another_or_leaves_the_paper(
    police: list[int], authority: list[int], both: int
) -> None:
    for drawn in both_papers(told(police, authority, both)):
        assert overlapping(drawn) == []
        assert outside(drawn) == []


def test_the_test_of_labels_can_fail() -> None:
    crowded = svg("c", 50, 50, "t", "d", text(0, 20, "one", 12), text(4, 22, "two and far too long", 12))
    assert overlapping(crowded) == [("one", "two and far too long")]
    assert outside(crowded) == ["two and far too long"]


@given(st.lists(COUNTS, min_size=8, max_size=8), st.lists(COUNTS, min_size=8, max_size=8))
@settings(max_examples=cases(15), deadline=None)
def test_the_written_sums_are_true_and_complete(police: list[int], authority: list[int]) -> None:
    for drawn in both_papers(told(police, authority, 5)):
        foot = " ".join(box.words for box in boxes(drawn))
        for name, counts in (("Police", police), ("Authorities", authority)):
            said = re.search(rf"{name}: ([\d,+ ]+)(?:= ([\d,]+))?", foot)
            assert said is not None
            terms = [int(term.replace(",", "")) for term in said[1].split("+")]
            assert sum(terms) == sum(counts)
            if said[2]:
                assert int(said[2].replace(",", "")) == sum(counts)
                assert len(terms) == sum(1 for n in counts if n)


def test_stacks_are_to_one_scale() -> None:
    wide = root(bridge(USUAL).wide)
    tall = {r.get("x"): float(r.get("height", 0)) for r in wide.iter(f"{SVG}rect") if r.get("fill") == "none"}
    assert tall["250"] / tall["630"] == pytest.approx(24512 / 11842, rel=0.02)


def test_segments_follow_each_other_without_a_gap() -> None:
    bars = [
        r
        for r in root(bridge(USUAL).wide).iter(f"{SVG}rect")
        if r.get("x") == "250" and r.get("fill") != "none"
    ]
    tops = [float(r.get("y", 0)) for r in bars]
    ends = [float(r.get("y", 0)) + float(r.get("height", 0)) for r in bars]
    assert rising(tops)
    assert tops[1:] == pytest.approx(ends[:-1], abs=0.02)


def test_a_class_of_one_row_is_seen() -> None:
    smallest = min(
        float(r.get("height", 0)) for r in root(bridge(USUAL).wide).iter(f"{SVG}rect") if r.get("x") == "250"
    )
    assert smallest >= 2


def test_a_class_that_nobody_told_the_drawing_about_is_not_lost() -> None:
    assert [(p.name, p.count) for p in parts({"matched": 3, "brand new": 4}, "police")][-1] == (
        "brand new",
        4,
    )


def test_empty_lists_give_a_drawing_of_nought() -> None:
    drawing = bridge(EMPTY)
    assert "Police: 0" in drawing.wide
    assert "no time away is in both lists" in drawing.wide


def test_the_drawing_is_said_in_words() -> None:
    wide = root(bridge(USUAL).wide)
    said = wide.find(f"{SVG}desc")
    assert wide.get("role") == "img"
    assert said is not None and said.text is not None
    for words in ("24,512 reports", "12,386 of no child", "1,277 seen only by the authority", "9,195 times"):
        assert words in said.text


def test_the_table_holds_every_class_and_both_totals() -> None:
    table = bridge(USUAL).table
    assert [row[0] for row in table.rows] == [*POLICE, "away (A) not expected at police"]
    assert table.foot == ["all rows", "24,512", "11,842"]


def test_counts_are_links_where_the_reader_may_follow_them() -> None:
    drawing = bridge(
        USUAL, link=lambda side, name: f"/rows/{side}?class={name}" if side == "police" else None
    )
    links = list(root(drawing.wide).iter(f"{SVG}a"))
    assert len(links) == 9
    assert [one.get("href") for one in links[:2]] == ["/rows/police?class=", "/rows/police?class=matched"]
    assert str(drawing.table.html()).count("<a href") == 9, "the same in the table beneath"
    assert root(drawing.wide).get("role") == "group"
