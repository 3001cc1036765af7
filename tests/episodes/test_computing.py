"""The projection is a function of what was said: no order, no clock, and nothing well-formed that it breaks on."""

from __future__ import annotations

import gc
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.cases import cases
from waylight.engine.when import at, on
from waylight.episodes.computing import Projection, compute, plain
from waylight.episodes.numbers import LETTERS, number_of
from waylight.episodes.reading import CoreFact, body_of

CHILD = UUID(int=7)
START = datetime(2026, 3, 1, 12, tzinfo=UTC)
NODES = [("home", UUID(int=11)), ("carer", UUID(int=12)), ("team", UUID(int=13)), ("force", UUID(int=14)),
         ("other", UUID(int=15))]  # fmt: skip
KINDS = ("absent", "absent", "absent", "whereabouts", "found", "returned", "in error", "correction", "grouping",
         "police reference", "risk graded", "eighteenth birthday")  # fmt: skip
hours = st.integers(0, 120)


@st.composite
def facts(draw: Any) -> list[CoreFact]:
    """Up to nine things said within five days, by five agencies, some about others, some to the day alone."""
    many = draw(st.integers(1, 9))
    return [_fact(draw, n, many) for n in range(1, many + 1)]


def _fact(draw: Any, n: int, many: int) -> CoreFact:
    kind = draw(st.sampled_from(KINDS))
    when = at(START + timedelta(hours=draw(hours)))
    if draw(st.integers(0, 4)) == 0:
        when = on(when.day)
    about = UUID(int=draw(st.integers(1, many)))
    node_kind, node = draw(st.sampled_from(NODES))
    told = START + timedelta(hours=draw(st.integers(0, 200)))
    return CoreFact(UUID(int=n), kind, 1, when.earliest, when.latest, when.as_said, told, about, node, node_kind, None,
                    body_of(kind, 1, _body(draw, kind, about, many)))  # fmt: skip


def _body(draw: Any, kind: str, about: UUID, many: int) -> Any:
    known = draw(st.sampled_from(["known", "unknown"]))
    later = at(START + timedelta(hours=draw(hours)))
    span = {"earliest": later.earliest.isoformat(), "latest": later.latest.isoformat(), "said": later.as_said}
    absent = {"whereabouts": known, "concern": draw(st.booleans()), "reported": draw(st.booleans()),
              "end": draw(st.sampled_from(["open", "not recorded"]))}  # fmt: skip
    if draw(st.booleans()):
        absent["until"] = span
    others = [str(about), str(UUID(int=draw(st.integers(1, many))))]
    return {
        "absent": absent,
        "whereabouts": {"whereabouts": known},
        "correction": draw(st.sampled_from([{"at": span}, {"whereabouts": known}, {"until": span}])),
        "grouping": {"claims": others, "together": draw(st.booleans())},
        "police reference": {"reference": "EF"},
        "risk graded": {"grade": "HIGH"},
    }.get(kind, {})  # fmt: skip


def same(one: Projection, other: Projection) -> bool:
    def rows(projection: Projection) -> Any:
        return [plain(row) for row in projection.episodes], sorted(projection.links), projection.aways

    return bool(rows(one) == rows(other))


@settings(max_examples=cases(60))
@given(facts(), st.randoms(use_true_random=False))
def test_in_whatever_order_things_were_said_the_projection_is_the_same(
    said: list[CoreFact], random: Any
) -> None:
    shuffled = list(said)
    random.shuffle(shuffled)
    assert same(compute(CHILD, said, date(2010, 5, 4)), compute(CHILD, shuffled, date(2010, 5, 4)))


@settings(max_examples=cases(60))
@given(facts())
def test_whatever_was_said_no_two_rows_clash_and_a_child_is_away_once(said: list[CoreFact]) -> None:
    made = compute(CHILD, said, date(2008, 3, 3))
    ids = [row["id"] for row in made.episodes]
    assert len(set(ids)) == len(ids)
    assert sum(row["open"] for row in made.episodes) <= 1
    assert len(set(made.links)) == len(made.links)
    assert {episode for _, episode in made.links} == set(ids)
    for row in made.episodes:
        assert row["started_earliest"] <= row["started_latest"]
        assert row["open"] <= row["searching"]
        assert set(row["claims"]) == {fact for fact, episode in made.links if episode == row["id"]}


def test_nothing_is_left_over_that_only_a_search_for_cycles_would_find() -> None:
    said = (("absent", {"whereabouts": "known", "concern": True, "reported": True}), ("correction", {"concern": False}),
            ("found", {}), ("returned", {}))  # fmt: skip
    node_kind, node = NODES[0]

    def child(n: int) -> list[CoreFact]:
        return [
            CoreFact(UUID(int=10 * n + k), kind, 1, START, START, "2026-03-01T12:00", START, UUID(int=10 * n), node,
                     node_kind, None, body_of(kind, 1, body))
            for k, (kind, body) in enumerate(said)
        ]  # fmt: skip

    compute(CHILD, child(1), None)
    gc.collect()
    gc.disable()
    try:
        assert all(compute(CHILD, child(n), date(2010, 5, 4)).episodes for n in range(2, 30))
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_what_was_erased_counts_for_nothing() -> None:
    fact = CoreFact(UUID(int=1), "absent", 1, START, START, "", START, None, NODES[0][1], "home", None, None)
    assert compute(CHILD, [fact], None) == Projection()


def test_a_number_can_be_read_out_and_does_not_change() -> None:
    number = number_of(UUID(int=2**127 + 12345))
    assert number == "W-8684-HJXN"
    assert set(number[2:].replace("-", "")) <= set(LETTERS)
    assert not set(LETTERS) & set("AEIOULSVQ")
