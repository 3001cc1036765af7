"""A specimen of every kind and version that was ever written: each reads today as it read on the day it was kept.

A line of `specimens.json` is never changed or taken out. A new kind, or a new version of one, adds lines.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from waylight.facts.codec import from_json, to_json
from waylight.facts.kinds import KINDS, Kind, UnknownKind, declare, kind_of, lifted

SPECIMENS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "specimens.json").read_text("utf-8"))


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda s: f"{s['kind']}-{s['version']}")
def test_a_fact_reads_as_it_did_when_it_was_kept(specimen: dict[str, Any]) -> None:
    kind = kind_of(specimen["kind"])
    body = from_json(kind.body, lifted(kind, specimen["version"], specimen["body"]))
    assert repr(body) == specimen["reads"]


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda s: f"{s['kind']}-{s['version']}")
def test_a_fact_of_the_present_version_is_kept_in_the_same_words(specimen: dict[str, Any]) -> None:
    kind = kind_of(specimen["kind"])
    if specimen["version"] == kind.version:
        assert to_json(from_json(kind.body, specimen["body"])) == specimen["body"]
        assert kind.record == specimen["record"]


def test_every_kind_and_version_has_its_specimen() -> None:
    kept = {(specimen["kind"], specimen["version"]) for specimen in SPECIMENS}
    assert {(kind.name, n) for kind in KINDS.values() for n in range(1, kind.version + 1)} - kept == set()


def test_every_body_is_a_frozen_dataclass_and_no_words_stand_under_an_unknown_record() -> None:
    from waylight.access.grid import records

    for kind in KINDS.values():
        assert kind.body.__dataclass_params__.frozen, kind.name  # type: ignore[attr-defined]
        assert {kind.record, *kind.words.values()} <= set(records()), kind.name


@dataclasses.dataclass(frozen=True)
class Third:
    """A body that two upcasters lead to."""

    name: str
    many: int


def once_called_label(body: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": body["label"]}


def once_without_a_number(body: Mapping[str, Any]) -> dict[str, Any]:
    return {**body, "many": 1}


def test_an_old_body_is_lifted_step_by_step_and_itself_left_alone() -> None:
    kind = Kind("third", "episode", Third, 3, upcasters={1: once_called_label, 2: once_without_a_number})
    first = {"label": "a"}
    assert (
        from_json(Third, lifted(kind, 1, first))
        == from_json(Third, lifted(kind, 2, {"name": "a"}))
        == Third("a", 1)
    )
    assert first == {"label": "a"}
    with pytest.raises(UnknownKind, match="newer program"):
        lifted(kind, 4, {})


def test_a_version_without_a_way_to_it_and_a_kind_of_two_rooms_are_not_taken() -> None:
    with pytest.raises(TypeError, match="needs one upcaster"):
        Kind("gap", "episode", Third, 3, upcasters={1: once_called_label})
    with pytest.raises(TypeError, match="Two rooms"):
        declare(dataclasses.replace(kind_of("absent"), record="episode"))


@pytest.mark.parametrize(
    "body", [{"whereabouts": 1}, {"whereabouts": "known", "concern": "yes", "reported": True}]
)
def test_a_body_of_the_wrong_shape_is_not_read(body: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        from_json(kind_of("absent").body, body)
