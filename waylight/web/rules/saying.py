"""Values of rules as people say them, and which address a rule has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from django.utils.text import slugify

from waylight.engine.local import Settings
from waylight.engine.words import Undelayed
from waylight.protocols.rules import LocalRule, local_rules


def spoken(value: Any) -> str:
    """A rule's value in a few words."""
    if isinstance(value, Undelayed):
        return str(value.unless_set)
    if isinstance(value, Mapping):
        return ", ".join(_number(name, number) for name, number in value.items())
    return str(value)


def _number(name: str, number: int) -> str:
    if name == "count":
        return f"{number} times"
    if name.endswith("_days"):
        return f"{name.removesuffix('_days').replace('_', ' ')} {number} days"
    return f"{name.replace('_', ' ')}: {number}"


@cache
def by_slug() -> Mapping[str, LocalRule]:
    """The local rules by the last part of their address. Raises: ValueError where two would have one address."""
    found = {slugify(name): rule for name, rule in local_rules().items()}
    if len(found) != len(local_rules()):
        raise ValueError("Two local rules have one address.")
    return found


def running(rule: LocalRule, settings: Settings[Any], day: date) -> Any:
    """The authority's own value on that day; None where it has none."""
    return next((own.value for own in settings.get(rule.name, ()) if own.holds(day)), None)
