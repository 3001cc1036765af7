"""The true number once more, from three lists, where the homes' own reports were given."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from waylight.drawings.markup import Markup, el
from waylight.drawings.words import about, number
from waylight.exchange.report.findings import Findings


def three(found: Findings) -> Mapping[str, Any] | None:
    """The estimate from three lists, if there is one whose figures are numbers."""
    said: Mapping[str, Any] | None = found.estimate.get("three_lists")
    return said if said and all(map(math.isfinite, said["episodes"].values())) else None


def in_short(found: Findings) -> Markup | None:
    """For the answer at the top: the figure, or that it disagrees and is not to be used unread."""
    said = three(found)
    if said is None:
        return None
    times = said["episodes"]
    if _apart(times, found.estimate["episodes"]):
        return el(
            "span", "An estimate that takes in the homes’ own reports disagrees with this; read why below."
        )
    return el(
        "span",
        "With the homes’ own reports as a third list: about ",
        el("strong", f"{about(times['estimate'])} times"),
        f" ({about(times['low'])} to {about(times['high'])}).",
    )


def part(found: Findings) -> Markup | None:
    """In the section of the true number: what the third list adds, and whether it agrees with the two."""
    said = three(found)
    if said is None:
        return None
    times = said["episodes"]
    return el(
        "div",
        el("h3", "With the homes’ own reports as a third list"),
        el("p", "Three lists can show whether one notices because of another, which two cannot. By the model that fits "
           f"best ({said['model']}) children were missing ", el("strong", f"{number(times['estimate'])} times"),
           f" ({number(times['low'])} to {number(times['high'])}); {number(said['only_homes'])} of these are in the "
           f"homes’ list alone. {_compared(times, found.estimate['episodes'])}"),
        el("p", f"It assumes {_lower(said['assumption'])}"),
        _models(said),
        class_="keep",
    )  # fmt: skip


def _apart(three: Mapping[str, float], two: Mapping[str, float]) -> bool:
    return three["low"] > two["high"] or three["high"] < two["low"]


def _compared(three: Mapping[str, float], two: Mapping[str, float]) -> str:
    if not _apart(three, two):
        return "The two estimates agree within their ranges."
    return (
        "That is outside the range from two lists. Either police and authorities do not notice independently of each "
        "other, or many of the homes’ reports were not recognised among the other two lists. Find out which before "
        "either figure is used."
    )


def _lower(said: str) -> str:
    return said[:1].lower() + said[1:]


def _models(said: Mapping[str, Any]) -> Markup | None:
    rows = [
        el("li", f"{one['model']}: {number(one['estimate'])} (BIC {one['bic']:.1f})")
        for one in said.get("models", ())
    ]
    return el("details", el("summary", "All models of the three lists"), el("ul", rows)) if rows else None
