"""The rows of the rulebook by their code, whichever kind of pattern they are."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from waylight.engine.patterns import HomeRule, NamedRule, Pattern, TogetherRule
from waylight.rulebook.patterns import ACTIONS, FROM_HOME, PATTERNS, SAME_NAME, TOGETHER

Row = Pattern | TogetherRule | HomeRule | NamedRule
ROWS: Mapping[str, Row] = MappingProxyType(
    {**{row.code: row for row in PATTERNS}, **{row.code: row for row in (TOGETHER, FROM_HOME, SAME_NAME)}}
)
ACTION: Mapping[str, str] = MappingProxyType({code.code: code.label for code in ACTIONS})


def at_once(code: str) -> bool:
    """Whether it cannot wait for the morning."""
    return bool(getattr(ROWS[code], "at_once", False))
