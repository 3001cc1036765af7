"""Does the bridge hold? Every sum that must be exact, checked from the finished bridge alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from waylight.reconcile.settle.bridge import SIDES, Bridge
from waylight.reconcile.settle.places import BREAKDOWNS


def check_bridge(made: Bridge) -> list[str]:
    """Every sum that must be exact and is not, in words; empty when the bridge holds."""
    return list(_faults(made))


def _faults(made: Bridge) -> Iterator[str]:
    for side in SIDES:
        yield from _stack(made[side], side)
        yield from _joined(made["join"], side)
    yield from _episodes(made["episodes"], "all")
    if not made["both"] == made["join"]["times away seen by both"] == made["episodes"]["both"]:
        yield "the times seen by both are counted differently in different places"
    for name in BREAKDOWNS:
        yield from _breakdown(made, name)


def _stack(stack: dict[str, Any], where: str) -> Iterator[str]:
    added = sum(stack["classes"].values())
    if added != stack["rows"]:
        yield f"{where}: classes add up to {added}, not {stack['rows']}"


def _joined(join: dict[str, Any], side: str) -> Iterator[str]:
    mine = join[side]
    left = mine["rows"] - mine["typed twice"]
    left += mine["further times that one row covers"] - mine["extra rows of one time away"]
    if left != join["times away seen by both"]:
        yield f"{side}: rows come down to {left} times away, not {join['times away seen by both']}"


def _episodes(seen: dict[str, int], where: str) -> Iterator[str]:
    added = seen["both"] + seen["police"] + seen["authority"]
    if added != seen["total"]:
        yield f"episodes of {where}: {added}, not {seen['total']}"


def _breakdown(made: Bridge, name: str) -> Iterator[str]:
    table = made["by"][name]
    for entry in table:
        for side in SIDES:
            yield from _stack(entry[side], f"{side} of {name} {entry['value']}")
        yield from _episodes(entry["episodes"], f"{name} {entry['value']}")
    for side in SIDES:
        for kind, n in made[side]["classes"].items():
            added = sum(entry[side]["classes"][kind] for entry in table)
            if added != n:
                yield f"{side} by {name}: {added} of class '{kind}', not {n}"
    for seen, n in made["episodes"].items():
        added = sum(entry["episodes"][seen] for entry in table)
        if added != n:
            yield f"episodes by {name}: {added} seen by {seen}, not {n}"
