"""The bridge is exact: for any rows, links and matches, with rows set aside and with empty files."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reconcile.settle.stories import Story, minutes
from tests.support.cases import cases
from waylight.reconcile.settle import Settled, check_bridge, words

HOURS = st.integers(0, 24 * 12)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """A fortnight of four children's rows, linked and matched at random."""
    story = Story(children={"C1": (0, "A1"), "C2": (1, "A1"), "C3": (1, "A2"), "C4": (2, "A2")})
    child = st.sampled_from(list(story.children))
    for n in range(draw(st.integers(0, 7))):
        start, length = draw(HOURS), draw(st.none() | st.integers(1, 60))
        known = draw(st.none() | child)
        story.report(f"i{n}", *_times(draw, start, length), known, force=draw(st.sampled_from(["F1", "F2"])))
    for n in range(draw(st.integers(0, 7))):
        start, length = draw(HOURS), draw(st.none() | st.integers(1, 60))
        story.row(f"m{n}", *_times(draw, start, length), draw(child), draw(st.sampled_from("MA")))
    if story.police and story.missing:
        pairs = st.tuples(
            st.sampled_from([str(one["incident_id"]) for one in story.police]),
            st.sampled_from([str(one["missing_id"]) for one in story.missing]),
        )
        for incident, row in draw(st.sets(pairs, max_size=8)):
            story.match(incident, row, draw(st.floats(0.05, 1.0)))
    for table in draw(st.lists(st.sampled_from(["police", "missing", "placements"]), max_size=3)):
        story.set_aside(table, f"{table}{len(story.aside)}")
    return story


def _times(draw: st.DrawFn, start: int, length: int | None) -> tuple[str | None, str | None]:
    """Start and end as text: to the minute, or the dates alone."""
    size = draw(st.sampled_from([10, 16]))
    at = f"2026-03-{1 + start // 24:02}T{start % 24:02}:00"[:size]
    end = None if length is None else start + length
    return at, None if end is None else f"2026-03-{1 + end // 24:02}T{end % 24:02}:00"[:size]


def every_row_once(story: Story, told: Settled) -> None:
    police = [one["incident_id"] for one in story.police]
    missing = [one["missing_id"] for one in story.missing]
    for one in story.aside:
        (police if one["table"] == "police" else missing if one["table"] == "missing" else []).append(
            one["id"]
        )
    given = {("police", name) for name in police} | {("authority", name) for name in missing}
    named = list(told.rows.select("side", "id").iter_rows())
    assert len(named) == len(set(named)) and set(named) == given


@settings(max_examples=cases(80), deadline=None)
@given(stories())
def test_any_rows_are_each_in_one_class_and_every_sum_is_exact(story: Story):
    told = story.told()
    every_row_once(story, told)
    assert check_bridge(told.bridge) == []
    assert set(told.rows["class"]) <= set(words.POLICE_CLASSES) | set(words.AUTHORITY_CLASSES)
    assert told.rows["reason"].null_count() == 0 and (told.rows["reason"].str.len_chars() > 10).all()
    assert told.episodes["episode_id"].is_unique().all()
    named = [name for text in told.episodes["police_incidents"] for name in text.split(";") if name]
    assert len(named) == len(set(named))


@settings(max_examples=cases(25), deadline=None)
@given(stories())
def test_the_same_rows_give_the_same_answer(story: Story):
    first, second = story.told(), copy.deepcopy(story).told()
    assert first.rows.equals(second.rows) and first.episodes.equals(second.episodes)
    assert first.bridge == second.bridge


def test_files_without_rows_make_a_bridge_of_zeros():
    told = Story().told()
    assert check_bridge(told.bridge) == []
    assert told.bridge["police"]["rows"] == told.bridge["authority"]["rows"] == 0
    assert told.episodes.height == told.rows.height == 0


def test_a_file_without_rows_on_one_side_still_adds_up():
    police = Story().report("i", "2026-03-04T20:00", "2026-03-04T21:00").told()
    authority = Story().row("m", "2026-03-04T20:00", "2026-03-04T21:00").told()
    assert check_bridge(police.bridge) == check_bridge(authority.bridge) == []
    assert authority.bridge["authority"]["classes"][words.OUTSIDE] == 1


def test_the_breakdowns_name_authority_force_year_and_category():
    story = (
        Story()
        .report("i", "2025-12-31T23:30", "2026-01-01T02:00")
        .report("j", "2026-02-01T20:00", None, None)
    )
    told = story.row("m", "2025-12-31T23:40", "2026-01-01T02:00").match("i", "m").told()
    by = told.bridge["by"]
    assert [one["value"] for one in by["authority"]] == ["A1", "no child of these authorities"]
    assert [one["value"] for one in by["force"]] == ["F1"]
    assert [one["value"] for one in by["year"]] == ["2025", "2026"]
    assert by["year"][0]["episodes"] == {"total": 1, "both": 1, "police": 0, "authority": 0}


@pytest.mark.parametrize("where", ["stack", "join", "episodes", "breakdown"])
def test_a_bridge_that_does_not_add_up_is_found_out(where: str):
    told = (
        Story()
        .report("i", "2026-03-04T20:00", None)
        .row("m", "2026-03-04T20:00", None)
        .match("i", "m")
        .told()
    )
    made = copy.deepcopy(told.bridge)
    if where == "stack":
        made["police"]["classes"][words.MATCHED] += 1
    elif where == "join":
        made["join"]["authority"]["typed twice"] += 1
    elif where == "episodes":
        made["episodes"]["both"] += 1
    else:
        made["by"]["force"][0]["authority"]["classes"][words.MATCHED] -= 1
    assert check_bridge(told.bridge) == [] and check_bridge(made) != []


def test_a_window_keeps_every_sum_exact():
    story = Story().report("i", "2026-03-04T20:00", None).report("j", "2026-05-04T20:00", None, None)
    told = story.row("m", "2026-04-04T20:00", None).told((minutes("2026-03-01"), minutes("2026-04-01")))
    assert check_bridge(told.bridge) == []
