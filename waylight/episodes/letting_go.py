"""What was let go (erased, closed, made smaller), as a list outside the database: an older backup knows nothing of it.

A line holds ids, times and codes, and nothing that anybody said. Whoever restores a backup carries the list out again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

KINDS = ("erased", "sealed", "reduced")
FACTS = """
SELECT id, kind, child, told, by_node_id, by_person_id, source_key, body FROM facts_fact
WHERE kind IN ('erased', 'sealed', 'reduced') ORDER BY told, id
"""


class BadLine(Exception):
    """A line of the list cannot be read; the message names file, line and remedy."""


@dataclass(frozen=True)
class LetGo:
    """One fact by which something went: which, about whom, when (UTC), by whom, and what it says."""

    fact: UUID
    kind: str
    child: UUID
    told: datetime
    node: UUID
    person: UUID | None
    key: str
    body: Mapping[str, Any]

    def line(self) -> str:
        """As it is written: JSON, with a line's end."""
        said = {
            "fact": str(self.fact), "kind": self.kind, "child": str(self.child),
            "told": self.told.astimezone(UTC).isoformat(), "node": str(self.node),
            "person": None if self.person is None else str(self.person), "key": self.key, "body": self.body,
        }  # fmt: skip
        return json.dumps(said) + "\n"


def read(path: Path) -> tuple[LetGo, ...]:
    """The list in its order, each fact once; nothing where there is no file yet. Raises: BadLine."""
    if not path.exists():
        return ()
    found: dict[UUID, LetGo] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            one = _read(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise BadLine(
                f"{path}: line {number} is no line of what was let go. Fetch the file anew from where it is kept; "
                "do not mend it by hand."
            ) from None
        found.setdefault(one.fact, one)
    return tuple(found.values())


def hand_out(path: Path) -> int:
    """As the worker: add to the list what it lacks, on disk before this returns. Returns how many lines."""
    known = {one.fact for one in read(path)}
    with connection.cursor() as cursor:
        cursor.execute(FACTS)
        rows = [row for row in cursor.fetchall() if row[0] not in known]
    new = [
        LetGo(fact, kind, child, told, node, person, key, json.loads(body))
        for fact, kind, child, told, node, person, key, body in rows
    ]
    _write(path, new)
    return len(new)


def come_back(lines: Iterable[LetGo]) -> tuple[LetGo, ...]:
    """Those of whom this database holds something, and not the fact that let it go: it is older than they are."""
    named = {one.fact: one for one in lines}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT episodes_come_back(%s::uuid[], %s::uuid[])",
            [list(named), [one.child for one in named.values()]],
        )
        back = {fact for (fact,) in cursor.fetchall()}
    return tuple(one for one in named.values() if one.fact in back)


def _read(said: Mapping[str, Any]) -> LetGo:
    told = datetime.fromisoformat(said["told"])
    if said["kind"] not in KINDS or told.tzinfo is None or not isinstance(said["body"], dict):
        raise ValueError
    person = None if said["person"] is None else UUID(said["person"])
    child, node = UUID(said["child"]), UUID(said["node"])
    return LetGo(UUID(said["fact"]), said["kind"], child, told, node, person, said["key"], said["body"])


def _write(path: Path, lines: list[LetGo]) -> None:
    if not lines:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        os.write(descriptor, "".join(one.line() for one in lines).encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
