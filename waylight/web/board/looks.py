"""Who looked, as people read it: what one person saw in one minute is one line, in words for each record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from waylight.audit.selectors import Look
from waylight.engine.when import LONDON
from waylight.rulebook.access.records import IN_WORDS


@dataclass(frozen=True)
class Visit:
    """Looks of one person within one minute. `acts`: what they did, each with the records in words."""

    at: datetime
    who: str
    acts: tuple[tuple[str, tuple[str, ...]], ...]
    why: tuple[str, ...]


def visits(looks: Iterable[Look]) -> Iterator[Visit]:
    """In the order of the looks, the latest first: each look stands in one of them."""
    for _, group in groupby(looks, key=lambda one: (_minute(one), one.name, one.role, one.node_name)):
        same = list(group)
        acts: dict[str, dict[str, None]] = {}
        for one in same:
            acts.setdefault(one.act, {})[IN_WORDS.get(one.record, one.record)] = None
        yield Visit(
            same[0].at,
            ", ".join(part for part in (same[0].name, same[0].role, same[0].node_name) if part),
            tuple((act, tuple(records)) for act, records in acts.items()),
            tuple(dict.fromkeys(one.basis for one in same if one.basis)),
        )


def _minute(look: Look) -> datetime:
    return look.at.astimezone(LONDON).replace(second=0, microsecond=0)
