"""The queue of doubtful pairs: what hangs on each, in which order they come, and who comes next."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from tests.support import small_desk
from waylight.desk.doubts import weighed
from waylight.desk.narrowing import Line, Narrowed, around, listed, narrowed_by, numbers

LINES = [
    Line(1, "child", "matched", "names", "F1", "A1", moves=2, probability=0.8),
    Line(2, "time", "matched", "days", "F1", "A2", moves=2, probability=0.5),
    Line(3, "time", "matched", "apart", "F2", "A1", moves=0, probability=0.5),
    Line(4, "child", "only this side", "names", "F2", "A1", moves=1, probability=0.65),
]


def decided(n: int, verdict: str = "yes", mine: bool = True) -> list[Line]:
    return [replace(one, verdict=verdict, by="Ines", mine=mine) if one.n == n else one for one in LINES]


def places(lines: list[Line]) -> list[int]:
    return [line.n for line in lines]


def test_what_may_move_most_rows_comes_first_and_equals_keep_the_order_of_safety() -> None:
    assert places(listed(LINES, Narrowed())) == [2, 1, 4, 3]
    assert places(listed(LINES, Narrowed(order="safety"))) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"force": "F2"}, [4, 3]),
        ({"authority": "A1", "question": "child"}, [1, 4]),
        ({"doubt": "names"}, [1, 4]),
        ({"row_class": "only this side"}, [4]),
        ({"force": "nowhere"}, []),
        ({"show": "mine"}, [2]),
        ({"show": "unsure"}, [2]),
        ({"show": "open"}, [1, 4, 3]),
        ({"show": "nonsense", "order": "nonsense"}, [1, 4, 3]),
    ],
)
def test_an_address_narrows_the_queue(told: dict[str, str], found: list[int]) -> None:
    assert places(listed(decided(2, "unsure"), narrowed_by(told))) == found


def test_each_choice_says_how_many_it_would_list_with_the_other_choices_as_they_are() -> None:
    counted = numbers(decided(1), Narrowed(force="F1"))
    assert counted["force"] == {"F1": 1, "F2": 2}
    assert counted["authority"] == {"A2": 1}
    assert counted["show"] == {"open": 1, "decided": 1, "unsure": 0, "mine": 1, "all": 2}


def test_an_address_keeps_only_what_differs_from_the_queue_as_it_opens() -> None:
    assert Narrowed().said() == {}
    assert narrowed_by({"force": "F1", "order": "safety"}).said() == {"force": "F1", "order": "safety"}


def test_on_follows_the_filtered_order_and_back_also_leads_to_what_was_just_decided() -> None:
    # Given a queue of four in the order 2, 1, 4, 3 of which the second is decided
    at = around(decided(1), Narrowed(), 4)
    assert (at.at, at.total, at.decided, at.previous, at.next) == (3, 4, 1, 1, 3)
    # And from the first, on leads past what is decided
    assert around(decided(1), Narrowed(), 2).next == 4


def test_a_filter_is_followed_and_what_it_leaves_out_is_not_counted() -> None:
    at = around(LINES, Narrowed(force="F2"), 4)
    assert (at.at, at.total, at.previous, at.next) == (1, 2, None, 3)


def test_after_the_last_comes_what_was_left_out_on_the_way_and_then_nothing() -> None:
    last = around(LINES, Narrowed(), 3)
    assert (last.onward, last.left_out) == (None, 2)
    rest = [replace(line, verdict="yes") if line.n != 3 else line for line in LINES]
    assert around(rest, Narrowed(), 3).left_out is None


def test_who_looks_through_the_unsure_again_goes_on_among_them() -> None:
    twice = [replace(line, verdict="unsure") if line.n in (1, 3) else line for line in LINES]
    at = around(twice, Narrowed(show="unsure"), 1)
    assert (at.next, at.onward) == (3, 3)
    end = around(twice, Narrowed(show="unsure"), 3)
    assert (end.onward, end.left_out) == (None, None)


def test_a_pair_that_the_filters_leave_out_still_has_its_place_among_all() -> None:
    at = around(LINES, Narrowed(force="F1"), 3)
    assert (at.at, at.total) == (4, 4)


def table(rows: list[tuple[object, ...]], *columns: str) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=list(columns), orient="row")


PAIRS = table(
    [(1, "P2", "C1", None), (2, "P3", "C2", "M3")], "n", "incident_id", "child_id", "missing_id"
).with_columns(pl.col("missing_id").cast(pl.String))
EVIDENCE = table(
    [("P2", "C1", 0.7, -2.0, 1.0), ("P2", "C3", 0.05, 0.0, 0.0)],
    "incident_id", "child_id", "share", "surname_weight", "birth_weight",
)  # fmt: skip


def test_a_no_about_a_child_moves_the_report_and_each_row_that_only_it_tells_of() -> None:
    found = small_desk.found()
    one = weighed(PAIRS, found.matches, found.rows, EVIDENCE, small_desk.extracts()).row(0, named=True)
    assert (one["moves"], one["row_class"], one["doubt"]) == (2, "matched", "names")


def test_a_no_about_a_time_moves_both_rows_unless_another_stands_for_one_of_them() -> None:
    found = small_desk.found()
    another = table([("P1", "M3", 0.9)], "incident_id", "missing_id", "probability")
    for matches, moves, doubt in (
        (found.matches, 2, "near"),
        (pl.concat([found.matches, another]), 1, "several"),
    ):
        made = weighed(PAIRS, matches, found.rows, EVIDENCE, small_desk.extracts()).row(1, named=True)
        assert (made["moves"], made["doubt"]) == (moves, doubt)


@pytest.mark.parametrize(
    ("share", "surname", "birth", "doubt"),
    [(0.3, -2.0, 0.0, "rival"), (0.0, -0.2, -1.5, "birth"), (0.0, 0.5, 0.3, "little")],
)
def test_why_a_child_is_in_doubt_is_said_by_what_speaks_most_against_it(
    share: float, surname: float, birth: float, doubt: str
) -> None:
    evidence = table(
        [("P2", "C1", 0.7, surname, birth), ("P2", "C3", share, 0.0, 0.0)],
        "incident_id", "child_id", "share", "surname_weight", "birth_weight",
    )  # fmt: skip
    found = small_desk.found()
    made = weighed(PAIRS, found.matches, found.rows, evidence, small_desk.extracts())
    assert made.row(0, named=True)["doubt"] == doubt
