"""Search by name: among the actor's own children, limited, and on the trail whatever it finds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.support.record import Region


@pytest.fixture
def names(region: Region) -> dict[str, Any]:
    """Children of the home, and one elsewhere who is called the same."""
    record, made = region.record, {}
    for given, family, key, called in (
        ("Zoë", "O'Neill-Šimić", "zoe oneill simic", "zo"),
        ("Zachary", "Onyx", "zachary onyx", ""),
        ("Kimberley", "Stone", "kimberley stone", "bee"),
    ):
        made[given] = record.child(
            given,
            family,
            date(2011, 5, 6),
            team=region.team,
            home=region.home,
            name_key=key,
            called_key=called,
        )
    made["stranger"] = record.child(
        "Zoë", "O'Neill-Šimić", date(2011, 5, 6), team=record.node("team", "T"), home=record.node("home", "H"),
        name_key="zoe oneill simic",
    )  # fmt: skip
    return made


def found(region: Region, words: str, *, actor: Any = None, **more: Any) -> list[Any]:
    from waylight.access.acting import acting
    from waylight.children.selectors import search

    actor = actor or region.night_worker
    with acting(actor):
        return [hit.id for hit in search(actor=actor, words=words, route="search", **more)]


@pytest.mark.parametrize(
    "words", ["Zoë O'Neill-Šimić", "zoe", "ONEILL", "o\u2019neill simic", "simic zoe", "zo on", "Zoe Oneil"]
)
def test_a_name_is_found_by_its_beginnings_and_by_near_spellings(
    region: Region, names: Any, words: str
) -> None:
    assert names["Zoë"] in found(region, words)


def test_what_a_child_is_called_is_a_name(region: Region, names: Any) -> None:
    assert found(region, "bee") == [names["Kimberley"]]


def test_the_same_name_stands_first(region: Region, names: Any) -> None:
    assert found(region, "Zoë O'Neill-Šimić")[0] == names["Zoë"]


def test_a_child_of_another_agency_is_not_found_by_the_exact_name(region: Region, names: Any) -> None:
    assert names["stranger"] not in found(region, "Zoë O'Neill-Šimić")
    assert found(region, "Zoë O'Neill-Šimić", actor=region.inspector) == []


@pytest.mark.parametrize("words", ["", "z", "%", "_", "%%%%", "' OR true --"])
def test_a_search_that_says_too_little_finds_nothing(region: Region, names: Any, words: str) -> None:
    assert found(region, words) == []


def test_a_birth_date_narrows_and_suffices(region: Region, names: Any) -> None:
    assert found(region, "zoe", born=date(2000, 1, 1)) == []
    assert set(found(region, "", born=date(2011, 5, 6))) == {
        names["Zoë"],
        names["Zachary"],
        names["Kimberley"],
    }


def test_no_more_than_the_limit_is_given(region: Region, names: Any) -> None:
    assert len(found(region, "", born=date(2011, 5, 6), most=2)) == 2


def test_a_restricted_child_is_not_found(region: Region, names: Any) -> None:
    region.record.db.execute("UPDATE children_child SET restricted = true WHERE id = %s", [names["Zoë"]])
    assert found(region, "zoe oneill") == []


def test_each_search_is_on_the_trail_with_the_children_it_showed_and_without_what_was_typed(
    region: Region, names: Any
) -> None:
    hits = found(region, "zoe oneill")
    found(region, "nobody of this name")
    rows = region.record.rows(
        "SELECT child, basis, route, person FROM audit_trail WHERE act = 'searched' ORDER BY id"
    )
    assert [(row[0], row[1]) for row in rows if row[0] is None] == [
        (None, f"{len(hits)} found"),
        (None, "0 found"),
    ]
    assert {row[0] for row in rows if row[0]} == set(hits)
    assert {row[1] for row in rows if row[0]} == {"night worker at Beech House; caring"}
    assert {row[2:] for row in rows} == {("search", region.night_worker.person_id)}
    whole = region.record.rows("SELECT audit_trail::text FROM audit_trail")
    assert not [row for (row,) in whole if "zoe" in row.lower() or "nobody of" in row]


def test_without_an_actor_nothing_is_found(region: Region, names: Any) -> None:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM children_search('zoe', NULL, 20, '', NULL, '', '')")
        assert cursor.fetchall() == []
