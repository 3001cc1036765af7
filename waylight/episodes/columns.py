"""Rows of the projections as lines of COPY, in its plain text form: cheaper to write than row by row.

Every table that a rebuild fills stands here with its columns.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from waylight.episodes.rebuilding import Child

# In the order of writing: a row stands before those that point to it.
EPISODES, LINKS, AWAYS, INTERESTS = (
    "episodes_episode", "episodes_episodeclaim", "children_away", "children_interest",
)  # fmt: skip
JSON = ("stretches", "differences")


@cache
def episode_columns() -> tuple[str, ...]:
    """Of the table of episodes."""
    # Loaded late: a process of its own sets Django up after it has found this module.
    from waylight.episodes.models import Episode

    return tuple(str(field.column) for field in Episode._meta.concrete_fields)


def columns() -> Mapping[str, tuple[str, ...]]:
    """By table, in the order of writing and in that of `lines`."""
    return {
        EPISODES: episode_columns(),
        LINKS: ("fact", "episode_id", "child"),
        AWAYS: ("id", "child_id", "since", "until", "forces"),
        INTERESTS: (
            "id", "child_id", "node_id", "person_id", "relation", "during", "basis_kind", "basis_id", "why",
        ),
    }  # fmt: skip


def lines(children: Iterable[Child]) -> dict[str, bytes]:
    """What COPY takes, by table."""
    found: dict[str, list[str]] = {table: [] for table in columns()}
    for child in children:
        made = child.projection
        found[EPISODES].extend(map(_episode, made.episodes))
        found[LINKS].extend(_line((*link, child.id)) for link in made.links)
        found[AWAYS].extend(_line((a.id, child.id, a.since, a.until, a.forces)) for a in made.aways)
        found[INTERESTS].extend(_interests(child))
    return {table: "".join(some).encode() for table, some in found.items()}


def _episode(row: Mapping[str, Any]) -> str:
    return _line([_json(row[name]) if name in JSON else row[name] for name in episode_columns()])


def _json(value: list[Any]) -> str:
    # Most sources differ about nothing.
    return json.dumps(value) if value else "[]"


def _interests(child: Child) -> Iterator[str]:
    for id, node, person, relation, since, until, kind, basis in sorted(child.interests or (), key=_first):
        yield _line((id, child.id, node, person, relation, _range(since, until), kind, basis, ""))


def _first(row: tuple[Any, ...]) -> int:
    return int(row[0].int)


def _range(since: datetime, until: datetime | None) -> str:
    return f"[{_moment(since)},{_moment(until) if until else ''})"


def _line(values: Iterable[Any]) -> str:
    return "\t".join([_TEXT[type(value)](value) for value in values]) + "\n"


def _words(text: str) -> str:
    if "\\" in text or not text.isprintable():
        text = text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    return text


def _id(value: UUID) -> str:
    return value.int.to_bytes(16, "big").hex()


def _several(values: Iterable[Any]) -> str:
    """Ids, or words of our own without a comma or a quotation mark."""
    return f"{{{','.join([_TEXT[type(value)](value) for value in values])}}}"


# The same moment stands in many rows of a child. Equal moments may be written differently and mean the same.
_moment = lru_cache(maxsize=1000)(datetime.isoformat)


class _Texts(dict[type, Callable[[Any], str]]):
    """How a value of each type is written; an enumeration of words is written as words."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        if not issubclass(kind, str):
            raise TypeError(f"No column holds a {kind.__name__}.")
        self[kind] = lambda value: _words(str(value))
        return self[kind]


_TEXT = _Texts(
    {
        type(None): lambda _: "\\N",
        bool: lambda value: "t" if value else "f",
        int: str,
        str: _words,
        datetime: _moment,
        UUID: _id,
        list: _several,
        tuple: _several,
    }
)
