"""Children away together: what speaks for it, and what chance alone would do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest

from waylight.engine.patterns import Out, edge, rings
from waylight.engine.patterns.chances import filling
from waylight.engine.patterns.places import Place, place_said
from waylight.engine.patterns.together import Chances, Why, at_least
from waylight.rulebook.patterns import TOGETHER

SPACE = UUID(int=5)
ANN, BEN = sorted([uuid5(SPACE, "Ann"), uuid5(SPACE, "Ben")])
STATION, PARK = Place("LS1 4", 430_000.0, 433_000.0), Place("LS6 1", 428_000.0, 436_000.0)
# A city in which few are found at the station.
CHANCES = Chances(1 / 180, 0.05, {"LS1 4": 9, "LS6 1": 4}, {"LS": 400})


def out(child: UUID, night: int, place: Place | None = STATION, hour: int = 20, **more: Any) -> Out:
    began = datetime(2026, 3, 1, hour, tzinfo=UTC) + timedelta(days=night)
    facts = {"until": began + timedelta(hours=5), "night": began.date(), "found": place}
    return Out(uuid5(child, f"{night} {hour}"), child, began, **{**facts, **more})


def nights(child: UUID, *of: int, **more: Any) -> list[Out]:
    return [out(child, night, **more) for night in of]


def found(first: list[Out], second: list[Out], chances: Chances = CHANCES, crowds: Any = None) -> Any:
    return edge(first, second, TOGETHER, chances, crowds or {})


def test_two_nights_found_at_one_place_join_two_children() -> None:
    together = found(nights(ANN, 1, 9), nights(BEN, 1, 9, hour=21))
    assert (together.children, together.count, together.away) == ((ANN, BEN), 2, (2, 2))
    assert [shared.why for shared in together.shared] == [(Why.NEAR,)] * 2
    assert together.shared[0].metres == 0
    assert together.expected < 0.01
    assert together.one_in > 20_000


def test_the_order_of_asking_does_not_matter() -> None:
    assert found(nights(BEN, 1, 9), nights(ANN, 1, 9)) == found(nights(ANN, 1, 9), nights(BEN, 1, 9))


def test_one_night_is_not_enough() -> None:
    assert found(nights(ANN, 1, 9), nights(BEN, 1, 20)) is None


def test_two_times_away_of_one_night_are_one_night() -> None:
    first = [out(ANN, 1, hour=12), out(ANN, 1, hour=20)]
    assert found(first, [out(BEN, 1, hour=12), out(BEN, 1, hour=20)]) is None


def test_away_on_the_same_nights_in_other_places_is_not_together() -> None:
    assert found(nights(ANN, 1, 9, 14), nights(BEN, 1, 9, 14, place=PARK)) is None


def test_found_at_the_same_place_at_other_hours_is_not_together() -> None:
    assert found(nights(ANN, 1, 9, hour=8), nights(BEN, 1, 9, hour=20)) is None


def test_two_who_are_away_often_meet_by_chance() -> None:
    often = range(1, 120)
    both = found(nights(ANN, *often, place=PARK), nights(BEN, *range(1, 120, 2), place=PARK))
    assert both is not None
    # As often away, and at one place on two nights of sixty only.
    elsewhere = nights(BEN, *range(5, 120, 2))
    assert found(nights(ANN, *often, place=PARK), [*elsewhere, *nights(BEN, 1, 3, place=PARK)]) is None


def test_brother_and_sister_of_one_home_who_go_on_their_own_are_not_shown() -> None:
    home = uuid5(SPACE, "a home")
    first = [out(ANN, night, None, hour=18, home=home) for night in range(1, 170, 4)]
    second = [out(BEN, night, None, hour=18 if night < 12 else 21, home=home) for night in range(1, 170, 6)]
    assert found(first, second) is None
    left = [out(BEN, night, None, hour=18, home=home) for night in range(1, 170, 6)]
    assert found(first, left).count == 15


def test_a_night_of_a_fair_counts_for_nobody() -> None:
    fair = {("LS1 4", date(2026, 3, 2)): 13}
    assert found(nights(ANN, 1, 9), nights(BEN, 1, 9), crowds=fair) is None
    assert found(nights(ANN, 1, 9, 14), nights(BEN, 1, 9, 14), crowds=fair).count == 2


def test_nights_on_which_everybody_is_away_weigh_less() -> None:
    even, full = filling([10] * 180, 180), filling([900, *[10] * 179], 180)
    assert even == pytest.approx(1 / 180, rel=0.01)
    assert full > 5 * even
    assert filling([], 180) == 1 / 180


def test_who_is_named_in_the_report_was_there() -> None:
    named = [out(ANN, night, None, named=frozenset({BEN})) for night in (1, 9)]
    together = found(named, nights(BEN, 1, 9, place=None))
    assert [shared.why for shared in together.shared] == [(Why.NAMED,)] * 2


def test_a_place_is_near_by_distance_else_by_postcode() -> None:
    corner = Place("LS1 9", 430_600.0, 433_800.0)
    assert STATION.near(corner, 1000)
    assert not STATION.near(corner, 999)
    assert STATION.near(Place("LS1 4"), 1000)
    assert not STATION.near(Place("LS1 5"), 1000)
    assert not Place().near(Place(), 1000)


def test_a_place_is_read_from_the_words_of_who_found_the_child() -> None:
    assert place_said("By the fountain, ls1 4dy, with two others") == Place("LS1 4")
    assert place_said("At a friend's") is None


def test_chance_is_counted_as_the_rare_are() -> None:
    assert at_least(0, 0.5) == pytest.approx(1)
    assert at_least(1, 0.5) == pytest.approx(0.3934693)
    assert at_least(3, 0.01) == pytest.approx(1.654e-07, rel=0.01)
    assert at_least(40, 40) == pytest.approx(0.5210, rel=0.01)
    assert at_least(1, 0.0) == 0


def test_pairs_that_touch_are_one_group_that_grows() -> None:
    a, b, c, d, e = sorted(uuid5(SPACE, name) for name in "abcde")
    assert rings([(a, b), (d, e)]) == ((a, b), (d, e))
    assert rings([(d, e), (b, c), (a, b)]) == ((a, b, c), (d, e))
    assert rings([(d, e), (b, c), (a, b), (c, d)]) == ((a, b, c, d, e),)
